import type { ReadingWarning } from '#shared/contract/document.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { DocumentBuilder } from '../document-builder.ts';
import { inspectPages } from './inspect-pages.ts';
import type { PageContent } from './inspect-pages.ts';
import { pagesOnce } from '../recognition/recognised-page.ts';
import type { Recognised } from '../recognition/recognised-page.ts';
import { warnOfBadlyRecognised } from '../recognition/recognition-warnings.ts';
import type { OpenedPdf } from './open-pdf.ts';
import type { Run } from './page-lines.ts';
import { textProperty } from './pdf-values.ts';
import type { PageText } from './read-pages.ts';
import type { PdfSurvey } from './survey.ts';

/** A scan often carries a stamp or a page number; a page with less than this and a large picture was not read. */
export const FEW_LETTERS = 20;
/** A page with as many letters as this was written, whatever the others are; no more are counted. */
export const MANY_LETTERS = 100;

/**
 * Letters and figures of a page as it was read, running lines left out; `MANY_LETTERS` or more are not told apart.
 *
 * @param isPrinted leaves out what was typed on the page or pinned to it: a scan with a remark is still a scan
 */
export function lettersOn(page: PageText, isPrinted = false): number {
  let letters = 0;
  const count = (text: string): boolean => {
    for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) letters += word.length;
    return letters >= MANY_LETTERS;
  };
  const isTyped = (run: Run): boolean => run.isEntry === true && run.font === '';
  for (const { lines } of page.regions) {
    for (const { runs } of lines) {
      if (runs.some(run => !(isPrinted && isTyped(run)) && count(run.text))) return letters;
    }
  }
  page.others.some(count);
  if (!isPrinted) page.notes.some(count);
  return letters;
}

/**
 * Tells of pages that were not read: broken ones, those whose letters have no meaning, those that show something but
 * have no text, and those that a file that was cut short has lost. Pages that are blank are not missed.
 *
 * @returns pages whose text only a picture shows; while it is awaited, nothing is told of them
 */
export async function warnOfPages(
  pages: readonly PageText[],
  opened: OpenedPdf,
  survey: PdfSurvey,
  builder: DocumentBuilder,
  recognised: Recognised,
): Promise<number[]> {
  const warn = (kind: ReadingWarning['kind'], numbers: readonly number[], beyond = 0): void => {
    const places = numbers.toSorted((one, two) => one - two).map(String);
    builder.warn({
      kind,
      unread: numbers.length + beyond,
      total: pages.length + beyond,
      unit: 'pages',
      places,
    });
  };
  const numbersOf = (is: (page: PageText) => boolean): number[] =>
    pages.flatMap((page, index) => (is(page) ? [index + 1] : []));
  const damaged = numbersOf(page => page.isDamaged);
  const garbled = numbersOf(page => page.isGarbled);
  // A rule under a running header is no sign of something unread; on a page without any text all is.
  const isEmpty = (page: PageText): boolean => page.runs.length === 0 && page.others.length === 0;
  const few = numbersOf(
    page =>
      !page.isDamaged &&
      !page.isGarbled &&
      !page.isRecognised &&
      (survey.hasPictures || isEmpty(page)) &&
      lettersOn(page, true) < FEW_LETTERS,
  );
  // Pages of a form in XML are made by the library; there is nothing else on them.
  const contents = await inspectPages(opened, opened.pdf.isPureXfa ? [] : few);
  const are = (content: PageContent): number[] => few.filter(number => contents.get(number) === content);
  const empty = new Set(numbersOf(isEmpty));
  const withoutText = [...are('scan'), ...are('drawing').filter(number => empty.has(number))];
  const tried = new Set(recognised.pages.map(({ page }) => page));
  const pictures = pagesOnce([...withoutText, ...garbled].filter(number => !tried.has(number)));
  const awaited = new Set(pictures.slice(0, recognised.awaited));
  const isLeft = (number: number): boolean => !awaited.has(number);
  warn('damaged', [...damaged, ...are('broken')]);
  warn('garbled', garbled.filter(isLeft));
  warn('without_text', withoutText.filter(isLeft));
  warnOfBadlyRecognised(
    recognised.pages.filter(({ page }) => pages[page - 1]?.isRecognised === true),
    pages.length,
    builder,
  );
  if (!survey.isCutShort) return pictures;
  // Without its tree nobody knows how many there were; the cut went through one at least.
  const isUncounted = opened.isRebuilt && survey.pagesAnnounced === 0;
  const beyond = isUncounted ? 1 : Math.max(0, survey.pagesAnnounced - pages.length);
  warn(
    'cut_short',
    are('blank').filter(number => empty.has(number)),
    beyond,
  );
  return pictures;
}

/** Tells of files that the document carries along. */
export async function warnOfAttachments(
  pages: readonly PageText[],
  pdf: PDFDocumentProxy,
  builder: DocumentBuilder,
): Promise<void> {
  const attached: unknown = await pdf.getAttachments();
  const names = [
    ...Object.entries(attached ?? {}).map(([key, file]) => textProperty(file, 'filename') || key),
    ...pages.flatMap(page => page.files),
  ];
  const places = [...new Set(names)];
  builder.warn({ kind: 'attachments', unread: names.length, total: names.length, unit: 'files', places });
}
