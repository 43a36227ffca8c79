import { createHash } from 'node:crypto';
import { detectLanguage } from '#main/language/detect.ts';
import { decodeMarkup, decodeText } from '#main/ingest/decode-text.ts';
import { attribute, findElement } from '#main/ingest/formats/html-tree.ts';
import type { HtmlElement, HtmlNode } from '#main/ingest/formats/html-tree.ts';
import { cleanMarkup, cleanPage, escapeHtml } from './clean-page.ts';
import { contentOf, linkWords, removeRemains, removeSurroundings } from './main-content.ts';
import { pageFacts } from './page-facts.ts';
import type { PageFacts } from './page-facts.ts';
import { elementsBelow, isWithin, lineOf, namesOf, parseTree, wordCount, wordsBelow } from './page-tree.ts';
import { DATE_LINE, NOT_FOUND_TITLE, VOLATILE_LINES } from './page-words.ts';
import { leafBlocks } from './site-blocks.ts';
import type { SiteBlocks } from './site-blocks.ts';
import { unfold } from './unfold.ts';

/** Fewer words than this are no content; with programs beside them, these have still to write it. */
const LEAST_WORDS = 5;
const SHELL_WORDS = 30;
/** A page that says that it was not found says little else. */
const NOT_FOUND_WORDS = 120;
const SIGN_IN_WORDS = 150;
const VOLATILE_WORDS = 18;
const SHELL_ROOT = /^(?:root|app|__next|___gatsby|__nuxt|svelte|ember-app|main-app|react-root|app-root)$/iu;

/** What is read, and how. */
export type PageSource = {
  address: string;
  bytes: Uint8Array;
  /** As the header says it. */
  charset: string | null;
  /** A beginning keeps what stands on every page of its site, so that this is known once. */
  isBeginning: boolean;
};

export type PageReading = {
  facts: PageFacts;
  /** Lean HTML of the main content, with its title. */
  html: string;
  words: number;
  /** SHA-256 of the main content without what changes by itself. */
  contentHash: string;
  /** Each block of it as a number, with its words, for comparing pages. */
  blocks: { hash: number; words: number; hasNumber: boolean }[];
  /** Little text, and programs that have still to write it. */
  isShell: boolean;
  saysNotFound: boolean;
  asksForSignIn: boolean;
};

/** The text of a page: a mark of its encoding, what the header says, then what it says itself. */
export function decodePage(bytes: Uint8Array, charset: string | null): string {
  const isTelling = charset !== null && !/^(?:utf-?8|iso-?8859-1|latin-?1|us-ascii)$/iu.test(charset);
  return (isTelling ? decodeText(bytes, charset) : decodeMarkup(bytes)).text;
}

function looksUnwritten(document: HtmlNode, markup: string): boolean {
  if (!/<script\b/iu.test(markup)) return false;
  const body = findElement(document, ({ tagName }) => tagName === 'body') ?? document;
  const hasRoot = elementsBelow(
    body,
    element => element.tagName === 'app-root' || namesOf(element).some(name => SHELL_ROOT.test(name)),
  ).some(element => wordsBelow(element) < SHELL_WORDS);
  return (
    hasRoot ||
    /<noscript[^>]*>[^<]*(?:<(?!\/noscript)[^<]*)*javascript/iu.test(markup) ||
    wordsBelow(body) < SHELL_WORDS
  );
}

function firstHeading(document: HtmlNode, siteName: string | null): string | null {
  const isOfSite = (element: HtmlElement): boolean =>
    namesOf(element).some(name =>
      /^(?:site-title|logo|site-name|brand|navbar-brand|menu-title)$/iu.test(name),
    );
  const heading = findElement(
    document,
    element => element.tagName === 'h1' && !isOfSite(element) && !isWithin(element, isOfSite),
  );
  const text = heading === null ? '' : lineOf(heading);
  return text === '' || text === siteName ? null : text;
}

/** SHA-256 of what a page says; dates and counters that change by themselves are no part of it. */
function hashOf(title: string | null, texts: readonly string[]): string {
  const hash = createHash('sha256').update(`${title ?? ''}\n`);
  for (const text of texts) {
    const isVolatile =
      wordCount(text) <= VOLATILE_WORDS && (VOLATILE_LINES.test(text) || DATE_LINE.test(text));
    if (!isVolatile) hash.update(`${text}\n`);
  }
  return hash.digest('hex');
}

const shortHash = (text: string): number => createHash('sha256').update(text).digest().readUInt32LE(0);

/** The tree of a page without its surroundings, and what it says of itself. */
function prepare({ address, bytes, charset }: PageSource) {
  const markup = decodePage(bytes, charset);
  const document = parseTree(markup);
  const facts = pageFacts(document, address);
  const isUnwritten = looksUnwritten(document, markup);
  const siteName = elementsBelow(document, element => attribute(element, 'property') === 'og:site_name')[0];
  unfold(document);
  const heading = firstHeading(document, siteName === undefined ? null : attribute(siteName, 'content'));
  const body = findElement(document, ({ tagName }) => tagName === 'body');
  if (body === null) throw new Error('parse5 makes a body of every page');
  removeSurroundings(body);
  const content = contentOf(body);
  removeRemains(content);
  return { facts, isUnwritten, heading, root: content.root };
}

/** Learns from a page what its site repeats. */
export function learnPage(source: PageSource, site: SiteBlocks): void {
  site.learn(prepare(source).root);
}

/** Reads a page: its main content as lean HTML, and what the crawler needs to know of it. */
export function readPage(source: PageSource, site: SiteBlocks): PageReading {
  const { facts, isUnwritten, heading, root } = prepare(source);
  if (!source.isBeginning) site.remove(root);
  const blocks = leafBlocks(root);
  const isHeaded = findElement(root, ({ tagName }) => tagName === 'h1') !== null;
  const opening = isHeaded || heading === null ? '' : `<h1>${escapeHtml(heading)}</h1>\n`;
  const words = wordsBelow(root);
  const texts = blocks.map(({ text }) => text);
  const title = heading ?? facts.title;
  const saysNotFound =
    words < NOT_FOUND_WORDS &&
    [facts.title, heading].some(name => name !== null && NOT_FOUND_TITLE.test(name)) &&
    linkWords(root).links < 40;
  return {
    facts,
    html: cleanPage({
      title: facts.title,
      language: facts.language ?? detectLanguage(texts.join('\n')),
      address: source.address,
      markup: opening + cleanMarkup(root),
    }),
    words: words < LEAST_WORDS && heading === null ? 0 : words,
    contentHash: hashOf(title, texts.length === 0 ? [lineOf(root)] : texts),
    blocks: [...(isHeaded || heading === null ? [] : [heading]), ...texts].map(text => ({
      hash: shortHash(text),
      words: wordCount(text),
      hasNumber: /\p{N}/u.test(text),
    })),
    isShell: words < SHELL_WORDS && isUnwritten,
    saysNotFound,
    asksForSignIn: facts.asksForPassword && words < SIGN_IN_WORDS,
  };
}
