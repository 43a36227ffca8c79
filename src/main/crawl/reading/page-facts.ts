import { attribute, findElement } from '#main/ingest/formats/html-tree.ts';
import type { HtmlElement, HtmlNode } from '#main/ingest/formats/html-tree.ts';
import { elementsBelow, lineOf } from './page-tree.ts';

/** Links that one page may add; link farms have more. */
const MAX_LINKS = 2_000;

export type PageFacts = {
  title: string | null;
  /** As the page says it: `fr`, `en-GB`. */
  language: string | null;
  /** Full addresses, those with `rel=nofollow` left out. */
  links: string[];
  feeds: string[];
  canonical: string | null;
  noIndex: boolean;
  noFollow: boolean;
  /** Where the page sends its reader by itself (`<meta http-equiv=refresh>`). */
  refresh: string | null;
  asksForPassword: boolean;
};

function absolute(address: string, base: string): string | null {
  const trimmed = address.trim();
  if (trimmed === '' || !URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

const relOf = (element: HtmlElement): string[] =>
  (attribute(element, 'rel') ?? '').toLowerCase().split(/\s+/u);

/** What `noindex, follow` and their like say, in a `<meta>` or in a header. */
export function robotsWords(text: string): { noIndex: boolean; noFollow: boolean } {
  const words = text.toLowerCase().split(/[\s,;:]+/u);
  const isNone = words.includes('none');
  return { noIndex: isNone || words.includes('noindex'), noFollow: isNone || words.includes('nofollow') };
}

/** The name of a page without that of its site: `Prices | Garage Moreau` beside the heading `Prices`. */
export function pageTitle(document: HtmlNode, siteName: string | null): string | null {
  const titleElement = findElement(document, element => element.tagName === 'title');
  const whole = titleElement === null ? '' : lineOf(titleElement);
  const first = findElement(document, element => element.tagName === 'h1');
  const heading = first === null ? '' : lineOf(first);
  if (whole === '') return heading === '' ? null : heading;
  if (heading !== '' && whole.toLowerCase().includes(heading.toLowerCase())) return heading;
  const parts = whole.split(/\s+[|·•»–—-]\s+/u);
  if (siteName !== null && parts.length > 1) {
    const left = parts.filter(part => part.toLowerCase() !== siteName.toLowerCase());
    if (left.length > 0) return left.join(' – ');
  }
  return whole;
}

/** What a page says of itself and where it leads, before anything of it is left out. */
export function pageFacts(document: HtmlNode, address: string): PageFacts {
  const metas = elementsBelow(document, ({ tagName }) => tagName === 'meta');
  const meta = (name: string): string | null =>
    metas
      .filter(
        element => (attribute(element, 'name') ?? attribute(element, 'property'))?.toLowerCase() === name,
      )
      .map(element => attribute(element, 'content')?.trim() ?? '')
      .find(content => content !== '') ?? null;
  const baseElement = findElement(document, element => element.tagName === 'base');
  const base =
    absolute((baseElement === null ? null : attribute(baseElement, 'href')) ?? '', address) ?? address;
  const hrefOf = (element: HtmlElement): string | null => absolute(attribute(element, 'href') ?? '', base);
  const all = (elements: readonly HtmlElement[]): string[] => [
    ...new Set(elements.map(hrefOf).filter(href => href !== null)),
  ];
  const heads = elementsBelow(document, ({ tagName }) => tagName === 'link');
  const anchors = elementsBelow(
    document,
    element =>
      (element.tagName === 'a' || element.tagName === 'area') && !relOf(element).includes('nofollow'),
  );
  const html = findElement(document, element => element.tagName === 'html');
  const refresh = metas.find(element => attribute(element, 'http-equiv')?.toLowerCase() === 'refresh');
  const refreshed = /^\s*[0-5](?:\.\d*)?\s*[;,]\s*url\s*=\s*["']?([^"']+)/iu.exec(
    (refresh === undefined ? null : attribute(refresh, 'content')) ?? '',
  )?.[1];
  return {
    title: pageTitle(document, meta('og:site_name')),
    language: (html === null ? null : attribute(html, 'lang'))?.trim() || null,
    links: all(anchors).slice(0, MAX_LINKS),
    feeds: all(
      heads.filter(
        element =>
          relOf(element).includes('alternate') &&
          /^application\/(?:rss|atom)\+xml$/iu.test(attribute(element, 'type') ?? ''),
      ),
    ),
    canonical: all(heads.filter(element => relOf(element).includes('canonical')))[0] ?? null,
    ...robotsWords(`${meta('robots') ?? ''},${meta('foyer') ?? ''}`),
    refresh: refreshed === undefined ? null : absolute(refreshed, base),
    asksForPassword:
      findElement(
        document,
        element => element.tagName === 'input' && attribute(element, 'type')?.toLowerCase() === 'password',
      ) !== null,
  };
}
