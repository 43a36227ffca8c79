import type { Language } from '#shared/contract/vocabulary.ts';
import { isPicture, plainBlock } from '../word/content.ts';
import type { Block, TextBlock } from '../word/content.ts';
import { child, descend, elementsOf, textOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';
import { pictureWords } from '../slides/picture-words.ts';
import { isShape, readLine } from './inline.ts';
import type { LineContext } from './inline.ts';
import { countItem, createLists } from './lists.ts';
import type { List } from './lists.ts';
import { mathText } from './math-text.ts';
import type { OpenDocument } from './package.ts';
import type { Styles } from './styles.ts';
import { readTable } from './tables.ts';

export type Reader = {
  /** The blocks of elements that stand in a text, a cell, a note or a box. */
  blocks(elements: readonly XmlElement[]): Block[];
  /** What can be read of a shape, with what is said of it in words. */
  shape(shape: XmlElement): Block[];
  /** Endnotes that were referred to. */
  atEnd(): Block[];
  /** Objects that were not read. */
  unread: string[];
};

type Options = { file: OpenDocument; styles: Styles; language: Language | null };
/** A list that is open, and how deep in it one is (from 0). */
type Within = { list: List; depth: number };

const MAX_HEADING = 6;
/** Objects in objects: beyond it they were made to have no end. */
const MAX_NESTED = 3;
/** What only wraps blocks. */
const WRAPPERS = new Set([
  'text:section',
  'text:table-of-content',
  'text:illustration-index',
  'text:table-index',
  'text:object-index',
  'text:user-index',
  'text:alphabetical-index',
  'text:bibliography',
  'text:index-body',
  'text:index-title',
  'text:numbered-paragraph',
  'draw:a',
]);

/** White space as it is shown: one space, and the ends of lines. */
function tidy(text: string, isOneLine: boolean): string {
  if (isOneLine) return text.replace(/\s+/gu, ' ').trim();
  return text
    .replace(/[ \t\f\r]+/gu, ' ')
    .replace(/ ?\n[ \n]*/gu, '\n')
    .trim();
}

/** Makes what reads the text of one document; lists and notes are counted through all that it reads. */
export function createReader({ file, styles, language }: Options): Reader {
  const lists = createLists();
  const headings: List = { style: styles.outline, counted: [] };
  const endnotes: Block[] = [];
  const unread: string[] = [];
  let nested = 0;

  const context: LineContext = {
    styles,
    language,
    readBlocks: parent => readBlocks(elementsOf(parent)),
    readShape,
    keepForEnd: blocks => endnotes.push(...blocks),
  };

  function objectBlocks(object: XmlElement): { words: string; blocks: Block[] } {
    const name = object.attributes['xlink:href'] ?? '';
    const inside = elementsOf(object).find(({ name: tag }) => tag.endsWith('math'));
    const root =
      inside ?? child(object, 'office:document') ?? (nested < MAX_NESTED ? file.object(name) : null);
    if (root === null) {
      unread.push(name);
      return { words: '', blocks: [] };
    }
    if (root.name.endsWith('math')) return { words: mathText(root), blocks: [] };
    const body = child(root, 'office:body');
    const [content] = body === undefined ? [] : elementsOf(body);
    nested += 1;
    const blocks = content === undefined ? [] : contentBlocks(content);
    nested -= 1;
    return { words: '', blocks };
  }

  /** The content of an object: a chart (its title, and the table it was drawn from), a sheet, a text. */
  function contentBlocks(content: XmlElement): Block[] {
    const chart = child(content, 'chart:chart');
    if (chart === undefined) return readBlocks(elementsOf(content));
    const title = child(chart, 'chart:title');
    const tables = elementsOf(chart).filter(({ name }) => name === 'table:table');
    return [
      ...(title === undefined ? [] : [plainBlock(textOf(title))]),
      ...tables.map(table => readTable(table, cell => readBlocks(elementsOf(cell)))),
    ];
  }

  function readShape(shape: XmlElement): { words: string; blocks: Block[] } {
    const words: string[] = [];
    const blocks: Block[] = [];
    const description = child(shape, 'svg:desc');
    const title = child(shape, 'svg:title');
    const said = pictureWords(
      description === undefined ? undefined : textOf(description),
      title === undefined ? undefined : textOf(title),
    );
    // Beside an object that is read, the picture only shows what it looks like.
    const isReplacement = child(shape, 'draw:object') !== undefined;
    const isGroup = shape.name === 'draw:g' || shape.name === 'draw:a';
    // A frame holds the same thing in several forms, the best one first.
    for (const inner of elementsOf(shape)) {
      if (inner.name === 'draw:object') {
        const found = objectBlocks(inner);
        words.push(found.words);
        blocks.push(...found.blocks);
      } else if (inner.name === 'draw:object-ole') unread.push(inner.attributes['xlink:href'] ?? '');
      else if (inner.name === 'draw:image') {
        const part = inner.attributes['xlink:href'] ?? '';
        if (part !== '' && !isReplacement) blocks.push({ kind: 'picture', part });
      } else if (inner.name === 'draw:text-box') blocks.push(...readBlocks(elementsOf(inner)));
      else if (isShape(inner)) {
        const found = readShape(inner);
        words.push(found.words);
        blocks.push(...found.blocks);
      } else if (!isGroup && /^(?:text|table):/u.test(inner.name)) blocks.push(...readBlocks([inner]));
    }
    const own = words.filter(text => text !== '');
    const saysIt = own.length > 0 || !blocks.every(isPicture);
    return { words: (saysIt ? own : [said]).join(' '), blocks };
  }

  const shapeBlocks = (shape: XmlElement): Block[] => {
    const { words, blocks } = readShape(shape);
    return words === '' ? blocks : [plainBlock(words), ...blocks];
  };

  /** A paragraph or heading; `label` stands before an item of a list, and is null for what is none. */
  function textBlocks(element: XmlElement, label: string | null, depth: number): Block[] {
    const look = styles.look('paragraph', element.attributes['text:style-name']);
    if (look.isHidden) return [];
    const line = readLine(element, context);
    const isHeading = element.name === 'text:h' || look.headingLevel !== null;
    const text = tidy(line.text, isHeading || label !== null);
    if (text === '' && line.notes.length === 0) return line.boxes;
    const { notes, showsPage } = line;
    const outline = Number(element.attributes['text:outline-level'] ?? look.headingLevel ?? 1) || 1;
    const level = Math.min(MAX_HEADING, Math.max(1, outline));
    const isCounted = element.name === 'text:h' && element.attributes['text:is-list-header'] !== 'true';
    const counted = isCounted && label === null && text !== '' ? headingLabel(level - 1, element) : null;
    const mark = isHeading && label === '- ' ? '' : (label ?? counted ?? '');
    const isNumbered = mark !== '' && mark !== '- ';
    const kind: TextBlock['kind'] = isHeading
      ? 'heading'
      : label !== null
        ? 'list'
        : look.isQuote
          ? 'quote'
          : 'paragraph';
    const shown = text === '' ? '' : `${mark}${text}`;
    const block = { kind, level: isHeading ? level : depth, text: shown, isNumbered, notes, showsPage };
    return [block, ...line.boxes];
  }

  /** What stands before a heading that the outline of the document counts. */
  function headingLabel(depth: number, { attributes }: XmlElement): string | null {
    if (headings.style === null) return null;
    const start =
      attributes['text:restart-numbering'] === 'true' ? Number(attributes['text:start-value'] ?? 1) : null;
    const label = countItem(headings, depth, start);
    return label === '- ' || label.trim() === '' ? null : label;
  }

  function itemBlocks(item: XmlElement, within: Within): Block[] {
    const start = Number.parseInt(item.attributes['text:start-value'] ?? '', 10);
    let isFirst = item.name === 'text:list-item';
    return elementsOf(item).flatMap(element => {
      if (element.name === 'text:list') return listBlocks(element, within);
      if (element.name !== 'text:p' && element.name !== 'text:h') return readBlocks([element]);
      const isLabelled = isFirst;
      isFirst = false;
      const label = isLabelled
        ? countItem(within.list, within.depth, Number.isNaN(start) ? null : start)
        : null;
      return textBlocks(element, label, within.depth);
    });
  }

  function firstParagraph(list: XmlElement): XmlElement | undefined {
    return descend(list, 'text:list-item', 'text:p') ?? descend(list, 'text:list-item', 'text:h');
  }

  function listBlocks(element: XmlElement, outer: Within | null): Block[] {
    const name =
      element.attributes['text:style-name'] ??
      styles.look('paragraph', firstParagraph(element)?.attributes['text:style-name']).listStyle ??
      undefined;
    const style = styles.listStyle(name) ?? outer?.list.style ?? null;
    const list = outer === null ? lists.open(element, style) : { ...outer.list, style };
    const within = { list, depth: outer === null ? 0 : outer.depth + 1 };
    return elementsOf(element)
      .filter(item => item.name === 'text:list-item' || item.name === 'text:list-header')
      .flatMap(item => itemBlocks(item, within));
  }

  function readBlocks(elements: readonly XmlElement[]): Block[] {
    return elements.flatMap((element): Block[] => {
      const { name, attributes } = element;
      if (name === 'text:p' || name === 'text:h') return textBlocks(element, null, 0);
      if (name === 'text:list') return listBlocks(element, null);
      if (name === 'table:table') return [readTable(element, cell => readBlocks(elementsOf(cell)))];
      if (name === 'office:annotation') return [];
      if (WRAPPERS.has(name))
        return attributes['text:display'] === 'none' ? [] : readBlocks(elementsOf(element));
      return isShape(element) ? shapeBlocks(element) : [];
    });
  }

  return {
    blocks: readBlocks,
    shape: shapeBlocks,
    atEnd: () => endnotes,
    unread,
  };
}
