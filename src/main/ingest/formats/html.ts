import { cleanLine } from '../clean-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { parsePage } from './html-parsing.ts';
import { readHtmlBlocks } from './html-reader.ts';
import {
  attribute,
  childrenOf,
  findElement,
  isElement,
  isHidden,
  isSurrounding,
  textBelow,
} from './html-tree.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';

/** Less than this in `main` or `article` means that they are not what the page is about. */
const MIN_CONTENT_SHARE = 0.2;
/** Without its surroundings a page keeps at least this much, or the surroundings were the page. */
const MIN_CONTENT_CHARACTERS = 80;

/** Characters below a node that are no white space, without making a text of them. */
function textLength(node: HtmlNode): number {
  let length = 0;
  const waiting: HtmlNode[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('value' in next) length += next.value.length - (next.value.match(/\s+/gu)?.join('').length ?? 0);
    else if (next === node || !isElement(next) || !(isHidden(next) || isSurrounding(next)))
      for (const child of childrenOf(next)) waiting.push(child);
  }
  return length;
}

/** The part of the page that it is about. */
function mainContent(document: HtmlNode): HtmlNode {
  const body = findElement(document, element => element.tagName === 'body') ?? document;
  const total = textLength(body);
  const candidates: ((element: HtmlElement) => boolean)[] = [
    element => element.tagName === 'main' || attribute(element, 'role') === 'main',
    element => element.tagName === 'article',
  ];
  for (const accepts of candidates) {
    const found = findElement(body, element => accepts(element) && !isHidden(element));
    if (found !== null && textLength(found) >= total * (accepts === candidates[1] ? 0.5 : MIN_CONTENT_SHARE))
      return found;
  }
  return body;
}

/** A page header is left out unless it holds the page's own title. */
function isPageHeader(element: HtmlElement): boolean {
  if (element.tagName !== 'header') return false;
  return findElement(element, inner => inner.tagName === 'h1') === null;
}

/** A page with fewer characters of text than this, in so many times as much of programs, is filled in by these. */
const SHELL_CHARACTERS = 200;
const SHELL_SHARE = 50;

/** Tells of a page that was saved before its scripts had written it: its words are not in the file. */
function warnOfShell(markup: string, builder: DocumentBuilder): void {
  const characters = builder.length();
  if (characters < SHELL_CHARACTERS && characters * SHELL_SHARE < markup.length)
    builder.warn({ kind: 'without_text', unread: 1, total: 1, unit: 'pages', places: [] });
}

/** Reads an HTML page: the content without its surroundings, as blocks. Nothing it names is ever fetched. */
export function extractHtml(markup: string): ExtractedDocument {
  const document = parsePage(markup);
  const titleElement = findElement(document, element => element.tagName === 'title');
  const title = titleElement === null ? '' : cleanLine(textBelow(titleElement));
  const content = mainContent(document);

  const isFilledIn = /<script\b/iu.test(markup);
  const builder = createDocumentBuilder();
  readHtmlBlocks(content, { builder, skips: element => isSurrounding(element) || isPageHeader(element) });
  if (builder.length() >= MIN_CONTENT_CHARACTERS) {
    if (isFilledIn) warnOfShell(markup, builder);
    return builder.build(title === '' ? null : title);
  }
  const whole = createDocumentBuilder();
  const body = findElement(document, element => element.tagName === 'body') ?? document;
  readHtmlBlocks(body, { builder: whole, skips: () => false });
  if (isFilledIn) warnOfShell(markup, whole);
  return whole.build(title === '' ? null : title);
}
