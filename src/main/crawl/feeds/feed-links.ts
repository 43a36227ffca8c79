import { attribute, findElement } from '#main/ingest/formats/html-tree.ts';
import { elementsBelow, parseTree } from '../reading/page-tree.ts';
import { decodePage, type PageSource } from '../reading/read-page.ts';
import { webAddress } from './written-feed.ts';

const FEED_TYPES = /^application\/(?:(?:rss|atom|rdf|feed)\+(?:xml|json)|json)$/iu;
const OF_COMMENTS = /comment/iu;

/** The feeds that a page names, those of its comments last. */
export function feedsOfPage({ address, bytes, charset }: PageSource): string[] {
  const document = parseTree(decodePage(bytes, charset));
  const baseElement = findElement(document, ({ tagName }) => tagName === 'base');
  const base = webAddress(baseElement && attribute(baseElement, 'href'), address) ?? address;
  const named = elementsBelow(
    document,
    element =>
      element.tagName === 'link' &&
      /(?:^|\s)alternate(?:\s|$)/iu.test(attribute(element, 'rel') ?? '') &&
      FEED_TYPES.test((attribute(element, 'type') ?? '').trim()),
  ).flatMap(element => {
    const link = webAddress(attribute(element, 'href'), base);
    const about = `${attribute(element, 'title') ?? ''} ${link ?? ''}`;
    return link === null ? [] : [{ link, isOfComments: OF_COMMENTS.test(about) }];
  });
  const links = named.toSorted((one, other) => Number(one.isOfComments) - Number(other.isOfComments));
  return [...new Set(links.map(({ link }) => link))];
}
