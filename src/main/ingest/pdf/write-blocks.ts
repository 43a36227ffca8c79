import type { DocumentBuilder } from '../document-builder.ts';
import { joinLine } from './line-joining.ts';
import type { Vocabulary } from './line-joining.ts';
import type { PdfBlock } from './paragraphs.ts';
import { isSameTable } from './table-rows.ts';

/** Text and the pages that start within it, not yet written: the next column or page may go on with it. */
type OpenBlock = { block: PdfBlock; text: string; breaks: { at: number; page: number }[] };

/** Whether the first block of a column goes on with the sentence that the last block left open. */
function goesOn(previous: PdfBlock, block: PdfBlock): boolean {
  if (!block.isFirst) return false;
  if (previous.kind !== 'paragraph' && previous.kind !== 'list') return false;
  if (block.kind !== 'paragraph' || Math.abs(previous.size - block.size) > 0.5) return false;
  const end = previous.lines.at(-1) ?? '';
  return !/[.!?:;»”"…]$/u.test(end) && /^[\p{Ll}(]/u.test(block.lines[0] ?? '');
}

/** Whether a table at the top of a page goes on with the one at the foot of the page before. */
function continuesTable(previous: PdfBlock, block: PdfBlock): boolean {
  return (
    block.isFirst &&
    previous.table !== null &&
    block.table !== null &&
    isSameTable(previous.table, block.table)
  );
}

/**
 * Running lines that are kept once do not part what goes on over the page: those at the foot move before the last
 * block of their page, those at the head of the next page behind its first.
 */
function clearTheWay(pages: readonly PdfBlock[][]): PdfBlock[][] {
  const cleared = pages.map(blocks => [...blocks]);
  for (const [index, blocks] of cleared.entries()) {
    const next = cleared[index + 1];
    const last = blocks.findLastIndex(block => block.role !== 'running');
    const first = next?.findIndex(block => block.role !== 'running') ?? -1;
    const from = blocks[last];
    const to = next?.[first];
    if (next === undefined || from === undefined || to === undefined) continue;
    const isNext = { ...to, isFirst: true };
    if (!goesOn(from, isNext) && !continuesTable(from, isNext)) continue;
    to.isFirst = true;
    const atFoot = blocks.splice(last + 1);
    blocks.splice(last, 0, ...atFoot);
    const atHead = next.splice(0, first);
    next.splice(1, 0, ...atHead);
  }
  return cleared;
}

function textOf(block: PdfBlock, knows: Vocabulary): string {
  if (block.kind === 'table') return block.lines.join('\n');
  return block.lines.reduce((before, line) => joinLine(before, line, knows), '');
}

/** The rows of a table that goes on: without the lines that make a head of its first row, or repeat the head. */
function furtherRows(open: PdfBlock, block: PdfBlock): string[] {
  const [head = '', , ...rows] = block.lines;
  return head === open.lines[0] ? rows : [head, ...rows];
}

/** Writes blocks to the builder; a paragraph or table over several columns or pages becomes one. */
export function writeBlocks(
  pages: readonly PdfBlock[][],
  levels: Map<PdfBlock, number>,
  knows: Vocabulary,
  builder: DocumentBuilder,
): void {
  let open: OpenBlock | null = null;
  const write = (): void => {
    if (open === null) return;
    builder.begin(open.block.kind, levels.get(open.block) ?? null);
    let from = 0;
    for (const { at, page } of open.breaks) {
      builder.append(open.text.slice(from, at));
      builder.startPage(page);
      from = at;
    }
    builder.append(open.text.slice(from));
    builder.finish();
    open = null;
  };
  for (const [index, blocks] of clearTheWay(pages).entries()) {
    let isNewPage = true;
    for (const block of blocks) {
      const text = textOf(block, knows);
      if (open !== null && isNewPage && continuesTable(open.block, block)) {
        open.breaks.push({ at: open.text.length + 1, page: index + 1 });
        open.text += `\n${furtherRows(open.block, block).join('\n')}`;
      } else if (open !== null && goesOn(open.block, block)) {
        const joined = joinLine(open.text, text, knows);
        if (isNewPage) open.breaks.push({ at: joined.length - text.length, page: index + 1 });
        open.text = joined;
        open.block = { ...open.block, lines: block.lines };
      } else {
        write();
        if (isNewPage) builder.startPage(index + 1);
        open = { block, text, breaks: [] };
      }
      isNewPage = false;
    }
    if (isNewPage) {
      write();
      builder.startPage(index + 1);
    }
  }
  write();
}
