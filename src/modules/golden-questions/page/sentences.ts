/** A sentence of a text, and where it stands. */
export type Sentence = { text: string; start: number; end: number };
export type Range = { from: number; to: number };

/** The sentences of a text, without those that are blank. */
export function sentencesOf(text: string, language: string): Sentence[] {
  const segments = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text);
  return [...segments].flatMap(({ segment, index }) => {
    const trimmed = segment.trim();
    if (trimmed === '') return [];
    const start = index + segment.indexOf(trimmed);
    return [{ text: trimmed, start, end: start + trimmed.length }];
  });
}

/**
 * What is kept once a sentence is chosen: that one alone at first, then all from one to the other; one of those that are
 * kept is alone again.
 */
export function choosing(kept: Range, whole: Range, { start, end }: Sentence): Range {
  const isWhole = kept.from <= whole.from && kept.to >= whole.to;
  const isInside = start >= kept.from && end <= kept.to;
  if (isWhole || isInside) return { from: start, to: end };
  return { from: Math.min(kept.from, start), to: Math.max(kept.to, end) };
}
