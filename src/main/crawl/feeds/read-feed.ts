import { createHash } from 'node:crypto';
import { detectLanguage } from '#main/language/detect.ts';
import { findElement, NEVER_TEXT, type HtmlElement } from '#main/ingest/formats/html-tree.ts';
import { addressKey } from '../address.ts';
import { cleanMarkup, cleanPage, escapeHtml } from '../reading/clean-page.ts';
import { detach, elementsBelow, lineOf, parseTree, wordsBelow } from '../reading/page-tree.ts';
import { decodePage, type PageSource } from '../reading/read-page.ts';
import { readJsonFeed } from './json-feed.ts';
import type { WrittenEntry, WrittenFeed } from './written-feed.ts';
import { readXmlFeed } from './xml-feed.ts';

export type FeedEntry = {
  /** What tells it from the others of its feed, and stays when it changes. */
  key: string;
  title: string | null;
  link: string | null;
  /** It says all by itself; else the page it links to does. */
  isWhole: boolean;
  words: number;
  /** What it says, as a page. */
  html: string;
  /** SHA-256 of its title and its words. */
  hash: string;
};

export type FeedReading = { title: string | null; entries: FeedEntry[] };

/** More than any feed shows; what is beyond is not read. */
const MAX_ENTRIES = 2_000;
/** A description this long is no summary. */
const WHOLE_WORDS = 150;
const CUT_SHORT =
  /(?:\[?(?:…|\.{3}|&#8230;|&hellip;)\]?|\b(?:lire (?:la suite|plus|l[’']article)|en savoir plus|read more|continue reading|continuer la lecture)\b[^\p{L}]*)\s*$/iu;

const sha256 = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');

const timeOf = (date: string | null): number => (date === null ? Number.NaN : Date.parse(date));

/** The newest first where all say when they are from; else as the feed has them. */
function inOrder(entries: readonly WrittenEntry[]): WrittenEntry[] {
  const dated = entries.map(entry => ({ entry, time: timeOf(entry.changed ?? entry.published) }));
  if (dated.some(({ time }) => Number.isNaN(time))) return [...entries];
  return dated.toSorted((one, other) => other.time - one.time).map(({ entry }) => entry);
}

const nameOf = ({ title, said }: WrittenEntry): string => title ?? said?.html ?? '';

/** What tells entries apart: their id, else where they lead, else what they are called. */
function keysOf(entries: readonly WrittenEntry[], home: string | null): (entry: WrittenEntry) => string {
  const several = (
    valueOf: (entry: WrittenEntry) => string | null,
    differ: (entry: WrittenEntry) => string,
  ) => {
    const seen = new Map<string, string>();
    const shared = new Set<string>();
    for (const entry of entries) {
      const value = valueOf(entry);
      if (value === null) continue;
      const other = seen.get(value);
      if (other === undefined) seen.set(value, differ(entry));
      else if (other !== differ(entry)) shared.add(value);
    }
    return shared;
  };
  const linkOf = ({ link }: WrittenEntry) => (link === null ? null : addressKey(link));
  // An id that stands for entries that lead to several places tells nothing.
  const sharedIds = several(
    ({ id }) => id,
    entry => linkOf(entry) ?? nameOf(entry),
  );
  const sharedLinks = several(linkOf, nameOf);
  const homeKey = home === null ? null : addressKey(home);
  return entry => {
    if (entry.id !== null && !sharedIds.has(entry.id)) return entry.id.slice(0, 2_000);
    const link = linkOf(entry);
    if (link !== null && link !== homeKey && !sharedLinks.has(link)) return link;
    return `${link ?? 'urn:sha256:'}#${sha256(nameOf(entry)).slice(0, 16)}`;
  };
}

/** Markup that was escaped once more than its feed says. */
function unescaped(html: string): string {
  return !/<[a-z/]/iu.test(html) && /&lt;\/?(?:p|br|div|a|ul|li|h\d|img|span|strong|em)\b/iu.test(html)
    ? html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    : html;
}

function dayOf(date: string | null): string | null {
  const time = timeOf(date);
  return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10);
}

function bodyOf(html: string): HtmlElement {
  const body = findElement(parseTree(unescaped(html)), ({ tagName }) => tagName === 'body');
  if (body === null) throw new Error('parse5 makes a body of every page');
  for (const element of elementsBelow(body, ({ tagName }) => NEVER_TEXT.has(tagName))) detach(element);
  return body;
}

function readEntry(entry: WrittenEntry, key: string, feed: WrittenFeed): FeedEntry {
  const body = bodyOf(entry.said?.html ?? '');
  const words = wordsBelow(body);
  const text = lineOf(body);
  const title = entry.title ?? (text === '' ? null : (/^.{1,100}(?=\s|$)/u.exec(text)?.[0] ?? null));
  const isWhole = entry.said?.isWhole ?? words >= WHOLE_WORDS;
  const byline = [entry.author, dayOf(entry.published ?? entry.changed)]
    .filter(part => part !== null)
    .join(', ');
  const markup = [
    title === null ? '' : `<h1>${escapeHtml(title)}</h1>`,
    byline === '' ? '' : `<p>${escapeHtml(byline)}</p>`,
    `<div>${cleanMarkup(body)}</div>`,
  ];
  return {
    key,
    title,
    link: entry.link,
    isWhole: isWhole && words > 0 && !CUT_SHORT.test(text),
    words,
    html: cleanPage({
      title,
      language: feed.language ?? detectLanguage(text),
      address: entry.link ?? key,
      markup: markup.filter(part => part !== '').join('\n'),
    }),
    hash: sha256(title ?? '', text),
  };
}

/** What a feed has: RSS, RDF, Atom or JSON Feed, however it is written; null for what is none. */
export function readFeed({ address, bytes, charset }: PageSource): FeedReading | null {
  const text = decodePage(bytes, charset);
  const written = readJsonFeed(text, address) ?? readXmlFeed(text, address);
  if (written === null) return null;
  const ordered = inOrder(written.entries).slice(0, MAX_ENTRIES);
  const keyOf = keysOf(ordered, written.home);
  const byKey = new Map<string, FeedEntry>();
  for (const entry of ordered) {
    const key = keyOf(entry);
    const isEmpty = entry.title === null && entry.said === null && entry.link === null;
    if (!isEmpty && !byKey.has(key)) byKey.set(key, readEntry(entry, key, written));
  }
  return { title: written.title, entries: [...byKey.values()] };
}
