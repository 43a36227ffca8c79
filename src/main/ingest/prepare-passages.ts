import { analysePassage } from '#main/language/analyse.ts';
import { chunkDocument } from './chunker.ts';
import type { Cuttable, PreparedPassage } from './ports.ts';

/** What passages are made from; `title` is searched with every passage and may be a file's name. */
export type PassageSource = Cuttable & { title: string };

/** Cuts a document and analyses its passages one by one, for callers that pass them on in batches. */
export function* passagesOf(source: PassageSource): Generator<PreparedPassage> {
  for (const passage of chunkDocument(source)) {
    const title = passage.heading === null ? source.title : `${source.title} ${passage.heading}`;
    yield { ...passage, terms: analysePassage({ title, text: passage.text, language: passage.language }) };
  }
}

/** The passages of a document with the terms under which the full-text index stores them. */
export function preparePassages(source: PassageSource): PreparedPassage[] {
  return [...passagesOf(source)];
}
