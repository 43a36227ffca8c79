import type { DocumentBuilder } from '../document-builder.ts';
import { markHeadings } from './headings.ts';
import { createVocabulary } from './line-joining.ts';
import { lineText } from './page-lines.ts';
import type { Line } from './page-lines.ts';
import { regionBlocks } from './paragraphs.ts';
import type { PdfBlock } from './paragraphs.ts';
import type { PageText } from './read-pages.ts';
import { readingOrder, usualGutter } from './reading-order.ts';
import { removeRunningLines } from './running-lines.ts';
import { writeBlocks } from './write-blocks.ts';

/** Text in other directions and notes: each stands by itself, after the text of its page. */
function furtherBlocks(page: PageText, seen: Set<string>): PdfBlock[] {
  const block = { size: 0, font: '', isFirst: false, table: null };
  const others = page.others.join('\n');
  // Watermarks and margin stamps are on every page; once is enough.
  const isNew = others !== '' && !seen.has(others);
  seen.add(others);
  return [
    ...(isNew
      ? [{ ...block, kind: 'paragraph' as const, role: 'text' as const, lines: [...page.others] }]
      : []),
    ...page.notes.map(note => ({
      ...block,
      kind: 'quote' as const,
      role: 'entry' as const,
      lines: [`Note: ${note}`],
    })),
  ];
}

/** Of recognised letters the size is not known, so that none of them is a heading. */
function blocksOf(page: PageText, running: ReadonlySet<Line>, seen: Set<string>): PdfBlock[] {
  const blocks = page.regions.flatMap(region => regionBlocks(region, running));
  if (page.isRecognised) for (const block of blocks) block.size = 0;
  return [...blocks, ...furtherBlocks(page, seen)];
}

/** Puts the text of pages in reading order, in their `regions`. @returns running headers and footers, which are left out */
export function layOutPages(pages: readonly PageText[]): ReadonlySet<Line> {
  const usual = usualGutter(pages.map(page => page.runs));
  for (const page of pages) page.regions = readingOrder(page.runs, usual);
  return removeRunningLines(
    pages.map(page => page.regions),
    pages.map(page => page.frame),
  );
}

/** Writes pages that were laid out: paragraphs, headings, tables, words broken at a line's end mended. */
export function writePages(
  pages: readonly PageText[],
  running: ReadonlySet<Line>,
  builder: DocumentBuilder,
): void {
  const seen = new Set<string>();
  const blocks = pages.map(page => blocksOf(page, running, seen));
  const levels = markHeadings(blocks);
  const knows = createVocabulary(() =>
    pages.flatMap(page => page.regions.flatMap(region => region.lines.map(lineText))),
  );
  writeBlocks(blocks, levels, knows, builder);
}
