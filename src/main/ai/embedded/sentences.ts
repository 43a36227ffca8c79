/** A piece of a passage that can be quoted by itself. Offsets are UTF-16 units in the passage's text. */
export type Quotable = {
  kind: 'sentence' | 'list-item' | 'table-row' | 'heading';
  start: number;
  end: number;
  /** The words as they stand, line breaks within it made spaces. */
  text: string;
  /** Index among the quotables of the line that announces this one ("Il faut fournir :"), for list items. */
  announcedBy: number | null;
};

/** Abbreviations whose full stop ends no sentence, folded to lower case. French, then English. */
const ABBREVIATIONS = new Set(
  (
    'm mm mme mlle dr pr me st ste art al p pp ex cf env av bd tel tél fig n no vol chap éd ed réf ref op cit hab apr j.-c ' +
    'c.-à-d p.ex l r d sté ets resp éq adj col ' +
    'mr mrs ms prof sr jr vs e.g i.e inc ltd co corp approx dept est gen gov sen rep u.s u.k u.n no fig eq sec jan feb aug sept oct nov dec'
  ).split(' '),
);

/** A mark that may end a sentence, what closes with it, and the space after. */
const SENTENCE_END = /([.!?…]+)(["'”’»)\]]*(?:\s*»)?)(\s+)/gu;

const LIST_MARKER = /^(?:[-*•·▪◦‣–—]|\(?\d{1,2}[.)°]|\(?[a-z][.)])\s+/u;
/** Markdown's, and that of wikis ("== Title =="). */
const HEADING_MARKER = /^#{1,6}\s+|^={1,6}\s(?=.*\s={1,6}$)/u;
const TABLE_RULE = /^[|\s:+-]+$/u;

/** Text extracted from pages is broken at about this width; anything wider was broken on purpose. */
const WIDEST_WRAPPED_LINE = 130;
/** No page is narrower: shorter lines were broken on purpose. */
const NARROWEST_PAGE = 50;
/** A line shorter than this share of the widest ends a paragraph. */
const FULL_LINE_SHARE = 0.6;

type Line = { start: number; end: number; text: string };

function linesOf(text: string): (Line | null)[] {
  const lines: (Line | null)[] = [];
  let start = 0;
  for (const raw of text.split('\n')) {
    const trimmed = raw.trim();
    const from = start + raw.length - raw.trimStart().length;
    lines.push(trimmed === '' ? null : { start: from, end: from + trimmed.length, text: trimmed });
    start += raw.length + 1;
  }
  return lines;
}

function isTableRow(line: string): boolean {
  return (line.match(/\|/gu)?.length ?? 0) >= 2 || /\S\t+\S/u.test(line);
}

function isStructural(line: string): boolean {
  return LIST_MARKER.test(line) || HEADING_MARKER.test(line) || isTableRow(line);
}

/** Joins the lines of paragraphs that were broken by the width of a page. */
function blocksOf(text: string): (Line | null)[] {
  const lines = linesOf(text);
  const widest = Math.max(0, ...lines.map(line => line?.text.length ?? 0));
  const wrapped = widest >= NARROWEST_PAGE && widest <= WIDEST_WRAPPED_LINE && lines.length > 2;
  const blocks: (Line | null)[] = [];
  let lastLength = 0;
  for (const line of lines) {
    const previous = blocks.at(-1);
    const goesOn =
      line !== null &&
      previous != null &&
      !isStructural(line.text) &&
      !isTableRow(previous.text) &&
      !HEADING_MARKER.test(previous.text) &&
      !previous.text.endsWith(':') &&
      (/[\p{Ll}]-$/u.test(previous.text) ||
        (wrapped && lastLength >= widest * FULL_LINE_SHARE && !/[.!?;]$/u.test(previous.text)) ||
        (wrapped && lastLength >= widest * FULL_LINE_SHARE && /^[\p{Ll}\d(«]/u.test(line.text)) ||
        (wrapped && lastLength >= widest * 0.8));
    if (goesOn) {
      previous.text = text.slice(previous.start, line.end);
      previous.end = line.end;
    } else {
      blocks.push(line === null ? null : { ...line });
    }
    lastLength = line?.text.length ?? 0;
  }
  return blocks;
}

function endsWithAbbreviation(before: string): boolean {
  const word = /(\S+)$/u.exec(before)?.[1]?.replace(/^[("'«“‘[]+/u, '') ?? '';
  if (ABBREVIATIONS.has(word.toLowerCase())) return true;
  const afterElision = word.split(/['’]/u).at(-1) ?? word;
  return /^\p{Lu}$/u.test(afterElision) || /^(?:\p{L}\.)+\p{L}$/u.test(word); // initials
}

/** Cuts running text into sentences: [start, end) offsets within it. */
export function sentenceSpans(text: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    const [, marks = '', closing = '', space = ''] = match;
    const end = match.index + marks.length + closing.length;
    const next = text.slice(end + space.length);
    if (/^\p{Ll}/u.test(next)) continue;
    if (marks === '.' && closing === '') {
      const before = text.slice(start, match.index);
      if (endsWithAbbreviation(before)) continue;
      if (/(?:^|\s)\d{1,2}$/u.test(before) && before.trim().length <= 2) continue; // "1. Title"
    }
    spans.push({ start, end });
    start = end + space.length;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}

/** A line that stands alone without an end is a heading when it is short. */
function looksLikeHeading(text: string, isAlone: boolean): boolean {
  return (
    isAlone && text.length <= 90 && !/[.!?…:;,]["'”’»)]*$/u.test(text) && text.split(/\s+/u).length <= 12
  );
}

/**
 * Cuts a passage into what can be quoted: sentences of running text, list items, table rows, headings. Knows French
 * and English abbreviations, decimals, and paragraphs broken by the width of a page.
 */
export function splitQuotables(text: string): Quotable[] {
  const quotables: Quotable[] = [];
  let announcer: number | null = null;
  const add = (kind: Quotable['kind'], start: number, end: number): void => {
    const words = text.slice(start, end).replace(/\s+/gu, ' ').trim();
    if (words === '') return;
    quotables.push({ kind, start, end, text: words, announcedBy: kind === 'list-item' ? announcer : null });
  };
  const blocks = blocksOf(text);
  for (const [index, block] of blocks.entries()) {
    if (block === null) continue;
    if (isTableRow(block.text)) {
      if (!TABLE_RULE.test(block.text)) add('table-row', block.start, block.end);
      announcer = null;
      continue;
    }
    const marker = HEADING_MARKER.exec(block.text) ?? LIST_MARKER.exec(block.text);
    const start = block.start + (marker?.[0].length ?? 0);
    if (HEADING_MARKER.test(block.text)) {
      add('heading', start, block.end);
      announcer = null;
      continue;
    }
    const listed =
      marker !== null ||
      (announcer !== null && isUnmarkedItem(block.text, (blocks[index - 1] ?? null) === null));
    if (!listed && looksLikeHeading(block.text, (blocks[index + 1] ?? null) === null || index === 0)) {
      add('heading', start, block.end);
      announcer = null;
      continue;
    }
    for (const span of sentenceSpans(text.slice(start, block.end))) {
      add(listed ? 'list-item' : 'sentence', start + span.start, start + span.end);
    }
    if (!listed) announcer = block.text.endsWith(':') ? quotables.length - 1 : null;
  }
  return quotables;
}

/** After "… :" a line that begins in lower case or ends unfinished is an item; after a blank line it may be a heading. */
function isUnmarkedItem(line: string, afterBlank: boolean): boolean {
  if (/^\p{Ll}/u.test(line) || /[;,]$/u.test(line)) return true;
  return !afterBlank && line.length <= 120 && !/[.!?:]$/u.test(line);
}
