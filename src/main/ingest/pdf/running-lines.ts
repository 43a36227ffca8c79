import { lineText } from './page-lines.ts';
import type { Line } from './page-lines.ts';
import type { Region } from './reading-order.ts';

/** Lines this close to the top or the bottom of a page may be running headers and footers. */
const EDGE_LINES = 2;
const MIN_REPEATS = 3;
/** Left and right pages often differ, and chapters have their own: a third of the pages is enough for long texts. */
const MIN_REPEAT_SHARE = 0.3;
const LONG_RUN = 8;
const MAX_RUNNING_CHARACTERS = 150;

type Edge = { key: string; line: Line };

function pattern(line: Line): string {
  return lineText(line)
    .replace(/\d+|\b[ivxlc]+\b/giu, '#')
    .replace(/\s+/gu, ' ')
    .trim();
}

function edgesOf(page: readonly Region[]): Edge[] {
  const lines = page.flatMap(region => region.lines).toSorted((one, two) => two.baseline - one.baseline);
  if (lines.length < EDGE_LINES) return [];
  const top = lines.slice(0, EDGE_LINES);
  const bottom = lines.slice(-EDGE_LINES);
  const edges: Edge[] = [];
  for (const [side, found] of [
    ['top', top],
    ['bottom', bottom],
  ] as const) {
    for (const line of found) {
      const text = pattern(line);
      if (text.length > MAX_RUNNING_CHARACTERS) continue;
      // Within a point or so: running lines do not move, repeated words of the text do.
      edges.push({ key: `${side}:${Math.round(line.baseline / 3)}:${text}`, line });
    }
  }
  return edges;
}

/**
 * Takes running headers, footers and page numbers out of the pages. The first occurrence of a header with words
 * stays: it may name the document or its author.
 */
export function removeRunningLines(pages: readonly Region[][]): void {
  const edges = pages.map(edgesOf);
  const counts = new Map<string, number>();
  for (const page of edges) for (const { key } of page) counts.set(key, (counts.get(key) ?? 0) + 1);
  const needed = Math.max(MIN_REPEATS, Math.min(LONG_RUN, Math.ceil(pages.length * MIN_REPEAT_SHARE)));
  const kept = new Set<string>();
  for (const [index, page] of pages.entries()) {
    const removed = new Set<Line>();
    for (const { key, line } of edges[index] ?? []) {
      if ((counts.get(key) ?? 0) < needed) continue;
      const words = pattern(line).replaceAll('#', '');
      if (/\p{L}{3}/u.test(words) && !kept.has(words)) kept.add(words);
      else removed.add(line);
    }
    if (removed.size === 0) continue;
    for (const region of page) region.lines = region.lines.filter(line => !removed.has(line));
  }
}
