import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import type { Enclosing } from './enclosed-files.ts';
import { openReader, warnOfUnread } from './odt.ts';
import { isShape } from './opendocument/inline.ts';
import { openOpenDocument } from './opendocument/package.ts';
import { placeOf } from './opendocument/place.ts';
import type { Reader } from './opendocument/reader.ts';
import type { Styles } from './opendocument/styles.ts';
import { titledByFirst, writeDeck } from './slides/deck.ts';
import type { Comment, Slide } from './slides/deck.ts';
import { inReadingOrder } from './slides/reading-order.ts';
import { createOnce, isPicture, plainBlock } from './word/content.ts';
import type { Block } from './word/content.ts';
import { child, descend, elementsOf, holds, textOf } from './word/xml.ts';
import type { XmlElement } from './word/xml.ts';

/** What stands on every slide, and what a master only prompts for. */
const RUNNING = new Set(['footer', 'header', 'date-time', 'page-number', 'page']);

type Tools = {
  reader: Reader;
  styles: Styles;
  declared: ReadonlyMap<string, string>;
  once: (block: Block) => boolean;
};

function classOf(shape: XmlElement): string | null {
  return shape.attributes['presentation:class'] ?? null;
}

/** The shapes of a page in reading order, groups taken apart; those that wait to be filled in are none. */
function shapesOn(page: XmlElement): XmlElement[] {
  const shapes = elementsOf(page).filter(
    shape => isShape(shape) && shape.attributes['presentation:placeholder'] !== 'true',
  );
  const things = shapes.map(shape => ({ shape, place: placeOf(shape) }));
  return inReadingOrder(things).flatMap(({ shape }) => (shape.name === 'draw:g' ? shapesOn(shape) : [shape]));
}

function plainText(blocks: readonly Block[]): string {
  return blocks
    .map(block => ('text' in block ? block.text : ''))
    .join(' ')
    .trim();
}

function commentsOf(page: XmlElement): Comment[] {
  return elementsOf(page)
    .filter(({ name }) => name === 'office:annotation')
    .map(annotation => {
      const creator = child(annotation, 'dc:creator');
      const paragraphs = elementsOf(annotation).filter(({ name }) => name.startsWith('text:'));
      return {
        author: creator === undefined ? '' : textOf(creator).trim(),
        text: paragraphs.map(textOf).join(' ').trim(),
        depth: 0,
      };
    })
    .filter(({ text }) => text !== '');
}

/** What stands on every slide of a kind, where it stands for the first time. */
function runningBlocks(page: XmlElement, { reader, styles, declared, once }: Tools): Block[] {
  const footer = declared.get(page.attributes['presentation:use-footer-name'] ?? '');
  const master = styles.masterPages.find(
    ({ attributes }) => attributes['style:name'] === page.attributes['draw:master-page-name'],
  );
  const behind = master === undefined ? [] : shapesOn(master).filter(shape => classOf(shape) === null);
  const own = shapesOn(page).filter(shape => classOf(shape) === 'footer' || classOf(shape) === 'header');
  const blocks = [
    ...(footer === undefined ? [] : [plainBlock(footer)]),
    ...[...own, ...behind].flatMap(shape => reader.shape(shape)),
  ];
  // A picture on every slide is an ornament.
  return blocks.filter(block => !isPicture(block) && once(block));
}

function readSlide(page: XmlElement, tools: Tools): Slide {
  const { reader, styles } = tools;
  const shapes = shapesOn(page).filter(shape => !RUNNING.has(classOf(shape) ?? ''));
  const title = shapes.find(shape => classOf(shape) === 'title');
  const notes = child(page, 'presentation:notes');
  const slide = titledByFirst({
    title: title === undefined ? '' : plainText(reader.shape(title)),
    blocks: shapes.filter(shape => shape !== title).flatMap(shape => reader.shape(shape)),
    notes:
      notes === undefined
        ? []
        : shapesOn(notes)
            .filter(shape => !RUNNING.has(classOf(shape) ?? ''))
            .flatMap(shape => reader.shape(shape)),
    comments: commentsOf(page),
    isHidden: styles.drawingPage(page.attributes['draw:style-name'], 'presentation:visibility') === 'hidden',
    hasPictures: holds(page, ({ name }) => name === 'draw:image'),
  });
  return { ...slide, blocks: [...slide.blocks, ...runningBlocks(page, tools)] };
}

/** Reads an OpenDocument presentation: a page for each slide, as PowerPoint's are read. */
export async function extractOdp(bytes: Buffer, enclosing: Enclosing): Promise<ExtractedDocument> {
  const file = openOpenDocument(bytes);
  const body = descend(file.content, 'office:body', 'office:presentation') ?? file.content;
  const { reader, styles } = openReader(file, body);
  const declared = new Map(
    elementsOf(body)
      .filter(({ name }) => name === 'presentation:footer-decl')
      .map(element => [element.attributes['presentation:name'] ?? '', textOf(element)]),
  );
  const tools: Tools = { reader, styles, declared, once: createOnce() };
  const pages = elementsOf(body).filter(({ name }) => name === 'draw:page');
  const builder = createDocumentBuilder();
  const files = enclosing.within(builder);
  await writeDeck(
    pages.map(page => readSlide(page, tools)),
    { builder, files, find: file.picture, language: enclosing.language },
  );
  files.tell();
  warnOfUnread(file, reader, builder);
  return builder.build(file.title);
}
