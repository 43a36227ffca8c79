import { parentPort } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { feedsOfPage } from './feeds/feed-links.ts';
import { readFeed, type FeedReading } from './feeds/read-feed.ts';
import { readAddressList } from './reading/address-lists.ts';
import type { AddressList } from './reading/address-lists.ts';
import { learnPage, readPage } from './reading/read-page.ts';
import type { PageReading, PageSource } from './reading/read-page.ts';
import { createSiteBlocks } from './reading/site-blocks.ts';
import type { SiteBlocks } from './reading/site-blocks.ts';

/**
 * `learn` only tells the blocks of a page, so that later ones are read without those of the site. `feed` expects a feed,
 * or a page that names some.
 */
export type ReadingRequest = {
  id: number;
  type: 'read' | 'learn' | 'feed';
  host: string;
  source: PageSource;
};
export type ReadingResult =
  | { type: 'page'; page: PageReading }
  | { type: 'list'; list: AddressList }
  | { type: 'learned' }
  | FeedResult;
export type FeedResult = { type: 'feed'; feed: FeedReading } | { type: 'named'; feeds: string[] };
export type ReadingResponse = { id: number; result: ReadingResult } | { id: number; failure: string };

/** A site map may have 50 MB once it is unpacked. */
const MAX_UNPACKED_BYTES = 50 * 1024 * 1024;

if (parentPort === null) throw new Error('page-reading-worker runs in a worker thread');
const port = parentPort;
const sites = new Map<string, SiteBlocks>();

function siteOf(host: string): SiteBlocks {
  const known = sites.get(host) ?? createSiteBlocks();
  sites.set(host, known);
  return known;
}

function unpacked(source: PageSource): PageSource {
  const [first, second] = source.bytes;
  if (first !== 0x1f || second !== 0x8b) return source;
  return { ...source, bytes: gunzipSync(source.bytes, { maxOutputLength: MAX_UNPACKED_BYTES }) };
}

function answer({ type, host, source: given }: ReadingRequest): ReadingResult {
  const source = unpacked(given);
  if (type === 'feed') {
    const feed = readFeed(source);
    return feed === null ? { type: 'named', feeds: feedsOfPage(source) } : { type: 'feed', feed };
  }
  const list = readAddressList(source.bytes);
  if (list !== null) return { type: 'list', list };
  const site = siteOf(host);
  if (type === 'learn') {
    learnPage(source, site);
    return { type: 'learned' };
  }
  return { type: 'page', page: readPage(source, site) };
}

port.on('message', (request: ReadingRequest) => {
  let response: ReadingResponse;
  try {
    response = { id: request.id, result: answer(request) };
  } catch (error) {
    response = { id: request.id, failure: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(response);
});
