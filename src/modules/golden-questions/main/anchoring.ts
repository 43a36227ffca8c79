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

/** A passage holds the words when it has half of them, or they fill half of it. */
const HOLDS = 0.5;

export function holds(passage: Span, words: Span): boolean {
  const shared = Math.min(passage.end, words.end) - Math.max(passage.start, words.start);
  return shared > 0 && shared >= HOLDS * Math.min(words.end - words.start, passage.end - passage.start);
}

/** Share of the words that passages of their document hold together, 0 to 1. */
export function coveredBy(passages: readonly Span[], words: Span): number {
  let covered = 0;
  let until = words.start;
  for (const { start, end } of passages.toSorted((one, other) => one.start - other.start)) {
    const from = Math.max(until, start);
    const to = Math.min(words.end, end);
    if (to <= from) continue;
    covered += to - from;
    until = to;
  }
  return covered / (words.end - words.start);
}
