import { searchedName } from '#main/language/document-name.ts';
import { termsOf } from '#main/language/passage-terms.ts';
import { chunkDocument } from './chunker.ts';
import type { Cuttable, PreparedPassage } from './ports.ts';

/** What passages are made from; `name`, the document's, and its file's are searched with every passage. */
export type PassageSource = Cuttable & { name: string; fileName: string };

/** Cuts a document and analyses its passages one by one, for callers that pass them on in batches. */
export function* passagesOf(source: PassageSource): Generator<PreparedPassage> {
  const name = searchedName(source.name, source.fileName);
  for (const passage of chunkDocument(source)) yield { ...passage, terms: termsOf(name, passage) };
}

/** The passages of a document with the terms under which the full-text index stores them. */
export function preparePassages(source: PassageSource): PreparedPassage[] {
  return [...passagesOf(source)];
}
