import { posix } from 'node:path';
import { FoyerError } from '#shared/errors.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import type { Enclosing } from './enclosed-files.ts';
import { createComments } from './slides/comments.ts';
import { titledByFirst, writeDeck } from './slides/deck.ts';
import type { Slide } from './slides/deck.ts';
import { drawnBlocks } from './slides/drawn-text.ts';
import { createInheritance, placeholderOf, shapesOf } from './slides/placeholders.ts';
import type { Inherited } from './slides/placeholders.ts';
import { groundOf, readShapes, showPictures } from './slides/shapes.ts';
import { titleOf } from './word/document-title.ts';
import { createOnce, isPicture } from './word/content.ts';
import type { Block } from './word/content.ts';
import { openParts } from './word/parts.ts';
import type { Part, Parts } from './word/parts.ts';
import { child, elementsOf } from './word/xml.ts';

const TITLES = new Set(['title', 'ctrTitle']);
/** What stands on every slide. */
const RUNNING = new Set(['ftr', 'dt', 'hdr', 'sldNum', 'sldImg']);
/** Objects of other programs, kept as files. */
const EMBEDDED = new Set(['oleObject', 'package', 'chartEx']);

function titleIn(slide: Part): string {
  const shape = shapesOf(slide).find(candidate => TITLES.has(placeholderOf(candidate)?.type ?? ''));
  const body = shape === undefined ? undefined : child(shape, 'p:txBody');
  return body === undefined
    ? ''
    : drawnBlocks(body, [])
        .map(({ text }) => text)
        .join(' ');
}

function readNotes(parts: Parts, slide: Part): Block[] {
  const relation = slide.relations.find(({ kind }) => kind === 'notesSlide');
  const part = relation === undefined ? null : parts.related(slide, relation.id);
  if (part === null) return [];
  const accepts = ({ type }: { type: string }): boolean => !RUNNING.has(type);
  return readShapes(shapesOf(part), {
    parts,
    part,
    inherited: null,
    accepts: placeholder => placeholder === null || accepts(placeholder),
  });
}

type Tools = {
  parts: Parts;
  inherit: (slide: Part) => Inherited;
  commentsOf: ReturnType<typeof createComments>;
  once: ReturnType<typeof createOnce>;
};

function readSlide(slide: Part, { parts, inherit, commentsOf, once }: Tools): Slide {
  const inherited = inherit(slide);
  const shapes = shapesOf(slide);
  const read = (accepts: (type: string | null) => boolean): Block[] =>
    readShapes(shapes, { parts, part: slide, inherited, accepts: found => accepts(found?.type ?? null) });
  const own = read(type => type === null || !(TITLES.has(type) || RUNNING.has(type)));
  const footers = read(type => type === 'ftr' || type === 'dt');
  // What a layout only prompts for stands in its placeholders; its other shapes are on every slide.
  const behind = inherited.shownBehind.flatMap(part =>
    readShapes(shapesOf(part), { parts, part, inherited: null, accepts: found => found === null }).filter(
      block => !isPicture(block),
    ),
  );
  const isHidden = /^(?:0|false)$/u.test(slide.xml.attributes['show'] ?? '');
  const ground = groundOf(slide, { parts, part: slide, inherited, accepts: () => true });
  const blocks = { title: titleIn(slide), blocks: [...ground, ...own] };
  const notes = readNotes(parts, slide);
  const seen = titledByFirst({
    ...blocks,
    notes,
    comments: commentsOf(slide),
    isHidden,
    hasPictures: ground.length > 0 || showPictures(shapes),
  });
  return { ...seen, blocks: [...seen.blocks, ...[...footers, ...behind].filter(once)] };
}

/** The slides in the order of the presentation, under their names in the package; null for one that cannot be read. */
function slidesIn(parts: Parts): { name: string; slide: Part | null }[] {
  const list = child(parts.main.xml, 'p:sldIdLst');
  return (list === undefined ? [] : elementsOf(list)).map(({ attributes }) => {
    const relation = parts.main.relations.find(({ id }) => id === attributes['r:id']);
    const name = relation?.target ?? attributes['r:id'] ?? '';
    return { name, slide: parts.related(parts.main, attributes['r:id']) };
  });
}

const NO_SLIDE: Slide = {
  title: '',
  blocks: [],
  notes: [],
  comments: [],
  isHidden: false,
  hasPictures: false,
};

/**
 * Reads a PowerPoint presentation: a page for each slide, in their order, with its title first, then what stands on
 * it from top to bottom, its notes and comments. Throws FoyerError with a `document.*` code.
 */
export async function extractPptx(bytes: Buffer, enclosing: Enclosing): Promise<ExtractedDocument> {
  const parts = openParts(bytes);
  const tools: Tools = {
    parts,
    inherit: createInheritance(parts),
    commentsOf: createComments(parts),
    once: createOnce(),
  };
  const found = slidesIn(parts);
  if (found.length > 0 && found.every(({ slide }) => slide === null))
    throw new FoyerError('document.damaged', 'No slide can be read');
  const builder = createDocumentBuilder();
  const files = enclosing.within(builder);
  await writeDeck(
    found.map(({ slide }) => (slide === null ? NO_SLIDE : readSlide(slide, tools))),
    { builder, files, find: parts.picture, language: enclosing.language },
  );
  files.tell();
  const embedded = found.flatMap(({ slide }) =>
    (slide?.relations ?? [])
      .filter(({ kind }) => EMBEDDED.has(kind))
      .map(({ target }) => posix.basename(target)),
  );
  builder.warnOf('attachments', embedded, embedded.length);
  const missing = found.flatMap(({ name, slide }) => (slide === null ? [name] : []));
  const damaged = [...new Set([...missing, ...parts.asked.damaged])];
  builder.warnOf('damaged', damaged, Math.max(parts.asked.total, damaged.length));
  return builder.build(titleOf(parts));
}
