import { FoyerError } from '#shared/errors.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { createDocumentBuilder } from '../document-builder.ts';
import { gibberishPages } from '../gibberish.ts';
import { createLock } from '../locks/lock.ts';
import type { Lock } from '../locks/lock.ts';
import type { ExtractedDocument } from '../ports.ts';
import { NOTHING_RECOGNISED, pagesOnce } from '../recognition/recognised-page.ts';
import type { Recognised } from '../recognition/recognised-page.ts';
import { layOutPages, writePages } from './lay-out-pages.ts';
import { withPlaceholders } from './missing-pages.ts';
import { openPdf } from './open-pdf.ts';
import type { OpenedPdf } from './open-pdf.ts';
import { FEW_LETTERS, MANY_LETTERS, lettersOn, warnOfAttachments, warnOfPages } from './page-warnings.ts';
import { readPages } from './read-pages.ts';
import type { PageText } from './read-pages.ts';
import { placeRecognised } from './recognised-text.ts';
import { surveyPdf } from './survey.ts';
import type { PdfSurvey } from './survey.ts';

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

/** Whether there is more than pictures, with the stamps or page numbers of scans at most. */
function hasText(pages: readonly PageText[], hasPictures: boolean): boolean {
  const letters = pages.map(page => lettersOn(page));
  const sum = letters.reduce((total, count) => total + count, 0);
  const isWritten = letters.some(count => count >= MANY_LETTERS) || pages.some(page => page.isRecognised);
  const isScan = hasPictures && sum < FEW_LETTERS * pages.length && !isWritten;
  return sum > 0 && !isScan;
}

type OpenDocument = OpenedPdf & { pages: PageText[] };

type Options = { survey: PdfSurvey; onPage: OnPage; lock: Lock };

async function openAndRead(bytes: Buffer, { survey, onPage, lock }: Options): Promise<OpenDocument> {
  const opened = await openPdf(bytes, { hasXfa: survey.hasXfa, lock });
  try {
    return { ...opened, pages: await readPages(opened.pdf, survey, onPage) };
  } catch (error) {
    await opened.pdf.loadingTask.destroy();
    throw error;
  }
}

/** A page that is missing hides those behind it; with something in its place they are found. */
async function readAll(bytes: Buffer, options: Options): Promise<OpenDocument> {
  const document = await openAndRead(bytes, options);
  if (!document.pages.some(page => page.isDamaged)) return document;
  const completed = withPlaceholders(bytes);
  if (completed === null) return document;
  await document.pdf.loadingTask.destroy();
  return openAndRead(completed, options);
}

type OnPage = (done: number, total: number) => void;

/**
 * Reads a PDF: strings → runs → columns in reading order → paragraphs, headings, tables, without running headers.
 *
 * @param recognised takes the place of pages without a text layer, or with one that says nothing
 * @param onPage called after every page with how many are read
 * Throws as `openPdf` does, document.damaged, .too_large, or .no_text when there is nothing but images, and none of their
 * text is awaited.
 */
export async function extractPdf(
  bytes: Buffer,
  onPage: OnPage = () => undefined,
  recognised: Recognised = NOTHING_RECOGNISED,
  lock: Lock = createLock(null),
): Promise<ExtractedDocument> {
  const survey = surveyPdf(bytes);
  const { pages, ...opened } = await readAll(bytes, { survey, onPage, lock });
  try {
    placeRecognised(pages, recognised.pages);
    const running = layOutPages(pages);
    const isReadable = hasText(pages, survey.hasPictures);
    const builder = createDocumentBuilder();
    if (isReadable) writePages(pages, running, builder);
    const pictures = await warnOfPages(pages, opened, survey, builder, recognised);
    if (!isReadable && !(recognised.awaited > 0 && pictures.length > 0))
      throw new FoyerError('document.no_text', `${pages.length} pages without a text layer`);
    await warnOfAttachments(pages, opened.pdf, builder);
    const document = builder.build(await titleOf(opened.pdf));
    const tried = new Set(recognised.pages.map(({ page }) => page));
    const gibberish = gibberishPages(document).filter(page => !tried.has(page));
    return { ...document, pictures: pagesOnce([...pictures, ...gibberish]) };
  } finally {
    await opened.pdf.loadingTask.destroy();
  }
}
