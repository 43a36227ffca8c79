import { decodeMarkup } from '#main/ingest/decode-text.ts';

/** The protocol's own limit for one site map. */
const MAX_ADDRESSES = 50_000;

export type ListedAddress = { address: string; changedAt: string | null };
/** `maps` are lists themselves; `pages` come with the newest first. */
export type AddressList = { maps: string[]; pages: ListedAddress[] };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  return text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/gu, '$1')
    .replace(/&(amp|lt|gt|quot|apos);/gu, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/&#(\d{1,6});/gu, (_, code: string) => String.fromCodePoint(Math.min(0x10ffff, Number(code))))
    .trim();
}

/** Pieces between `<name …>` and `</name>`, without a pattern that could look for an end again and again. */
function* piecesOf(source: string, name: string): Generator<string> {
  const opening = new RegExp(String.raw`<(?:\w+:)?${name}(?=[\s>/])[^<>]*>`, 'giu');
  const closing = new RegExp(String.raw`</(?:\w+:)?${name}\s*>`, 'giu');
  for (let found = opening.exec(source); found !== null; found = opening.exec(source)) {
    if (found[0].endsWith('/>')) {
      yield found[0];
      continue;
    }
    closing.lastIndex = opening.lastIndex;
    const end = closing.exec(source);
    if (end === null) return;
    yield source.slice(found.index, end.index);
    opening.lastIndex = closing.lastIndex;
  }
}

function textIn(piece: string, name: string): string | null {
  for (const found of piecesOf(piece, name)) {
    const text = plain(found.slice(found.indexOf('>') + 1));
    if (text !== '') return text;
  }
  return null;
}

function entryLink(piece: string): string | null {
  const links = [...piecesOf(piece, 'link')];
  const linked = links
    .filter(link => !/\brel\s*=\s*["'](?!alternate)/iu.test(link))
    .map(link => /\bhref\s*=\s*["']([^"']+)["']/iu.exec(link)?.[1])
    .find(href => href !== undefined);
  return linked === undefined ? textIn(piece, 'link') : plain(linked);
}

function listed(address: string | null, changedAt: string | null): ListedAddress[] {
  return address === null || !URL.canParse(address) ? [] : [{ address, changedAt }];
}

function* pagesIn(source: string, kind: string): Generator<ListedAddress> {
  if (kind === 'urlset')
    for (const piece of piecesOf(source, 'url'))
      yield* listed(textIn(piece, 'loc'), textIn(piece, 'lastmod'));
  const entry = kind === 'feed' ? 'entry' : 'item';
  if (kind === 'urlset') return;
  for (const piece of piecesOf(source, entry))
    yield* listed(entryLink(piece), textIn(piece, 'updated') ?? textIn(piece, 'pubDate'));
}

const timeOf = ({ changedAt }: ListedAddress): number => {
  const time = changedAt === null ? NaN : Date.parse(changedAt);
  return Number.isNaN(time) ? 0 : time;
};

/** What a site map, an index of these, or a feed (RSS, Atom) leads to; null for anything else. */
export function readAddressList(bytes: Uint8Array): AddressList | null {
  const start = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  const kind = /<(?:\w+:)?(sitemapindex|urlset|rss|feed|rdf)[\s>]/iu.exec(start)?.[1]?.toLowerCase();
  if (kind === undefined || /<html[\s>]/iu.test(start)) return null;
  const { text } = decodeMarkup(bytes);
  const list: AddressList = { maps: [], pages: [] };
  if (kind === 'sitemapindex') {
    for (const piece of piecesOf(text, 'sitemap')) {
      list.maps.push(...listed(textIn(piece, 'loc'), null).map(({ address }) => address));
      if (list.maps.length === MAX_ADDRESSES) break;
    }
    return list;
  }
  for (const page of pagesIn(text, kind)) {
    list.pages.push(page);
    if (list.pages.length === MAX_ADDRESSES) break;
  }
  list.pages.sort((one, other) => timeOf(other) - timeOf(one));
  return list;
}
