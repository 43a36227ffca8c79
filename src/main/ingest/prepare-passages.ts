import { analysePassage } from '#main/language/analyse.ts';
import { chunkDocument } from './chunker.ts';
import type { ExtractedDocument, PreparedPassage } from './ports.ts';

/** Cuts an extracted text into passages and normalises their words for the index. */
export function preparePassages(document: ExtractedDocument & { title: string }): PreparedPassage[] {
  return chunkDocument(document).map(passage => ({
    ...passage,
    terms: analysePassage({
      title: [document.title, passage.heading].filter(part => part !== null).join(' '),
      text: passage.text,
      language: passage.language ?? document.language,
    }),
  }));
}
