/** A piece of a passage, before which it may be cut. */
export type Piece = {
  /** Characters from the start of the passage. */
  at: number;
  text: string;
};

/** The sentences and rows of a passage, in their order: a table is cut between rows, a text between sentences. */
export function piecesOf(text: string, language: string): Piece[] {
  const sentences = new Intl.Segmenter(language, { granularity: 'sentence' });
  const pieces: Piece[] = [];
  for (const line of text.matchAll(/[^\n]+/gu)) {
    const parts = line[0].startsWith('|') ? [{ segment: line[0], index: 0 }] : sentences.segment(line[0]);
    for (const { segment, index } of parts) {
      const words = segment.trim();
      if (words === '') continue;
      const before = segment.length - segment.trimStart().length;
      pieces.push({ at: line.index + index + before, text: words });
    }
  }
  return pieces;
}
