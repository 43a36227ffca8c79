import type { Language } from '#shared/contract/vocabulary.ts';
import { isFoyerError } from '#shared/errors.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import type { Enclosing, EnclosedFiles } from './enclosed-files.ts';
import { createShownPictures, languageOfBlocks, pictureNames } from './pictures-shown.ts';
import type { Block } from './word/content.ts';
import { titleOf } from './word/document-title.ts';
import { readDocument } from './word/document.ts';
import { writeEmbedded } from './word/embedded.ts';
import { openParts } from './word/parts.ts';
import type { Parts } from './word/parts.ts';
import { writeBlocks } from './word/write-blocks.ts';

/** Word files in Word files: beyond it they were made to have no end. */
const MAX_NESTED = 3;

/** Documents inside the document, and those that could not be read; the pictures that it shows. */
type Carried = { total: number; unread: string[]; files: EnclosedFiles; language: Language | null };

/** The parts of a Word file inside another, or null when it cannot be opened: that is no reason not to read the other. */
function openIfSound(bytes: Buffer): Parts | null {
  try {
    return openParts(bytes);
  } catch (error) {
    if (isFoyerError(error)) return null;
    throw error;
  }
}

async function writeWord(
  parts: Parts,
  builder: DocumentBuilder,
  carried: Carried,
  depth: number,
): Promise<Block[]> {
  const { blocks, hasPages } = readDocument(parts, depth === 0);
  if (hasPages) builder.startPage();
  const pictures = createShownPictures(parts.picture, carried.files);
  const names = pictureNames(blocks, languageOfBlocks(blocks) ?? carried.language ?? 'fr');
  await writeBlocks(blocks, {
    builder,
    async writePicture(block) {
      const found = await pictures.read(block.part, names.get(block) ?? '');
      found?.write();
    },
    async writeEmbedded(block) {
      carried.total += 1;
      const isRead = await writeEmbedded(block, builder, async bytes => {
        const inner = depth === MAX_NESTED ? null : openIfSound(bytes);
        if (inner !== null) await writeWord(inner, builder, carried, depth + 1);
        return inner !== null;
      });
      if (!isRead) carried.unread.push(block.name);
    },
  });
  return blocks;
}

/**
 * Reads a Word document: checked package → XML → blocks as Word shows them → document. Every part was inflated under
 * caps; nothing it names outside the package is read. Throws FoyerError with a `document.*` code.
 */
export async function extractDocx(bytes: Buffer, enclosing: Enclosing): Promise<ExtractedDocument> {
  const parts = openParts(bytes);
  const builder = createDocumentBuilder();
  const files = enclosing.within(builder);
  const carried: Carried = { total: 0, unread: [], files, language: enclosing.language };
  const blocks = await writeWord(parts, builder, carried, 0);
  builder.warnOf('attachments', carried.unread, carried.total);
  files.tell();
  const { total, damaged } = parts.asked;
  builder.warnOf('damaged', damaged, total);
  const document = builder.build(titleOf(parts));
  const firstHeading = blocks.find(({ kind }) => kind === 'heading');
  // What is counted is one of several, and so no name for the whole.
  const isPart = firstHeading?.kind === 'heading' && firstHeading.isNumbered;
  return isPart ? { ...document, heading: null } : document;
}
