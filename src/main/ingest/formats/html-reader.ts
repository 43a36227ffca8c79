import { defaultTreeAdapter } from 'parse5';
import type { BlockKind } from '../ports.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import { readTable } from './html-table.ts';
import {
  BLOCK_ELEMENTS,
  attribute,
  childrenOf,
  isElement,
  isHidden,
  isTooDeep,
  textBelow,
} from './html-tree.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { listMarks } from './list-marks.ts';

type Reading = {
  builder: DocumentBuilder;
  /** Elements left out besides hidden ones. */
  skips: (element: HtmlElement) => boolean;
  /** Writes what was recognised in a picture; null where there is nothing of the kind. */
  writesOf?: (element: HtmlElement) => (() => void) | null;
};

/** White space as a browser shows it: one space, and the line ends that `br` made. */
function shownText(text: string): string {
  return text
    .replace(/[ \t\r\f]+/gu, ' ')
    .replace(/ ?\n[ \n]*/gu, '\n')
    .trim();
}

/** Inline text: source line ends are spaces, `br` is a line end. */
function inlineText(node: HtmlNode, reading: Reading): string {
  if (defaultTreeAdapter.isTextNode(node))
    return node.value.replace(/\s+/gu, space => (/^[ \n\t\r\f]/u.test(space) ? ' ' : space));
  if (!isElement(node) || isHidden(node) || reading.skips(node)) return '';
  if (node.tagName === 'br') return '\n';
  if (node.tagName === 'img') {
    const alternative = attribute(node, 'alt')?.trim() ?? '';
    return alternative === '' ? '' : ` ${alternative} `;
  }
  return '';
}

/** Text that stands in a list without being an item of it; null for an item. */
function looseText(node: HtmlNode, reading: Reading): string | null {
  if (!isElement(node) || node.tagName === 'br' || node.tagName === 'img') return inlineText(node, reading);
  if (BLOCK_ELEMENTS.has(node.tagName)) return null;
  const skips = (inner: HtmlElement): boolean => isHidden(inner) || reading.skips(inner);
  return skips(node) ? '' : textBelow(node, skips);
}

function addListLines(list: HtmlElement, reading: Reading, depth: number, lines: string[]): void {
  const markOf = listMarks(list);
  let loose = '';
  const settle = (): void => {
    const text = shownText(loose).replace(/\s+/gu, ' ');
    if (text !== '') lines.push(`${'  '.repeat(Math.min(depth, 8))}${text}`);
    loose = '';
  };
  for (const item of childrenOf(list)) {
    const text = looseText(item, reading);
    loose += text ?? '';
    if (text !== null || !isElement(item) || isHidden(item) || reading.skips(item)) continue;
    settle();
    if (/^[uo]l$/u.test(item.tagName) && !isTooDeep(depth)) {
      addListLines(item, reading, depth + 1, lines);
      continue;
    }
    const nested: HtmlElement[] = [];
    const own = textBelow(item, element => {
      if (!/^[uo]l$/u.test(element.tagName) || isTooDeep(depth))
        return isHidden(element) || reading.skips(element);
      nested.push(element);
      return true;
    });
    const mark = markOf(item);
    const words = shownText(own).replace(/\s+/gu, ' ');
    if (words !== '') lines.push(`${'  '.repeat(Math.min(depth, 8))}${mark} ${words}`);
    for (const inner of nested) addListLines(inner, reading, depth + 1, lines);
  }
  settle();
}

function definitionLines(list: HtmlElement, reading: Reading): string[] {
  const lines: string[] = [];
  let loose = '';
  const settle = (): void => {
    const text = shownText(loose).replace(/\s+/gu, ' ');
    if (text !== '') lines.push(text);
    loose = '';
  };
  const visit = (parent: HtmlElement): void => {
    for (const child of childrenOf(parent)) {
      const between = looseText(child, reading);
      loose += between ?? '';
      if (between !== null || !isElement(child) || isHidden(child) || reading.skips(child)) continue;
      settle();
      if (child.tagName === 'div') visit(child);
      else {
        const text = shownText(textBelow(child)).replace(/\s+/gu, ' ');
        if (text !== '') lines.push(child.tagName === 'dd' ? `  ${text}` : text);
      }
    }
  };
  visit(list);
  settle();
  return lines;
}

/** Block content inside an item that only a walk of its own can keep: tables and code. */
function holdsBlocks(element: HtmlElement): boolean {
  const waiting: HtmlNode[] = [element];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const child of childrenOf(node)) {
      if (!isElement(child) || isHidden(child)) continue;
      if (child.tagName === 'table' || child.tagName === 'pre' || /^h[1-6]$/u.test(child.tagName))
        return true;
      waiting.push(child);
    }
  }
  return false;
}

/** Reads one block element; false when it is a mere container whose children are to be walked. */
function readBlockElement(element: HtmlElement, reading: Reading): boolean {
  const { tagName } = element;
  if (/^h[1-6]$/u.test(tagName)) {
    const skips = (inner: HtmlElement): boolean => isHidden(inner) || reading.skips(inner);
    reading.builder.add(
      'heading',
      shownText(textBelow(element, skips)).replace(/\s+/gu, ' '),
      Number(tagName.charAt(1)),
    );
    return true;
  }
  if (tagName === 'pre') {
    reading.builder.add('code', textBelow(element).replace(/^\n/u, ''));
    return true;
  }
  if ((tagName === 'ul' || tagName === 'ol') && !holdsBlocks(element)) {
    const lines: string[] = [];
    addListLines(element, reading, 0, lines);
    reading.builder.add('list', lines.join('\n'));
    return true;
  }
  if (tagName === 'dl' && !holdsBlocks(element)) {
    reading.builder.add('list', definitionLines(element, reading).join('\n'));
    return true;
  }
  return false;
}

function walk(nodes: readonly HtmlNode[], kind: BlockKind, reading: Reading, depth: number): void {
  let inline = '';
  /** What pictures in a paragraph say, which stands below it. */
  let below: (() => void)[] = [];
  const flush = (): void => {
    reading.builder.add(kind, shownText(inline));
    inline = '';
    for (const write of below) write();
    below = [];
  };
  const takePictures = (element: HtmlElement): void => {
    if (reading.writesOf === undefined) return;
    const write = reading.writesOf(element);
    if (write !== null) below.push(write);
    else for (const child of childrenOf(element)) if (isElement(child)) takePictures(child);
  };
  const visit = (node: HtmlNode, level: number): void => {
    if (!isElement(node)) {
      inline += inlineText(node, reading);
      return;
    }
    const write = reading.writesOf?.(node) ?? null;
    if (write !== null) below.push(write);
    if (isHidden(node) || reading.skips(node)) return;
    if (isTooDeep(level)) {
      inline += textBelow(node);
      return;
    }
    if (!BLOCK_ELEMENTS.has(node.tagName)) {
      inline += inlineText(node, reading);
      for (const child of childrenOf(node)) visit(child, level + 1);
      return;
    }
    flush();
    if (node.tagName === 'table') {
      const table = readTable(node);
      if ('layout' in table)
        for (const cell of table.layout) walk(childrenOf(cell), kind, reading, level + 1);
      else {
        for (const caption of table.captions) reading.builder.add('paragraph', caption);
        reading.builder.add('table', table.markdown);
        takePictures(node);
      }
    } else if (readBlockElement(node, reading)) takePictures(node);
    else walk(childrenOf(node), node.tagName === 'blockquote' ? 'quote' : kind, reading, level + 1);
    flush();
  };
  for (const node of nodes) visit(node, depth);
  flush();
}

/** Reads the blocks below `root` into the builder, leaving out hidden elements and those that `skips` names. */
export function readHtmlBlocks(root: HtmlNode, reading: Reading): void {
  walk(childrenOf(root), 'paragraph', reading, 0);
}
