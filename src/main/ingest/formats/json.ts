import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { parseJson } from './json-values.ts';
import { addText } from './text.ts';
import { writeData } from './write-data.ts';

/**
 * Reads JSON and JSON Lines as data for people. What follows the place where it is broken is kept as it is written,
 * and told. Throws document.too_large.
 */
export function extractJson(source: string): ExtractedDocument {
  const { values, brokenAt, isCut } = parseJson(source);
  const builder = createDocumentBuilder();
  writeData(values, builder);
  if (brokenAt !== null) {
    const rest = source.slice(brokenAt);
    addText(rest, builder);
    if (isCut) builder.warn({ kind: 'cut_short', unread: 1, total: 1, unit: 'files', places: [] });
    else
      builder.warn({
        kind: 'damaged',
        unread: rest.length,
        total: source.length,
        unit: 'characters',
        places: [],
      });
  }
  // Its first name is that of a part of it.
  return { ...builder.build(null), heading: null };
}
