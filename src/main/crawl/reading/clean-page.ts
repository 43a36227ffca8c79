import { defaultTreeAdapter } from 'parse5';
import { attribute, childrenOf, isElement, textBelow } from '#main/ingest/formats/html-tree.ts';
import type { HtmlElement, HtmlNode } from '#main/ingest/formats/html-tree.ts';
import { namesOf, wordCount } from './page-tree.ts';

const KEPT = new Set(
  'h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption thead tbody tfoot tr th td blockquote figure figcaption em strong b i code kbd sub sup'.split(
    ' ',
  ),
);
const BOXES = new Set(
  'div section article main form fieldset center details address hgroup header footer aside nav legend body'.split(
    ' ',
  ),
);
const KEPT_ATTRIBUTES = new Set('colspan rowspan start type reversed value'.split(' '));
const MAY_BE_EMPTY = new Set(['td', 'th', 'tr']);
/** Beside each other these stand apart on the screen, by their style. */
const PIECES = /^(?:span|a|strong|b|em|time|label|small)$/u;
/** A description of a picture; less is a name or a decoration. */
const LEAST_WORDS_OF_PICTURE = 3;

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function pictureWords(element: HtmlElement): string {
  const words = attribute(element, 'alt')?.trim() ?? '';
  const isFileName =
    /\.(?:jpe?g|png|gif|webp|svg|avif)$/iu.test(words) ||
    /^(?:img|dsc|image|photo|logo)\b[\s_\d-]*$/iu.test(words);
  return isFileName || wordCount(words) < LEAST_WORDS_OF_PICTURE ? '' : `<img alt="${escapeHtml(words)}">`;
}

function tagOf(element: HtmlElement): string {
  const attributes = element.attrs
    .filter(({ name }) => KEPT_ATTRIBUTES.has(name))
    .map(({ name, value }) => ` ${name}="${escapeHtml(value)}"`);
  return `<${element.tagName}${attributes.join('')}>`;
}

/** Numbers of lines stand beside a program, as a column or as pieces of each line. */
const isLineNumber = (element: HtmlElement): boolean =>
  namesOf(element).some(name => /^(?:gutter|linenos?|line-?numbers?(?:-rows)?|lnt?|blob-num)$/iu.test(name));

function cleanElement(element: HtmlElement): string {
  const { tagName } = element;
  if (tagName === 'br') return '<br>';
  if (tagName === 'img') return pictureWords(element);
  if (tagName === 'hr' || isLineNumber(element)) return '';
  if (tagName === 'pre') {
    const text = textBelow(element, isLineNumber);
    return text.trim() === '' ? '' : `<pre>\n${escapeHtml(text)}</pre>`;
  }
  const inner = cleanChildren(element);
  if (inner.trim() === '' && !MAY_BE_EMPTY.has(tagName)) return inner === '' ? '' : ' ';
  if (KEPT.has(tagName)) return `${tagOf(element)}${inner}</${tagName}>`;
  return BOXES.has(tagName) ? `<div>${inner}</div>` : inner;
}

function areApart(previous: HtmlNode | undefined, next: HtmlElement): boolean {
  return (
    previous !== undefined &&
    isElement(previous) &&
    PIECES.test(previous.tagName) &&
    PIECES.test(next.tagName) &&
    attribute(previous, 'class') !== null &&
    attribute(next, 'class') !== null
  );
}

function cleanChildren(parent: HtmlNode): string {
  const parts: string[] = [];
  let previous: HtmlNode | undefined;
  for (const node of childrenOf(parent)) {
    if (defaultTreeAdapter.isTextNode(node)) parts.push(escapeHtml(node.value));
    else if (isElement(node)) {
      const isCode = isElement(parent) && parent.tagName === 'code';
      if (!isCode && areApart(previous, node)) parts.push(' ');
      parts.push(cleanElement(node));
    }
    previous = node;
  }
  return parts.join('');
}

/** The content as lean HTML: headings, paragraphs, lists, tables, programs and descriptions of pictures. */
export function cleanMarkup(root: HtmlElement): string {
  return cleanChildren(root).replace(/[ \t]*\n\s*\n\s*/gu, '\n');
}

/** A whole page of it, with its title, its language and where it stands. */
export function cleanPage(page: {
  title: string | null;
  language: string | null;
  address: string;
  markup: string;
}): string {
  const language = page.language === null ? '' : ` lang="${escapeHtml(page.language)}"`;
  const title = escapeHtml(page.title ?? '');
  return `<!doctype html>
<html${language}>
<head><meta charset="utf-8"><title>${title}</title><link rel="canonical" href="${escapeHtml(page.address)}"></head>
<body><main>
${page.markup}
</main></body>
</html>
`;
}
