import type { PageRecognition } from '#main/ingest/recognition/recognised-page.ts';

/** A page as if these words had been recognised on it, in one line, with such certainty. */
export function recognisedWords(text: string, confidence: number): PageRecognition {
  const words = text.split(' ').map((word, index) => {
    return { text: word, confidence, left: index / 10, top: 0.1, width: 0.08, height: 0.05 };
  });
  return {
    width: 400,
    height: 200,
    confidence,
    lines: [{ left: 0, right: 400, baseline: 40, size: 20, words }],
  };
}
