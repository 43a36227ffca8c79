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

export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

export function wordsBelow(node: HtmlNode): number {
  return wordCount(textBelow(node));
}

export function isHeading(element: HtmlElement): boolean {
  return /^h[1-6]$/u.test(element.tagName);
}

export function setAttribute(element: HtmlElement, name: string, value: string): void {
  element.attrs = [...element.attrs.filter(attr => attr.name !== name), { name, value }];
}

/** A new element with a text, before the first child of another. */
export function prependText(parent: HtmlElement, tagName: string, text: string): void {
  const element = defaultTreeAdapter.createElement(tagName, parent.namespaceURI, []);
  defaultTreeAdapter.insertText(element, text);
  const [first] = parent.childNodes;
  if (first === undefined) defaultTreeAdapter.appendChild(parent, element);
  else defaultTreeAdapter.insertBefore(parent, element, first);
}
