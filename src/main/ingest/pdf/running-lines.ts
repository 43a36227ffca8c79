import { edgeLines } from './page-edges.ts';
import type { EdgeLine } from './page-edges.ts';
import type { Line, PageFrame } from './page-lines.ts';
import type { Region } from './reading-order.ts';
import { alignsWith } from './table-rows.ts';

/** Running lines do not move by more than this between pages, in points. */
const SAME_PLACE_POINTS = 4;
const MIN_PAGES = 3;
/** Of a document this short two pages are most of it. */
const SHORT_DOCUMENT = 3;
const MIN_CLOSE_PAGES = 5;
const MOST = 0.5;
/** Of the pages with a running line, so many lie in sections of `MIN_PAGES` that have it. */
const MIN_SECTION_SHARE = 0.8;
/** Type this much larger than the text is a title, which several pages may share without it being a running line. */
const TITLE_SIZE = 1.15;
/** Rows of a table follow each other this closely, in sizes. */
const ROW_DISTANCE = 2.4;

type Traits = {
  kind: 'same' | 'counted';
  /** What is kept of the line: its words, once. */
  words: string;
  isNamed: boolean;
  isClose: boolean;
};
type Group = Traits & { lines: EdgeLine[]; pages: Set<number> };

/** Whether pages follow one another, all of them or all left or right ones, section by section. */
function isRegular(pages: readonly number[]): boolean {
  const sections: number[] = [];
  for (const [index, page] of pages.entries()) {
    if (index > 0 && page - (pages[index - 1] ?? 0) <= 2) sections.push((sections.pop() ?? 0) + 1);
    else sections.push(1);
  }
  const inSections = sections.filter(count => count >= MIN_PAGES).reduce((sum, count) => sum + count, 0);
  return inSections >= MIN_SECTION_SHARE * pages.length;
}

/** The most frequent size of letters: that of the text. */
function usualSize(pages: readonly Region[][]): number {
  const characters = new Map<number, number>();
  for (const line of pages.flat().flatMap(region => region.lines)) {
    const size = Math.round(line.size * 2) / 2;
    const length = line.runs.reduce((sum, run) => sum + run.text.length, 0);
    characters.set(size, (characters.get(size) ?? 0) + length);
  }
  let usual = 0;
  let most = 0;
  for (const [size, count] of characters) {
    if (count > most) {
      usual = size;
      most = count;
    }
  }
  return usual;
}

/** Lines by what would make them one running line: the words, the place, and how the number counts. */
function groupsOf(edges: readonly EdgeLine[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  const add = (key: string, line: EdgeLine, traits: Traits): void => {
    for (const place of placesOf(line)) {
      const group = groups.get(`${place}:${key}`);
      if (group === undefined)
        groups.set(`${place}:${key}`, { ...traits, lines: [line], pages: new Set([line.page]) });
      else {
        group.lines.push(line);
        group.pages.add(line.page);
        group.isNamed &&= traits.isNamed;
        group.isClose ||= traits.isClose;
      }
    }
  };
  for (const line of edges) {
    add(`=${line.text}`, line, { kind: 'same', words: line.text, isNamed: false, isClose: false });
    for (const { key, ...traits } of line.counts) add(key, line, { kind: 'counted', ...traits });
  }
  return groups;
}

/** Two overlapping grids, so that lines that are close share a cell of one of them. */
function placesOf({ side, distance }: EdgeLine): string[] {
  const cell = distance / (2 * SAME_PLACE_POINTS);
  return [`${side}a${Math.floor(cell)}`, `${side}b${Math.floor(cell + 0.5)}`];
}

/**
 * Whether lines of the same words in the same place carry other numbers on every page: invoice numbers, totals.
 * The pages are then documents of their own, and what they repeat may belong to each of them. Rows of a table and
 * other lines that a page has several of say nothing of the kind.
 */
function arePagesOfTheirOwn(
  edges: readonly EdgeLine[],
  groups: Map<string, Group>,
  pageCount: number,
): boolean {
  const counted = new Set<EdgeLine>();
  for (const group of groups.values()) {
    if (group.kind === 'counted' && group.pages.size > 1) for (const line of group.lines) counted.add(line);
  }
  const texts = new Map<string, Map<number, string>>();
  const perPage = new Map<string, Set<EdgeLine>>();
  const repeated = new Set<string>();
  for (const line of edges) {
    if (!/\d/u.test(line.text) || counted.has(line)) continue;
    const words = line.text.replace(/\d+/gu, '#');
    const same = perPage.get(`${line.page}:${words}`) ?? new Set();
    perPage.set(`${line.page}:${words}`, same.add(line));
    if (same.size > 1) repeated.add(words);
    for (const place of placesOf(line)) {
      const found = texts.get(`${place}:${words}`) ?? new Map<number, string>();
      texts.set(`${place}:${words}`, found.set(line.page, line.text));
    }
  }
  return [...texts].some(([key, found]) => {
    const isOften = found.size >= Math.max(2, pageCount * MOST);
    return (
      isOften &&
      new Set(found.values()).size * 2 > found.size &&
      !repeated.has(key.slice(key.indexOf(':') + 1))
    );
  });
}

type Document = { pageCount: number; textSize: number; hasPagesOfTheirOwn: boolean };

/** Whether all that is known about a group says that it is a running line. */
function isRunning(group: Group, document: Document): boolean {
  if (group.pages.size < 2) return false;
  const pages = [...group.pages].toSorted((one, two) => one - two);
  const isMost = pages.length > document.pageCount * MOST;
  const isTitle = group.lines.some(({ line }) => line.size > document.textSize * TITLE_SIZE);
  if (isTitle && (!isMost || document.hasPagesOfTheirOwn)) return false;
  if (!isMost && !isRegular(pages)) return false;
  const isShort = document.pageCount <= SHORT_DOCUMENT && isMost;
  if (group.kind === 'counted') {
    if (group.isNamed && (isShort || pages.length >= MIN_PAGES)) return true;
    return pages.length >= (group.isClose ? MIN_CLOSE_PAGES : MIN_PAGES);
  }
  const [first] = group.lines;
  if (first === undefined || pages.length < (isShort ? 2 : MIN_PAGES)) return false;
  const isOnePageOf = first.counts.some(({ isNamed }) => isNamed);
  if (/[,;:]$/u.test(first.text)) return false;
  if (/\d/u.test(first.text) && !isOnePageOf)
    return !document.hasPagesOfTheirOwn && !(isShort && pages.length < 3);
  return !document.hasPagesOfTheirOwn || !/[:=]/u.test(first.text);
}

/** From the edge inwards, running lines may have one other line before them (a section's title), not more. */
function withoutInner(rows: readonly EdgeLine[][], running: Set<EdgeLine>): void {
  let others = 0;
  for (const row of rows) {
    const isRunningRow = row.some(line => running.has(line));
    // Words beside numbers that nothing explains are the words of a row: a balance and its amount.
    const hasOwnNumbers = row.some(line => !running.has(line) && /\d/u.test(line.text));
    if (others > 1 || (hasOwnNumbers && isRunningRow)) for (const line of row) running.delete(line);
    if (!row.some(line => running.has(line))) others += 1;
  }
}

/** A head of a table stands on every page on which the table goes on; it stays with its rows. */
function withoutTableHeads(rows: readonly EdgeLine[][], running: Set<EdgeLine>): void {
  for (const row of rows.toReversed()) {
    for (const edge of row) {
      const { line, next } = edge;
      if (!running.has(edge) || next === null || line.runs.length < 2) continue;
      if (rows.flat().some(other => other.line === next && running.has(other))) continue;
      const isNear = Math.abs(line.baseline - next.baseline) < ROW_DISTANCE * Math.max(line.size, next.size);
      if (isNear && alignsWith(line, next)) running.delete(edge);
    }
  }
}

/**
 * Takes running headers, footers and page numbers out of the pages: lines with the same words at the same place on
 * most pages (all pages of a section, all left or right pages), whose numbers are the same too or count the pages.
 * Everything else stays. The first of each stays as well: it may name the document or its author; page numbers
 * alone go altogether.
 *
 * @returns the running lines that stay
 */
export function removeRunningLines(pages: readonly Region[][], frames: readonly PageFrame[]): Set<Line> {
  const rows = pages.map((page, index) => edgeLines(page, frames[index], index + 1, pages.length));
  const edges = rows.flatMap(({ top, bottom }) => [...top.flat(), ...bottom.flat()]);
  const groups = groupsOf(edges);
  const document: Document = {
    pageCount: pages.length,
    textSize: usualSize(pages),
    hasPagesOfTheirOwn: arePagesOfTheirOwn(edges, groups, pages.length),
  };
  const words = new Map<EdgeLine, string>();
  for (const group of groups.values()) {
    if (!isRunning(group, document)) continue;
    // A line may be the same on some pages and count on others; what it counts is not worth keeping.
    for (const line of group.lines)
      if (!words.has(line) || group.kind === 'counted') words.set(line, group.words);
  }
  const running = new Set(words.keys());
  for (const { top, bottom } of rows) {
    for (const side of [top, bottom]) {
      withoutTableHeads(side, running);
      withoutInner(side, running);
    }
  }
  const kept = new Set<string>();
  const stays = new Set<Line>();
  for (const [index, page] of pages.entries()) {
    const removed = new Set<Line>();
    for (const side of [rows[index]?.top ?? [], rows[index]?.bottom ?? []]) {
      for (const edge of side.flat()) {
        if (!running.has(edge)) continue;
        const rest = words.get(edge) ?? '';
        if (/[\p{L}\p{N}]{2}/u.test(rest) && !kept.has(rest)) {
          kept.add(rest);
          stays.add(edge.line);
        } else removed.add(edge.line);
      }
    }
    if (removed.size === 0) continue;
    for (const region of page) region.lines = region.lines.filter(line => !removed.has(line));
  }
  return stays;
}
