import { defaultTreeAdapter, parse } from 'parse5';
import type { DefaultTreeAdapterMap } from 'parse5';
import { attribute, childrenOf, isElement, textBelow } from '#main/ingest/formats/html-tree.ts';
import type { HtmlElement, HtmlNode } from '#main/ingest/formats/html-tree.ts';

/** Deeper than any page by hand or by tool; what is below keeps its text alone. */
const MAX_DEPTH = 250;

/** The tree of a page, no deeper than what may be walked by calls within calls. */
export function parseTree(markup: string): DefaultTreeAdapterMap['document'] {
  const document = parse(markup);
  const waiting: { node: HtmlNode; depth: number }[] = [{ node: document, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    if (depth > MAX_DEPTH && isElement(node)) {
      const value = textBelow(node);
      node.childNodes = [{ nodeName: '#text', value, parentNode: node }];
    } else for (const child of childrenOf(node)) waiting.push({ node: child, depth: depth + 1 });
  }
  return document;
}

/** Every element below a node in the order of the page; `false` leaves out what is below an element. */
export function eachElement(root: HtmlNode, visit: (element: HtmlElement) => boolean | void): void {
  for (const child of childrenOf(root).slice()) {
    if (isElement(child) && visit(child) !== false) eachElement(child, visit);
  }
}

export function elementsBelow(root: HtmlNode, accepts: (element: HtmlElement) => boolean): HtmlElement[] {
  const found: HtmlElement[] = [];
  eachElement(root, element => {
    if (accepts(element)) found.push(element);
  });
  return found;
}

export function detach(element: HtmlElement): void {
  defaultTreeAdapter.detachNode(element);
}

export function parentOf(element: HtmlElement): HtmlElement | null {
  const { parentNode } = element;
  return parentNode !== null && isElement(parentNode) ? parentNode : null;
}

export function isWithin(element: HtmlElement, accepts: (above: HtmlElement) => boolean): boolean {
  for (let at = parentOf(element); at !== null; at = parentOf(at)) if (accepts(at)) return true;
  return false;
}

/** The words of `class` and `id`, as they are written. */
export function namesOf(element: HtmlElement): string[] {
  const names = `${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`;
  return names.split(/\s+/u).filter(name => name !== '');
}

/** Text in one line. */
export function lineOf(node: HtmlNode): string {
  return textBelow(node).replace(/\s+/gu, ' ').trim();
}

/** The same where it is no longer than `most` characters; null where it is, without reading it all. */
export function shortLineOf(root: HtmlNode, most: number): string | null {
  let text = '';
  const waiting: HtmlNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('value' in node) text += node.value.replace(/\s+/gu, ' ');
    else for (const child of childrenOf(node).toReversed()) waiting.push(child);
    if (text.length > most) return null;
  }
  return text.replace(/\s+/gu, ' ').trim();
}

function isInWord(code: number): boolean {
  if (code < 0x80) return (code | 0x20) >= 0x61 ? (code | 0x20) <= 0x7a : code >= 0x30 && code <= 0x39;
  // Signs of Latin-1 and typography; every other character beyond is a letter often enough.
  return code >= 0xc0 ? code < 0x2000 || code > 0x303f : code === 0xaa || code === 0xba;
}

/** Words of a text, without a list of them: each part of a page is counted several times. */
export function wordCount(text: string): number {
  let count = 0;
  let isWithinWord = false;
  for (let index = 0; index < text.length; index += 1) {
    const isLetter = isInWord(text.charCodeAt(index));
    if (isLetter && !isWithinWord) count += 1;
    isWithinWord = isLetter;
  }
  return count;
}

export function wordsBelow(node: HtmlNode): number {
  return wordCount(textBelow(node));
}

export function isHeading(element: HtmlElement): boolean {
  return /^h[1-6]$/u.test(element.tagName);
}

/** A new element with a text, before the first child of another. */
export function prependText(parent: HtmlElement, tagName: string, text: string): void {
  const element = defaultTreeAdapter.createElement(tagName, parent.namespaceURI, []);
  defaultTreeAdapter.insertText(element, text);
  const [first] = parent.childNodes;
  if (first === undefined) defaultTreeAdapter.appendChild(parent, element);
  else defaultTreeAdapter.insertBefore(parent, element, first);
}
