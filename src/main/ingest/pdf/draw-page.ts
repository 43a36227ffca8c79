import type { Canvas } from '@napi-rs/canvas';
import { FoyerError } from '#shared/errors.ts';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { createLock } from '../locks/lock.ts';
import { isPlaceholder, withPlaceholders } from './missing-pages.ts';
import { openPdf } from './open-pdf.ts';
import type { PdfUse } from './pdf-library.ts';
import { surveyPdf } from './survey.ts';

/** A PDF is measured in points, of which an inch has so many. */
const POINTS_PER_INCH = 72;
/** An A4 page at 500 dpi; four bytes each, twice while it is drawn. */
export const MAX_DRAWN_PIXELS = 25_000_000;

/** How large a page is drawn; what would have more pixels than `maxPixels` is drawn smaller, in its proportions. */
export type DrawingTarget = ({ width: number } | { dpi: number }) & { maxPixels?: number };

function sizeOf(page: PDFPageProxy, target: DrawingTarget): { scale: number; width: number; height: number } {
  const shown = page.getViewport({ scale: 1 });
  const wanted = 'dpi' in target ? target.dpi / POINTS_PER_INCH : target.width / shown.width;
  const most = Math.sqrt((target.maxPixels ?? MAX_DRAWN_PIXELS) / (shown.width * shown.height));
  const scale = Math.min(wanted, most);
  const round = scale === most ? Math.floor : Math.round;
  return {
    scale,
    width: Math.max(1, round(shown.width * scale)),
    height: Math.max(1, round(shown.height * scale)),
  };
}

const notDrawable = (why: string, cause?: unknown): FoyerError =>
  new FoyerError('document.page_not_drawable', why, { cause });

async function reachesLastPage(pdf: PDFDocumentProxy): Promise<boolean> {
  try {
    await pdf.getPage(pdf.numPages);
    return true;
  } catch (error) {
    if (error instanceof Error) return false; // a page that is missing hides those behind it
    throw error;
  }
}

/**
 * Opens a PDF to look at its pages, which have the numbers that reading gives them. Whoever opens it ends it by
 * `loadingTask.destroy()`. Throws as `openPdf` does.
 */
export async function openToLook(
  bytes: Buffer,
  use: PdfUse,
  password: string | null = null,
): Promise<PDFDocumentProxy> {
  const { hasXfa } = surveyPdf(bytes);
  const how = { hasXfa, use, lock: createLock(password) };
  const { pdf } = await openPdf(bytes, how);
  const completed = (await reachesLastPage(pdf)) ? null : withPlaceholders(bytes);
  if (completed === null) return pdf;
  await pdf.loadingTask.destroy();
  return (await openPdf(completed, how)).pdf;
}

/** Opens a PDF to draw its pages, in a process that has read no text before: there the library has no canvas. */
export function openForDrawing(bytes: Buffer, password: string | null = null): Promise<PDFDocumentProxy> {
  return openToLook(bytes, 'drawing', password);
}

/** A page that can be drawn. @param number from 1. Throws document.page_not_drawable. */
export async function pageToDraw(pdf: PDFDocumentProxy, number: number): Promise<PDFPageProxy> {
  if (number > pdf.numPages) throw notDrawable(`There is no page ${number}`);
  if (pdf.isPureXfa) throw notDrawable('The pages of a form described in XML are not drawn');
  try {
    const page = await pdf.getPage(number);
    if (isPlaceholder(page.view)) throw notDrawable(`Page ${number} is missing in the file`);
    return page;
  } catch (error) {
    throw error instanceof FoyerError ? error : notDrawable(`Page ${number} is broken`, error);
  }
}

/**
 * Draws one page on white, turned as it is shown, with filled fields and notes.
 *
 * @param number from 1
 * Throws document.page_not_drawable.
 */
export async function drawPage(
  pdf: PDFDocumentProxy,
  number: number,
  target: DrawingTarget,
): Promise<Canvas> {
  const page = await pageToDraw(pdf, number);
  const { createCanvas } = await import('@napi-rs/canvas');
  const { scale, width, height } = sizeOf(page, target);
  try {
    const canvas = createCanvas(width, height);
    await page.render({ canvas, viewport: page.getViewport({ scale }) }).promise;
    return canvas;
  } catch (error) {
    throw notDrawable(`Page ${number} cannot be drawn: ${String(error)}`, error);
  } finally {
    page.cleanup();
  }
}
