/** No-break spaces where French has them: inside « », before ; ! ? (narrow) and before : (Imprimerie nationale). */
export function frenchSpacing(text: string): string {
  return text
    .replaceAll('« ', '«\u00a0')
    .replaceAll(' »', '\u00a0»')
    .replaceAll(' :', '\u00a0:')
    .replaceAll(/ (?=[;!?])/g, '\u202f');
}

/** The same for every text of a catalogue. */
export function spaced<T>(words: T): T {
  if (typeof words === 'string') return frenchSpacing(words) as T;
  if (Array.isArray(words)) return words.map(each => spaced<unknown>(each)) as T;
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, spaced<unknown>(value)])) as T;
}
