import { attribute, findElement } from '#main/ingest/formats/html-tree.ts';
import type { HtmlElement, HtmlNode } from '#main/ingest/formats/html-tree.ts';
import {
  detach,
  eachElement,
  elementsBelow,
  isHeading,
  isWithin,
  lineOf,
  namesOf,
  parentOf,
  shortLineOf,
  wordCount,
  wordsBelow,
} from './page-tree.ts';
import { LEFT_OUT_HEADINGS, LEFT_OUT_LINES, LEFT_OUT_NAMES } from './page-words.ts';

const SURROUNDING_TAGS = new Set(['nav', 'aside', 'footer', 'menu']);
const SURROUNDING_ROLES = new Set(
  'navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar alert'.split(
    ' ',
  ),
);
/** What stands beside the text and belongs to it. */
const CALL_OUT =
  /(?:^|[-_])(?:note|tip|hint|info|warning|danger|caution|important|callout|admonition|alert|remark|infobox|encadre|remarque|astuce|attention|pullquote)(?:$|[-_])/iu;
/** A part of a page that is this much of its words is no surrounding, whatever its name or its element. */
const MOST_BY_NAME = 0.5;
const MOST_BY_ELEMENT = 0.85;
/** Elements whose `id` is that of a heading within the text rather than of a part of the page. */
const ANCHORED = /^(?:section|h[1-6]|a|span|p|li|tr|td|dt|dd|strong|article|main)$/u;
/** Signs and tools beside the words of a heading, which may be in a link called `header`. */
const HEADING_TOOLS =
  /^(?:headerlink|hash-link|heading-anchor|anchorjs-link|mw-editsection|edit-.*|sr-only|visually-hidden|screen-reader-text)$/iu;
const LONGEST_NAME = 60;
/** `main` with less than this of a page is not what it is about; of `article`, there may be several. */
const LEAST_OF_MAIN = 0.2;
const LEAST_OF_ARTICLE = 0.5;
const LEAST_OF_ONLY_ARTICLE = 0.75;
const LEAST_OF_NAMED = 0.7;
const LEAST_WITHIN_MAIN = 0.9;
const CONTENT_NAMES =
  /^(?:mw-content-text|mw-parser-output|bodyContent|theme-doc-markdown|md-content__inner|rst-content|bd-article|markdown-body|wiki-content|main-content|entry-content|post-content|article-content|article-body|article__body|post-body|field--name-body|page-content|content-body|maincontent|primary|content|contenu|main|corps|texte)$/iu;
/** Of a link list: words that are links, and links it needs to be one. */
const DENSE = 0.65;
const LEAST_LINKS = 3;
const LONGEST_LINK = 8;
const LONGEST_LINE = 14;
const LONGEST_LINE_CHARACTERS = 160;

export function linkWords(node: HtmlNode): { links: number; words: number } {
  const links = elementsBelow(node, ({ tagName }) => tagName === 'a');
  return { links: links.length, words: links.reduce((sum, link) => sum + wordsBelow(link), 0) };
}

function linkDensity(node: HtmlNode): number {
  const words = wordsBelow(node);
  return words === 0 ? 0 : linkWords(node).words / words;
}

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]+/gu, '');

function isNamedSurrounding(element: HtmlElement): boolean {
  const id = attribute(element, 'id');
  const classes = (attribute(element, 'class') ?? '').split(/\s+/u);
  const isOwnHeading = (): boolean => {
    const heading = findElement(element, isHeading);
    return heading !== null && slugOf(lineOf(heading)) === slugOf(id ?? '');
  };
  const names = id === null || ANCHORED.test(element.tagName) || isOwnHeading() ? classes : [...classes, id];
  const named = names.filter(name => name.length <= LONGEST_NAME && LEFT_OUT_NAMES.test(name));
  if (named.length === 0) return false;
  if (isWithin(element, isHeading)) return named.some(name => HEADING_TOOLS.test(name));
  // A restaurant has one too.
  if (named.every(name => /^menu$/iu.test(name))) return linkDensity(element) >= 0.4;
  return true;
}

/** How much of the page an element may be and still be left out; null where nothing says that it could be. */
function mostToLeaveOut(element: HtmlElement): number | null {
  const { tagName } = element;
  if (tagName === 'body' || tagName === 'main' || isHeading(element)) return null;
  const isCallOut =
    attribute(element, 'role') === 'note' || namesOf(element).some(name => CALL_OUT.test(name));
  const role = attribute(element, 'role');
  if (tagName === 'aside' && isCallOut) return null;
  if (tagName === 'footer' && isWithin(element, above => above.tagName === 'blockquote')) return null;
  if (SURROUNDING_TAGS.has(tagName)) return MOST_BY_ELEMENT;
  if (role !== null && SURROUNDING_ROLES.has(role) && !(role === 'alert' && isCallOut))
    return MOST_BY_ELEMENT;
  if (tagName === 'header') {
    const isOfContent = isWithin(element, above => above.tagName === 'article' || above.tagName === 'main');
    const holds = findElement(element, inner => (isOfContent ? isHeading(inner) : inner.tagName === 'h1'));
    if (holds === null) return MOST_BY_ELEMENT;
  }
  return isNamedSurrounding(element) ? MOST_BY_NAME : null;
}

/** Takes away what stands around the content of a page, by its elements, its roles and its names. */
export function removeSurroundings(body: HtmlElement): void {
  const total = wordsBelow(body);
  eachElement(body, element => {
    const most = mostToLeaveOut(element);
    if (most === null || wordsBelow(element) > total * most) return true;
    detach(element);
    return false;
  });
}

/** The part of a page that it is about; `isCertain` where the page itself says which. */
export function contentOf(body: HtmlElement): { root: HtmlElement; isCertain: boolean } {
  const total = wordsBelow(body);
  const isMost = (element: HtmlElement, least: number): boolean => wordsBelow(element) >= total * least;
  const isMain = (element: HtmlElement): boolean =>
    element.tagName === 'main' || attribute(element, 'role') === 'main';
  const main = elementsBelow(body, isMain).find(element => isMost(element, LEAST_OF_MAIN));
  const within = main ?? body;
  const articles = elementsBelow(within, ({ tagName }) => tagName === 'article');
  const [article] = articles;
  if (
    article !== undefined &&
    articles.length === 1 &&
    isMost(article, main === undefined ? LEAST_OF_ARTICLE : LEAST_OF_ONLY_ARTICLE)
  )
    return { root: article, isCertain: true };
  const named = elementsBelow(within, element => namesOf(element).some(name => CONTENT_NAMES.test(name)));
  // The innermost of those that hold nearly all of it.
  const content = named.findLast(element =>
    isMost(element, main === undefined ? LEAST_OF_NAMED : LEAST_WITHIN_MAIN),
  );
  if (content !== undefined) return { root: content, isCertain: true };
  return { root: within, isCertain: main !== undefined };
}

/** What follows a heading up to the next one of its rank, itself included. */
function sectionOf(heading: HtmlElement, root: HtmlElement): HtmlElement[] {
  let first = heading;
  for (let above = parentOf(first); above !== null && above !== root; above = parentOf(first)) {
    if (lineOf(above) !== lineOf(heading)) break;
    first = above;
  }
  const parent = parentOf(first);
  if (parent === null) return [];
  const children = parent.childNodes.filter(node => 'tagName' in node);
  const at = children.indexOf(first);
  const rank = heading.tagName;
  const section = [first];
  for (const next of children.slice(at + 1)) {
    const opens = isHeading(next) ? next : findElement(next, isHeading);
    if (opens !== null && opens.tagName <= rank) break;
    section.push(next);
  }
  return section;
}

/** Sections of links to other pages, of requests and of what readers said. */
function removeLeftOutSections(root: HtmlElement): void {
  const total = wordsBelow(root);
  for (const heading of elementsBelow(root, element => isHeading(element) && element.tagName !== 'h1')) {
    if (!LEFT_OUT_HEADINGS.test(lineOf(heading))) continue;
    const section = sectionOf(heading, root);
    const words = section.reduce((sum, element) => sum + wordsBelow(element), 0);
    const links = section.reduce((sum, element) => sum + linkWords(element).words, 0);
    const isBare = words - wordsBelow(heading) < 12;
    if (words < total * 0.4 && (isBare || links >= words * 0.35))
      for (const element of section) detach(element);
  }
}

/** Lists that lead to places of the same page. */
function isOwnContents(element: HtmlElement): boolean {
  if (!/^(?:ul|ol|div|p)$/u.test(element.tagName)) return false;
  const links = elementsBelow(element, ({ tagName }) => tagName === 'a');
  if (links.length < LEAST_LINKS || links.some(link => !/^#./u.test(attribute(link, 'href') ?? '')))
    return false;
  return linkDensity(element) > 0.85;
}

function isLinkList(element: HtmlElement, total: number): boolean {
  if (!/^(?:ul|ol|div|table|td|p|section)$/u.test(element.tagName)) return false;
  const words = wordsBelow(element);
  const found = linkWords(element);
  return (
    found.links >= LEAST_LINKS &&
    words < total * 0.4 &&
    found.words > words * DENSE &&
    found.words <= found.links * LONGEST_LINK
  );
}

function isLineToVisitor(element: HtmlElement): boolean {
  if (!/^(?:p|a|span|div|li|strong|small|h[2-6])$/u.test(element.tagName)) return false;
  const text = shortLineOf(element, LONGEST_LINE_CHARACTERS);
  if (text === null || text === '' || wordCount(text) > LONGEST_LINE || !LEFT_OUT_LINES.test(text))
    return false;
  const isShort = wordCount(text) < 2;
  const hasLink = element.tagName === 'a' || findElement(element, ({ tagName }) => tagName === 'a') !== null;
  if (isShort && !hasLink && !/^[^\p{L}\p{N}]*$/u.test(text)) return false;
  return !isWithin(element, ({ tagName }) => /^(?:table|pre|code|dl|p)$/u.test(tagName));
}

/** Takes away what is left of the site within the content: contents, link lists, related pages, lines to visitors. */
export function removeRemains({ root, isCertain }: { root: HtmlElement; isCertain: boolean }): void {
  removeLeftOutSections(root);
  const total = wordsBelow(root);
  const isIndex = linkWords(root).words > total * 0.5;
  eachElement(root, element => {
    const isLeftOut =
      isOwnContents(element) ||
      (!isCertain && !isIndex && isLinkList(element, total)) ||
      isLineToVisitor(element);
    if (!isLeftOut) return true;
    detach(element);
    return false;
  });
}
