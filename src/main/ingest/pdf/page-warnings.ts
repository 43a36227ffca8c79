import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { DocumentBuilder } from '../document-builder.ts';
import { inspectPages } from './inspect-pages.ts';
import { textProperty } from './pdf-values.ts';
import type { PageText } from './read-pages.ts';

/** A scan often carries a stamp or a page number; a page with less than this and a large picture was not read. */
export const FEW_LETTERS = 20;
/** A page with as many letters as this was written, whatever the others are; no more are counted. */
export const MANY_LETTERS = 100;
const MAX_PLACES = 20;

/** Letters and figures of a page as it was read, running lines left out; `MANY_LETTERS` or more are not told apart. */
export function lettersOn(page: PageText): number {
  let letters = 0;
  const count = (text: string): boolean => {
    for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) letters += word.length;
    return letters >= MANY_LETTERS;
  };
  for (const { lines } of page.regions) {
    for (const line of lines) if (line.runs.some(run => count(run.text))) return letters;
  }
  page.others.some(count);
  page.notes.some(count);
  return letters;
}

/**
 * Tells of pages that were not read: broken ones, those whose letters have no meaning, and those that show something
 * but have no text. Pages that are blank are not missed.
 */
export async function warnOfPages(
  pages: readonly PageText[],
  pdf: PDFDocumentProxy,
  bytes: Uint8Array,
  builder: DocumentBuilder,
): Promise<void> {
  const warn = (kind: 'damaged' | 'garbled' | 'without_text', numbers: readonly number[]): void => {
    const places = numbers.slice(0, MAX_PLACES).map(String);
    builder.warn({ kind, unread: numbers.length, total: pages.length, unit: 'pages', places });
  };
  const numbersOf = (is: (page: PageText) => boolean): number[] =>
    pages.flatMap((page, index) => (is(page) ? [index + 1] : []));
  const damaged = numbersOf(page => page.isDamaged);
  const garbled = numbersOf(page => page.isGarbled);
  const few = numbersOf(page => !page.isDamaged && !page.isGarbled && lettersOn(page) < FEW_LETTERS);
  // Pages of a form in XML are made by the library; there is nothing else on them.
  const contents = await inspectPages(pdf, bytes, pdf.isPureXfa ? [] : few);
  const textless = few.filter(number => {
    const content = contents.get(number);
    const page = pages[number - 1];
    // A rule under a running header is no sign of something unread; on a page without any text all is.
    const isEmpty = page !== undefined && page.runs.length === 0 && page.others.length === 0;
    return content === 'scan' || (content === 'drawing' && isEmpty);
  });
  warn('damaged', [...damaged, ...few.filter(number => contents.get(number) === 'broken')].toSorted((a, b) => a - b));
  warn('garbled', garbled);
  warn('without_text', textless);
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
  const places = [...new Set(names)].slice(0, MAX_PLACES);
  builder.warn({ kind: 'attachments', unread: names.length, total: names.length, unit: 'files', places });
}
