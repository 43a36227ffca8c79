import { defaultTreeAdapter } from 'parse5';
import type { DefaultTreeAdapterMap } from 'parse5';

export type HtmlNode = DefaultTreeAdapterMap['node'];
export type HtmlElement = DefaultTreeAdapterMap['element'];

/** Deeper than any page by hand or by tool; below it only the text is taken. */
const MAX_DEPTH = 400;

export function isElement(node: HtmlNode): node is HtmlElement {
  return defaultTreeAdapter.isElementNode(node);
}

export function attribute(element: HtmlElement, name: string): string | null {
  return element.attrs.find(candidate => candidate.name === name)?.value ?? null;
}

export function childrenOf(node: HtmlNode): HtmlNode[] {
  return 'childNodes' in node ? node.childNodes : [];
}

/** Elements that are no text: code, pictures without words, controls, embedded documents. */
export const NEVER_TEXT = new Set(
  'script style template noscript iframe object embed svg canvas audio video map select datalist button input textarea head link meta dialog'.split(
    ' ',
  ),
);
/** Parts of a page that surround its content. */
const SURROUNDINGS = new Set(['nav', 'aside', 'footer', 'menu']);
const SURROUNDING_ROLES = new Set(
  'navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar'.split(' '),
);
const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu;
/** Links to edit a section or to skip to one: written by the site, not by the author. */
const SITE_TOOLS =
  /(?:^|\s)(?:mw-editsection|mw-jump-link|skip-link|noprint|printfooter|catlinks|navbox|vector-dropdown|mw-portlet|dropdown-menu|breadcrumbs?)(?:\s|$)/u;

/** Whether a `style` hides its element. */
export function isUnseen(style: string): boolean {
  return HIDDEN_STYLE.test(style);
}

/** Whether a `class` names a tool of the site. */
export function isSiteTools(classes: string): boolean {
  return SITE_TOOLS.test(classes);
}

export function isHidden(element: HtmlElement): boolean {
  if (NEVER_TEXT.has(element.tagName)) return true;
  return element.attrs.some(
    ({ name, value }) =>
      name === 'hidden' ||
      (name === 'aria-hidden' && value === 'true') ||
      (name === 'style' && isUnseen(value)),
  );
}

export function isSurrounding(element: HtmlElement): boolean {
  if (SURROUNDINGS.has(element.tagName)) return true;
  const role = attribute(element, 'role');
  if (role !== null && SURROUNDING_ROLES.has(role)) return true;
  const classes = attribute(element, 'class');
  return classes !== null && isSiteTools(classes);
}

/** First element that `accepts`, in document order; the search is iterative, so depth does not matter. */
export function findElement(root: HtmlNode, accepts: (element: HtmlElement) => boolean): HtmlElement | null {
  const waiting: HtmlNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isElement(node) && accepts(node)) return node;
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child !== undefined) waiting.push(child);
    }
  }
  return null;
}

/** All text below a node without hidden elements; `br` is a line end, pictures give their alternative text. */
export function textBelow(root: HtmlNode, skips: (element: HtmlElement) => boolean = isHidden): string {
  const parts: string[] = [];
  const waiting: HtmlNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (defaultTreeAdapter.isTextNode(node)) {
      parts.push(node.value);
      continue;
    }
    if (isElement(node) && node !== root) {
      if (skips(node)) continue;
      if (node.tagName === 'br') parts.push('\n');
      if (node.tagName === 'img') parts.push(` ${attribute(node, 'alt') ?? ''} `);
      if (BLOCK_ELEMENTS.has(node.tagName)) parts.push(' ');
    }
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child !== undefined) waiting.push(child);
    }
  }
  return parts.join('');
}

export const BLOCK_ELEMENTS = new Set(
  'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul caption'.split(
    ' ',
  ),
);

export function isTooDeep(depth: number): boolean {
  return depth > MAX_DEPTH;
}
