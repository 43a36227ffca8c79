/** Where words stand in a text; offsets in UTF-16 units. */
export type Span = { start: number; end: number };

/**
 * Finds words again in a text that may be another version of theirs, or the same read anew: blanks, line breaks and the
 * kind of apostrophes and dashes do not count. Of several places the one nearest to where they were. Null: they are gone.
 */
export function findWords(text: string, quote: string, wasAt: number): Span | null {
  if (text.startsWith(quote, wasAt)) return { start: wasAt, end: wasAt + quote.length };
  const wanted = plain(quote).letters;
  if (wanted === '') return null;
  const { letters, places } = plain(text);
  let nearest: Span | null = null;
  for (let at = letters.indexOf(wanted); at !== -1; at = letters.indexOf(wanted, at + 1)) {
    const start = places[at] ?? 0;
    if (nearest !== null && Math.abs(start - wasAt) >= Math.abs(nearest.start - wasAt)) break;
    nearest = { start, end: (places[at + wanted.length - 1] ?? start) + 1 };
  }
  return nearest;
}

const SAME: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '–': '-',
  '—': '-',
  '‑': '-',
  '\u00ad': '',
};

/** A text without blanks, and where each of its letters stands. */
function plain(text: string): { letters: string; places: number[] } {
  let letters = '';
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const same = /\s/u.test(letter) ? '' : (SAME[letter] ?? letter);
    if (same === '') continue;
    letters += same;
    places.push(at);
  }
  return { letters, places };
}
