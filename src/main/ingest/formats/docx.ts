import { cleanLine } from '../clean-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { readDocument } from './word/document.ts';
import { writeEmbedded } from './word/embedded.ts';
import { openParts } from './word/parts.ts';
import type { Parts } from './word/parts.ts';
import { writeBlocks } from './word/write-blocks.ts';
import { child, textOf } from './word/xml.ts';

/** Word files in Word files: beyond it they were made to have no end. */
const MAX_NESTED = 3;
const MAX_NAMED = 20;

function titleOf({ properties }: Parts): string | null {
  const found = properties === null ? undefined : child(properties, 'dc:title');
  const title = found === undefined ? '' : cleanLine(textOf(found));
  return title === '' ? null : title;
}

/** Documents inside the document, and those that could not be read. */
type Carried = { total: number; unread: string[] };

async function writeWord(
  parts: Parts,
  builder: DocumentBuilder,
  carried: Carried,
  depth: number,
): Promise<void> {
  const { blocks, hasPages } = readDocument(parts, depth === 0);
  if (hasPages) builder.startPage();
  await writeBlocks(blocks, {
    builder,
    async writeEmbedded(block) {
      carried.total += 1;
      const isRead = await writeEmbedded(block, builder, async bytes => {
        if (depth === MAX_NESTED) return false;
        await writeWord(openParts(bytes), builder, carried, depth + 1);
        return true;
      });
      if (!isRead) carried.unread.push(block.name);
    },
  });
}

/**
 * Reads a Word document: checked package → XML → blocks as Word shows them → document. Every part was inflated under
 * caps; nothing it names outside the package is read. Throws FoyerError with a `document.*` code.
 */
export async function extractDocx(bytes: Buffer): Promise<ExtractedDocument> {
  const parts = openParts(bytes);
  const builder = createDocumentBuilder();
  const carried: Carried = { total: 0, unread: [] };
  await writeWord(parts, builder, carried, 0);
  builder.warn({
    kind: 'attachments',
    unread: carried.unread.length,
    total: carried.total,
    unit: 'files',
    places: carried.unread.slice(0, MAX_NAMED),
  });
  const { total, damaged } = parts.asked;
  builder.warn({
    kind: 'damaged',
    unread: damaged.length,
    total,
    unit: 'files',
    places: damaged.slice(0, MAX_NAMED),
  });
  return builder.build(titleOf(parts));
}
