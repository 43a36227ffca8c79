import { fold } from '#main/language/fold.ts';
import type { RequestContext } from './principal.ts';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;
type Place = { path: string; setHeader: RequestContext['setHeader'] };

/** Items whose name holds every word, and that are active or not, as asked. */
export function matching<Item extends { name: string; active: boolean }>(
  items: readonly Item[],
  { q = '', active }: { q?: string | undefined; active?: boolean | undefined },
): Item[] {
  const words = fold(q)
    .split(/\s+/)
    .filter(word => word !== '');
  return items.filter(
    item =>
      (active === undefined || item.active === active) && words.every(word => fold(item.name).includes(word)),
  );
}

/**
 * An array that comes whole, or by pages for whoever asks for them: the address of the next page is in the header
 * `Link` (RFC 8288), since an array has no room for it.
 *
 * @param items sorted by id.
 * @param query all that was asked, for the address of the next page.
 * @param place REST path of the list, under `/api`.
 */
export function arrayPage<Item extends { id: string }>(
  items: readonly Item[],
  query: Query & { limit?: number | undefined; cursor?: string | undefined },
  { path, setHeader }: Place,
): Item[] {
  const { limit = Number.POSITIVE_INFINITY, cursor = '' } = query;
  const left = items.filter(({ id }) => id > cursor);
  if (left.length <= limit) return left;
  const page = left.slice(0, limit);
  const next = new URLSearchParams(
    Object.entries({ ...query, cursor: page.at(-1)?.id }).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  setHeader?.('link', `</api${path}?${next.toString()}>; rel="next"`);
  return page;
}
