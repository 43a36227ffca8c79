import { parse } from 'parse5';
import { cleanLine } from '../../clean-text.ts';
import { decodeMarkup } from '../../decode-text.ts';
import { attribute, childrenOf, findElement, isElement, textBelow } from '../html-tree.ts';
import type { HtmlElement, HtmlNode } from '../html-tree.ts';
import { child, elementsOf, textOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';
import { nameWithin, readXmlIfSound } from './package.ts';
import type { Book } from './package.ts';

/** What a list of contents calls a place: the file, where in it, and how deep it stands (from 1). */
type Entry = { file: string; fragment: string | null; title: string; level: number };

export type Contents = {
  /** What a file is called as a whole. */
  titleOf(file: string): { title: string; level: number } | null;
  /** Where pages of the printed book start: the ids of a file and their numbers. */
  pagesIn(file: string): ReadonlyMap<string, number>;
};

const MAX_LEVEL = 6;
/** More entries than any book has; the rest is not looked at. */
const MAX_ENTRIES = 100_000;

/** Elements that XML may close at once and HTML may not: as HTML they would swallow what follows. */
const SELF_CLOSED =
  /<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/giu;

/** A link of a few letters. */
const SHORT_LINK = /(<a\s[^<>]*>)((?:<[^<>]*>){0,3}[\p{L}\p{N}*†‡§]{1,6}(?:<[^<>]*>){0,3})<\/a>/giu;
/** What a link to a note says of itself. */
const NOTE_LINK = /noteref|footnote-?ref/iu;

/**
 * XHTML as a reader of HTML understands it. Marks of notes stand in brackets: smaller and higher than the word before
 * them, as text they would be part of it.
 */
export function asHtml(xhtml: string): string {
  return xhtml
    .replace(SELF_CLOSED, '<$1$2></$1>')
    .replace(SHORT_LINK, (link, tag: string, mark: string) =>
      NOTE_LINK.test(tag) ? `${tag}[${mark}]</a>` : link,
    );
}

function entry(owner: string, reference: string, title: string, level: number): Entry {
  const hash = reference.indexOf('#');
  return {
    file: nameWithin(owner, reference),
    fragment: hash === -1 ? null : reference.slice(hash + 1),
    title: cleanLine(title),
    level: Math.min(MAX_LEVEL, level),
  };
}

/** The links in a list of a navigation document (EPUB 3), how deep they stand included. */
function linksIn(list: HtmlNode, owner: string, level: number): Entry[] {
  return childrenOf(list).flatMap(node => {
    if (!isElement(node)) return [];
    if (node.tagName !== 'a') return linksIn(node, owner, node.tagName === 'ol' ? level + 1 : level);
    return [entry(owner, attribute(node, 'href') ?? '', textBelow(node), level)];
  });
}

function navigationEntries(book: Book, type: 'toc' | 'page-list'): Entry[] {
  const owner = book.navigation?.name;
  const bytes = owner === undefined ? null : book.read(owner);
  if (owner === undefined || bytes === null) return [];
  const types = (element: HtmlElement): string[] => (attribute(element, 'epub:type') ?? '').split(/\s+/u);
  const document = parse(asHtml(decodeMarkup(bytes).text));
  const list = findElement(document, element => element.tagName === 'nav' && types(element).includes(type));
  return list === null ? [] : linksIn(list, owner, 0);
}

/** The points of an NCX (EPUB 2), how deep they stand included. */
function pointsIn(parent: XmlElement, owner: string, level: number): Entry[] {
  return elementsOf(parent)
    .filter(({ name }) => name === 'navPoint' || name === 'pageTarget')
    .flatMap(point => {
      const label = child(child(point, 'navLabel'), 'text');
      const source = child(point, 'content')?.attributes['src'] ?? '';
      const own = entry(owner, source, label === undefined ? '' : textOf(label), level);
      return [own, ...pointsIn(point, owner, level + 1)];
    });
}

function ncxEntries(book: Book, list: 'navMap' | 'pageList'): Entry[] {
  const owner = book.ncx?.name;
  const root = owner === undefined ? null : readXmlIfSound(book, owner);
  const found = root === null ? undefined : child(root, list);
  return owner === undefined || found === undefined ? [] : pointsIn(found, owner, 1);
}

/** What a book says of its chapters and of the pages it had on paper. */
export function readContents(book: Book): Contents {
  const chapters = [...navigationEntries(book, 'toc'), ...ncxEntries(book, 'navMap')].slice(0, MAX_ENTRIES);
  const titles = new Map<string, Entry>();
  for (const one of chapters) {
    const known = titles.get(one.file);
    const isBetter = known === undefined || (known.fragment !== null && one.fragment === null);
    if (isBetter && one.title !== '') titles.set(one.file, one);
  }
  const printed = navigationEntries(book, 'page-list');
  const pages = new Map<string, Map<string, number>>();
  for (const { file, fragment, title } of (printed.length > 0 ? printed : ncxEntries(book, 'pageList')).slice(
    0,
    MAX_ENTRIES,
  )) {
    // Pages before the first are counted in Roman figures; they have no number of their own.
    if (fragment === null || !/^\d{1,5}$/u.test(title)) continue;
    const inFile = pages.get(file) ?? new Map<string, number>();
    inFile.set(fragment, Number(title));
    pages.set(file, inFile);
  }
  return {
    titleOf: file => titles.get(file) ?? null,
    pagesIn: file => pages.get(file) ?? new Map(),
  };
}
