type Place = { page: number | null; pageEnd: number | null; cited: boolean };

const RANGES_MAX = 4; // more are not read in a line

/** The pages of words: `9`, or `9–10` where they span; null for a document without pages. */
export function pagesOfPlace({ page, pageEnd }: Omit<Place, 'cited'>): string | null {
  if (page === null) return null;
  return pageEnd === null || pageEnd === page ? String(page) : `${page}–${pageEnd}`;
}

/** The pages a source is cited from, each once and in order: `3, 9–10`; of all its places when none is cited. */
export function pagesOfSource(places: readonly Place[]): string | null {
  const ranges: { page: number; pageEnd: number }[] = [];
  for (const { page, pageEnd } of shownPlaces(places).toSorted(
    (one, other) => (one.page ?? 0) - (other.page ?? 0),
  )) {
    if (page === null) continue;
    const last = ranges.at(-1);
    if (last !== undefined && page <= last.pageEnd) last.pageEnd = Math.max(last.pageEnd, pageEnd ?? page);
    else ranges.push({ page, pageEnd: pageEnd ?? page });
  }
  const pages = ranges.flatMap(range => pagesOfPlace(range) ?? []);
  if (pages.length === 0) return null;
  return pages.length > RANGES_MAX ? `${pages.slice(0, RANGES_MAX).join(', ')}…` : pages.join(', ');
}

/** The places that are shown of a source: those cited; of one that is not cited, all. */
export function shownPlaces<Shown extends { cited: boolean }>(places: readonly Shown[]): readonly Shown[] {
  const cited = places.filter(place => place.cited);
  return cited.length > 0 ? cited : places;
}

/** Words on one line, a row of a table without its outer bars. */
export function quoteOnOneLine(quote: string): string {
  return quote
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\|\s*/, '')
    .replace(/\s*\|$/, '');
}
