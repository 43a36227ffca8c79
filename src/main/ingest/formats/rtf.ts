import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { readRtf } from './rtf/reader.ts';
import { distinctRunning } from './word/running-parts.ts';
import { writeBlocks } from './word/write-blocks.ts';

/** Reads a document in RTF: headings, lists, tables and notes as they are shown, without what was deleted or hidden. */
export async function extractRtf(bytes: Buffer): Promise<ExtractedDocument> {
  const { title, body, headers, footers, endnotes, objects, isCutShort } = readRtf(bytes);
  const builder = createDocumentBuilder();
  const blocks = [...distinctRunning(headers), ...body, ...distinctRunning(footers), ...endnotes];
  await writeBlocks(blocks, { builder, writeEmbedded: () => Promise.resolve() });
  builder.warnOf('attachments', objects, objects.length);
  if (isCutShort) builder.warn({ kind: 'cut_short', unread: 1, total: 1, unit: 'files', places: [] });
  const document = builder.build(title === '' ? null : title);
  const first = body.find(({ kind }) => kind === 'heading');
  // What is counted is one of several, and so no name for the whole.
  return first?.kind === 'heading' && first.isNumbered ? { ...document, heading: null } : document;
}
