import { FoyerError } from '#shared/errors.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { markHeadings } from './headings.ts';
import { createVocabulary } from './line-joining.ts';
import { withPlaceholders } from './missing-pages.ts';
import { openPdf } from './open-pdf.ts';
import type { OpenedPdf } from './open-pdf.ts';
import { lineText } from './page-lines.ts';
import type { Line } from './page-lines.ts';
import { FEW_LETTERS, MANY_LETTERS, lettersOn, warnOfAttachments, warnOfPages } from './page-warnings.ts';
import { regionBlocks } from './paragraphs.ts';
import type { PdfBlock } from './paragraphs.ts';
import { readPages } from './read-pages.ts';
import type { PageText } from './read-pages.ts';
import { readingOrder, usualGutter } from './reading-order.ts';
import { removeRunningLines } from './running-lines.ts';
import { surveyPdf } from './survey.ts';
import type { PdfSurvey } from './survey.ts';
import { writeBlocks } from './write-blocks.ts';

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

/** Throws document.no_text when there is nothing but pictures, with the stamps or page numbers of scans at most. */
function assertHasText(pages: readonly PageText[], hasPictures: boolean): void {
  const letters = pages.map(page => lettersOn(page));
  const sum = letters.reduce((total, count) => total + count, 0);
  const isWritten = letters.some(count => count >= MANY_LETTERS);
  const isScan = hasPictures && sum < FEW_LETTERS * pages.length && !isWritten;
  if (sum === 0 || isScan) {
    throw new FoyerError('document.no_text', `${pages.length} pages without a text layer`);
  }
}

type OpenDocument = OpenedPdf & { pages: PageText[] };

async function openAndRead(bytes: Buffer, survey: PdfSurvey, onPage: OnPage): Promise<OpenDocument> {
  const opened = await openPdf(bytes, survey.hasXfa);
  try {
    return { ...opened, pages: await readPages(opened.pdf, survey, onPage) };
  } catch (error) {
    await opened.pdf.loadingTask.destroy();
    throw error;
  }
}

/** A page that is missing hides those behind it; with something in its place they are found. */
async function readAll(bytes: Buffer, survey: PdfSurvey, onPage: OnPage): Promise<OpenDocument> {
  const document = await openAndRead(bytes, survey, onPage);
  if (!document.pages.some(page => page.isDamaged)) return document;
  const completed = withPlaceholders(bytes);
  if (completed === null) return document;
  await document.pdf.loadingTask.destroy();
  return openAndRead(completed, survey, onPage);
}

function blocksOf(pages: readonly PageText[], running: ReadonlySet<Line>): PdfBlock[][] {
  const seen = new Set<string>();
  return pages.map(page => [
    ...page.regions.flatMap(region => regionBlocks(region, running)),
    ...furtherBlocks(page, seen),
  ]);
}

type OnPage = (done: number, total: number) => void;

/**
 * Reads a PDF: strings → runs → columns in reading order → paragraphs, headings, tables, without running headers.
 *
 * @param onPage called after every page with how many are read
 * Throws document.encrypted, .damaged, .too_large, or .no_text when there is nothing but images.
 */
export async function extractPdf(
  bytes: Buffer,
  onPage: OnPage = () => undefined,
): Promise<ExtractedDocument> {
  const survey = surveyPdf(bytes);
  const { pages, ...opened } = await readAll(bytes, survey, onPage);
  try {
    const usual = usualGutter(pages.map(page => page.runs));
    for (const page of pages) page.regions = readingOrder(page.runs, usual);
    const running = removeRunningLines(
      pages.map(page => page.regions),
      pages.map(page => page.frame),
    );
    assertHasText(pages, survey.hasPictures);
    const blocks = blocksOf(pages, running);
    const levels = markHeadings(blocks);
    const knows = createVocabulary(() =>
      pages.flatMap(page => page.regions.flatMap(region => region.lines.map(lineText))),
    );
    const builder = createDocumentBuilder();
    writeBlocks(blocks, levels, knows, builder);
    await warnOfPages(pages, opened, survey, builder);
    await warnOfAttachments(pages, opened.pdf, builder);
    return builder.build(await titleOf(opened.pdf));
  } finally {
    await opened.pdf.loadingTask.destroy();
  }
}
