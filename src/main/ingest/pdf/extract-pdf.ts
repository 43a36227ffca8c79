import { FoyerError } from '#shared/errors.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import { MAX_PDF_PAGES } from '../limits.ts';
import type { ExtractedDocument } from '../ports.ts';
import { markHeadings } from './headings.ts';
import { createVocabulary, joinLine } from './line-joining.ts';
import type { Vocabulary } from './line-joining.ts';
import { openPdf } from './open-pdf.ts';
import { lineText, pageRuns } from './page-lines.ts';
import type { PageItem, PageRuns } from './page-lines.ts';
import { regionBlocks } from './paragraphs.ts';
import type { PdfBlock } from './paragraphs.ts';
import { readingOrder, usualGutter } from './reading-order.ts';
import type { Region } from './reading-order.ts';
import { removeRunningLines } from './running-lines.ts';

/** Damaged page trees announce millions of pages; after this many that cannot be read the rest is not tried. */
const MAX_FAILED_IN_A_ROW = 20;
/** Fonts and images of so many pages are kept before the reader lets go of them. */
const CLEAN_EVERY_PAGES = 50;
/** A scan often carries a stamp or a page number; with pictures and less than this a page it needs reading by OCR. */
const MIN_LETTERS_PER_SCAN = 20;
/** Dictionaries of pictures stand in the open: streams are never inside object streams. */
const PICTURE = /\/Subtype\s*\/Image\b/u;

type PageText = PageRuns & { regions: Region[] };

async function readPage(pdf: PDFDocumentProxy, number: number): Promise<PageText> {
  const page = await pdf.getPage(number);
  const content = await page.getTextContent();
  const items: PageItem[] = [];
  for (const item of content.items) {
    if (!('str' in item)) continue;
    items.push({
      text: item.str,
      matrix: item.transform,
      width: item.width,
      height: item.height,
      font: item.fontName,
      isVertical: content.styles[item.fontName]?.vertical === true,
      isRightToLeft: item.dir === 'rtl',
    });
  }
  page.cleanup();
  return { ...pageRuns(items), regions: [] };
}

async function readPages(
  pdf: PDFDocumentProxy,
  onPage: (done: number, total: number) => void,
): Promise<PageText[]> {
  const total = pdf.numPages;
  if (total > MAX_PDF_PAGES) throw new FoyerError('document.too_large', `${total} pages`);
  const pages: PageText[] = [];
  let failed = 0;
  for (let number = 1; number <= total; number += 1) {
    try {
      pages.push(await readPage(pdf, number));
      failed = 0;
    } catch (error) {
      failed += 1;
      // One bad page does not cost the others.
      if (failed >= MAX_FAILED_IN_A_ROW || (failed === total && number === total)) {
        throw new FoyerError('document.damaged', `Page ${number} cannot be read`, { cause: error });
      }
      pages.push({ runs: [], others: [], regions: [] });
    }
    if (number % CLEAN_EVERY_PAGES === 0) await pdf.cleanup();
    onPage(number, total);
  }
  return pages;
}

/** Whether the first block of a column goes on with the sentence that the last block left open. */
function continues(previous: PdfBlock | null, block: PdfBlock): previous is PdfBlock {
  if (previous === null || !block.isFirst) return false;
  if (previous.kind !== 'paragraph' && previous.kind !== 'list') return false;
  if (block.kind !== 'paragraph' || Math.abs(previous.size - block.size) > 0.5) return false;
  const end = previous.lines.at(-1) ?? '';
  return !/[.!?:;»”"…]$/u.test(end) && /^[\p{Ll}(]/u.test(block.lines[0] ?? '');
}

/** Writes blocks to the builder; a paragraph over several columns or pages becomes one. */
function writeBlocks(
  pages: readonly PdfBlock[][],
  levels: Map<PdfBlock, number>,
  knows: Vocabulary,
  builder: DocumentBuilder,
): void {
  /** Text and the pages that start within it, not yet written: the next column may go on with it. */
  let open: { block: PdfBlock; text: string; breaks: { at: number; page: number }[] } | null = null;
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
  for (const [index, blocks] of pages.entries()) {
    let isNewPage = true;
    for (const block of blocks) {
      const separator = block.kind === 'table' ? '\n' : null;
      const text =
        separator === null
          ? block.lines.reduce((before, line) => joinLine(before, line, knows), '')
          : block.lines.join(separator);
      if (open !== null && continues(open.block, block)) {
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

async function titleOf(pdf: PDFDocumentProxy): Promise<string | null> {
  try {
    const { info } = await pdf.getMetadata();
    const title: unknown = Reflect.get(info, 'Title');
    return typeof title === 'string' ? title : null;
  } catch (error) {
    if (error instanceof Error) return null; // a broken information dictionary costs the title, not the text
    throw error;
  }
}

/**
 * Reads a PDF: strings → runs → columns in reading order → paragraphs, headings, tables, without running headers.
 *
 * @param onPage called after every page with how many are read
 * Throws document.encrypted, .damaged, .too_large, or .no_text when there is nothing but images.
 */
export async function extractPdf(
  bytes: Buffer,
  onPage: (done: number, total: number) => void = () => undefined,
): Promise<ExtractedDocument> {
  const pdf = await openPdf(bytes);
  try {
    const pages = await readPages(pdf, onPage);
    const usual = usualGutter(pages.map(page => page.runs));
    for (const page of pages) page.regions = readingOrder(page.runs, usual);
    removeRunningLines(pages.map(page => page.regions));
    const blocks = pages.map(page => [...page.regions.flatMap(regionBlocks), ...otherBlocks(page.others)]);
    const levels = markHeadings(blocks);
    const knows = createVocabulary(() =>
      pages.flatMap(page => page.regions.flatMap(region => region.lines.map(lineText))),
    );
    const builder = createDocumentBuilder();
    writeBlocks(blocks, levels, knows, builder);
    const document = builder.build(await titleOf(pdf));
    const letters = document.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    const isScan = letters < MIN_LETTERS_PER_SCAN * pages.length && PICTURE.test(bytes.toString('latin1'));
    if (letters === 0 || isScan) {
      throw new FoyerError('document.no_text', `${pages.length} pages without a text layer`);
    }
    return document;
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** Text in other directions: its strings follow one another. */
function otherBlocks(others: readonly string[]): PdfBlock[] {
  if (others.length === 0) return [];
  return [{ kind: 'paragraph', lines: [...others], size: 0, font: '', isFirst: false }];
}
