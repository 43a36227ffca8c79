import { detectLanguage } from '#main/language/detect.ts';
import type { Cuttable, PreparedPassage, Span } from './ports.ts';
import { CUT, HALF_WORDS, unitsOf } from './chunk-units.ts';
import type { Units } from './chunk-units.ts';

/** Best span recall at 1,200 words of context lies between 150 and 200 (design/retrieval.md, tests/quality). */
const MIN_WORDS = 150;
const TARGET_WORDS = 180;
const MAX_WORDS = 200;
/** A section may end a passage this early; shorter sections share one, or search would rank crumbs. */
const MIN_SECTION_WORDS = 100;
/** 20-25 % of a passage is repeated in the next, so that an answer across a cut is whole in one of them. */
const MIN_OVERLAP_WORDS = 30;
const MAX_OVERLAP_WORDS = 45;

/** Words between headings of the path shown with a passage. */
const HEADING_SEPARATOR = ' › ';
const MAX_HEADING_CHARACTERS = 300;

/** Index after the last unit of a passage that starts at unit `first`. */
function passageEnd(units: Units, first: number): number {
  const count = units.starts.length;
  let weight = 0;
  let best = -1;
  let bestScore = -1;
  let next = first;
  while (next < count) {
    weight += units.weights[next] ?? 0;
    next += 1;
    const words = weight / HALF_WORDS;
    if (next === count) return words <= MAX_WORDS || best === -1 ? count : best;
    if (words > MAX_WORDS) break;
    const cut = units.cuts[next] ?? CUT.word;
    if (words < (cut === CUT.heading ? MIN_SECTION_WORDS : MIN_WORDS)) continue;
    const score = cut - Math.abs(words - TARGET_WORDS) / TARGET_WORDS;
    if (score > bestScore) {
      best = next;
      bestScore = score;
    }
  }
  return best === -1 ? Math.max(first + 1, next - 1) : best;
}

/** First unit of the passage after one that covers units `first`..`end`. */
function nextStart(units: Units, first: number, end: number): number {
  if ((units.cuts[end] ?? CUT.word) === CUT.heading) return end;
  let weight = 0;
  let best = end;
  let bestCut = -1;
  for (let unit = end - 1; unit > first; unit -= 1) {
    weight += units.weights[unit] ?? 0;
    const words = weight / HALF_WORDS;
    if (words > MAX_OVERLAP_WORDS) break;
    const cut = units.cuts[unit] ?? CUT.word;
    if (words >= MIN_OVERLAP_WORDS && cut > bestCut) {
      best = unit;
      bestCut = cut;
    }
    if (cut === CUT.heading) return unit; // nothing above a heading belongs with what follows
  }
  return best;
}

/** Walks the headings in step with the passages and tells the path in force. */
function headingPath(document: Cuttable): (position: number) => string | null {
  const headings = document.blocks.filter(block => block.kind === 'heading');
  const open: { level: number; text: string }[] = [];
  let next = 0;
  return position => {
    for (;;) {
      const heading = headings[next];
      if (heading === undefined || heading.start > position) break;
      const level = heading.level ?? 1;
      while ((open.at(-1)?.level ?? 0) >= level) open.pop();
      const text = document.text.slice(heading.start, heading.end).replace(/\s+/gu, ' ').trim();
      if (text !== '') open.push({ level, text });
      next += 1;
    }
    if (open.length === 0) return null;
    return open
      .map(heading => heading.text)
      .join(HEADING_SEPARATOR)
      .slice(0, MAX_HEADING_CHARACTERS);
  };
}

/** A longer one is a paragraph in a table, and would weigh more than the rows below it. */
const MAX_TABLE_HEADER_CHARACTERS = 600;
/** The rule that stands under the header row of a table. */
const TABLE_RULE = /^\|(?: ?:?-+:? ?\|)+$/u;

/** The header row of a table, or null when none of its rows names the columns. */
function headerRow(document: Cuttable, { start, end }: Span): string | null {
  const headerEnd = document.text.indexOf('\n', start);
  if (headerEnd === -1 || headerEnd >= end || headerEnd - start > MAX_TABLE_HEADER_CHARACTERS) return null;
  const ruleEnd = document.text.indexOf('\n', headerEnd + 1);
  const rule = document.text.slice(headerEnd + 1, ruleEnd === -1 ? end : Math.min(ruleEnd, end));
  return TABLE_RULE.test(rule) ? document.text.slice(start, headerEnd) : null;
}

/** Walks the tables in step with the passages and tells the header row of the one that goes on at a position. */
function tableHeaders(document: Cuttable): (position: number) => string | null {
  const tables = document.blocks.filter(block => block.kind === 'table');
  let next = 0;
  return position => {
    while ((tables[next]?.end ?? Infinity) <= position) next += 1;
    const table = tables[next];
    return table === undefined || table.start >= position ? null : headerRow(document, table);
  };
}

function pageNumbers(document: Cuttable): (position: number) => number | null {
  let index = 0;
  return position => {
    if (document.pages.length === 0) return null;
    while ((document.pages[index + 1]?.start ?? Infinity) <= position) index += 1;
    return document.pages[index]?.number ?? null;
  };
}

/**
 * Cuts a document into overlapping passages of 150-200 words at headings, blocks, lines and sentences, in that
 * order of preference. `text` of a passage is exactly `document.text.slice(start, end)`; starts increase strictly.
 * Scripts without spaces count two characters a word.
 */
export function chunkDocument(document: Cuttable): Omit<PreparedPassage, 'terms'>[] {
  const units = unitsOf(document);
  const passages: Omit<PreparedPassage, 'terms'>[] = [];
  const headingAt = headingPath(document);
  const tableHeaderAt = tableHeaders(document);
  const pageAt = pageNumbers(document);
  let first = 0;
  while (first < units.starts.length) {
    const end = passageEnd(units, first);
    const start = units.starts[first] ?? 0;
    const stop = units.ends[end - 1] ?? document.text.length;
    const text = document.text.slice(start, stop);
    passages.push({
      ordinal: passages.length,
      start,
      end: stop,
      page: pageAt(start),
      heading: headingAt(start),
      tableHeader: tableHeaderAt(start),
      language: detectLanguage(text) ?? document.language,
      text,
    });
    if (end >= units.starts.length) break;
    first = nextStart(units, first, end);
  }
  return passages;
}
