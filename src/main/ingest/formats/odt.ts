import { detectLanguage } from '#main/language/detect.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import type { Enclosing } from './enclosed-files.ts';
import { createShownPictures, languageOfBlocks, pictureNames } from './pictures-shown.ts';
import { openOpenDocument } from './opendocument/package.ts';
import type { OpenDocument } from './opendocument/package.ts';
import { createReader } from './opendocument/reader.ts';
import type { Reader } from './opendocument/reader.ts';
import { readStyles } from './opendocument/styles.ts';
import type { Styles } from './opendocument/styles.ts';
import type { Block } from './word/content.ts';
import { distinctRunning } from './word/running-parts.ts';
import { descend, elementsOf, textOf } from './word/xml.ts';
import type { XmlElement } from './word/xml.ts';
import { writeBlocks } from './word/write-blocks.ts';

/** Makes the reader of a document, whose remarks are introduced in its language. */
export function openReader(file: OpenDocument, body: XmlElement): { reader: Reader; styles: Styles } {
  const styles = readStyles(file);
  const language = detectLanguage(textOf(body));
  return { reader: createReader({ file, styles, language }), styles };
}

/** Tells of objects that were not read, and of parts that are damaged. */
export function warnOfUnread(file: OpenDocument, { unread }: Reader, builder: DocumentBuilder): void {
  builder.warnOf('attachments', unread, unread.length);
  const { total, damaged } = file.asked;
  builder.warnOf('damaged', damaged, total);
}

/** What stands above or below the text on pages, each distinct text once. */
function runningBlocks(styles: Styles, reader: Reader, place: RegExp): Block[] {
  const parts = styles.masterPages
    .flatMap(elementsOf)
    .filter(({ name, attributes }) => place.test(name) && attributes['style:display'] !== 'false');
  return distinctRunning(parts.flatMap(part => reader.blocks(elementsOf(part))));
}

/** Reads an OpenDocument text: headings, lists, tables and notes as they are shown, without what was deleted or hidden. */
export async function extractOdt(bytes: Buffer, enclosing: Enclosing): Promise<ExtractedDocument> {
  const file = openOpenDocument(bytes);
  const body = descend(file.content, 'office:body', 'office:text') ?? file.content;
  const { reader, styles } = openReader(file, body);
  const builder = createDocumentBuilder();
  const content = reader.blocks(elementsOf(body));
  const blocks = [
    ...runningBlocks(styles, reader, /^style:header/u),
    ...content,
    ...runningBlocks(styles, reader, /^style:footer/u),
    ...reader.atEnd(),
  ];
  const files = enclosing.within(builder);
  const pictures = createShownPictures(file.picture, files);
  const names = pictureNames(blocks, languageOfBlocks(blocks) ?? enclosing.language ?? 'fr');
  await writeBlocks(blocks, {
    builder,
    writeEmbedded: () => Promise.resolve(),
    async writePicture(block) {
      const found = await pictures.read(block.part, names.get(block) ?? '');
      found?.write();
    },
  });
  files.tell();
  warnOfUnread(file, reader, builder);
  const document = builder.build(file.title);
  const first = content.find(({ kind }) => kind === 'heading');
  // What is counted is one of several, and so no name for the whole.
  return first?.kind === 'heading' && first.isNumbered ? { ...document, heading: null } : document;
}
