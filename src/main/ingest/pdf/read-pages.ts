import { FoyerError } from '#shared/errors.ts';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { MAX_PDF_PAGES } from '../limits.ts';
import { readAnnotations } from './annotations.ts';
import { hasNamedCharacters } from './glyph-reading.ts';
import { isPlaceholder } from './missing-pages.ts';
import { looksSpaced, looksUnreadable, mendItems } from './mended-items.ts';
import { readPageGlyphs } from './page-glyphs.ts';
import { pageRuns } from './page-lines.ts';
import type { PageItem, PageRuns } from './page-lines.ts';
import { placeAnnotations } from './place-annotations.ts';
import type { Region } from './reading-order.ts';
import type { PdfSurvey } from './survey.ts';
import { readXfaPage } from './xfa-page.ts';

/** Damaged page trees announce millions of pages; after this many that cannot be read the rest is not tried. */
const MAX_FAILED_IN_A_ROW = 20;
/** Fonts and images of so many pages are kept before the reader lets go of them. */
const CLEAN_EVERY_PAGES = 50;

export type PageText = PageRuns & {
  regions: Region[];
  /** Comments on the page, and files pinned to it. */
  notes: string[];
  files: string[];
  /** Its letters are there, but what they stand for cannot be known. */
  isGarbled: boolean;
  /** The file is broken there. */
  isDamaged: boolean;
  /** Its words were recognised in a picture. */
  isRecognised: boolean;
};

/** Fonts met so far, and whether a closer look at their glyphs tells more than the text of a page. */
type KnownFonts = Map<string, boolean>;

const printedPage = () => ({
  regions: [],
  notes: [],
  files: [],
  isGarbled: false,
  isDamaged: false,
  isRecognised: false,
});

const damagedPage = (): PageText => ({
  ...printedPage(),
  runs: [],
  others: [],
  frame: { top: 0, bottom: 0, width: 0 },
  turns: 0,
  isDamaged: true,
});

async function readItems(page: PDFPageProxy): Promise<{ items: PageItem[]; fonts: string[] }> {
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
  return { items, fonts: Object.keys(content.styles) };
}

async function readPage(page: PDFPageProxy, survey: PdfSurvey, known: KnownFonts): Promise<PageText> {
  const { items, fonts } = await readItems(page);
  let text = pageRuns(items, page.view);
  let isGarbled = false;
  const isNew = (font: string): boolean => survey.hasOddGlyphNames && !known.has(font);
  const isNamed = (font: string): boolean => known.get(font) === true;
  if (fonts.some(font => isNew(font) || isNamed(font)) || looksUnreadable(items) || looksSpaced(text.runs)) {
    const glyphs = await readPageGlyphs(page);
    for (const [id, font] of glyphs.fonts) known.set(id, hasNamedCharacters(font));
    const mended = mendItems(items, glyphs);
    text = pageRuns(mended.items, page.view);
    isGarbled = mended.isGarbled;
  }
  const read: PageText = { ...text, ...printedPage(), isGarbled };
  if (survey.hasAnnotations) {
    const annotations = await readAnnotations(page);
    placeAnnotations(read, annotations);
    read.notes = annotations.notes;
    read.files = annotations.files;
  }
  page.cleanup();
  return read;
}

/** A page of a form that has no other pages than those made from its description in XML. */
async function readFormPage(page: PDFPageProxy): Promise<PageText> {
  const text = readXfaPage(await page.getXfa());
  return { ...text, ...printedPage() };
}

/**
 * Reads all pages; one that is broken does not cost the others.
 *
 * @param onPage called after every page with how many are read
 * Throws document.too_large, or document.damaged when no page can be read.
 */
export async function readPages(
  pdf: PDFDocumentProxy,
  survey: PdfSurvey,
  onPage: (done: number, total: number) => void,
): Promise<PageText[]> {
  const total = pdf.numPages;
  if (total > MAX_PDF_PAGES) throw new FoyerError('document.too_large', `${total} pages`);
  const pages: PageText[] = [];
  const known: KnownFonts = new Map();
  let failed = 0;
  let cause: unknown = null;
  for (let number = 1; number <= total && failed < MAX_FAILED_IN_A_ROW; number += 1) {
    try {
      const page = await pdf.getPage(number);
      if (isPlaceholder(page.view)) pages.push(damagedPage());
      else pages.push(pdf.isPureXfa ? await readFormPage(page) : await readPage(page, survey, known));
      failed = 0;
    } catch (error) {
      failed += 1;
      cause = error;
      pages.push(damagedPage());
    }
    if (number % CLEAN_EVERY_PAGES === 0) await pdf.cleanup();
    onPage(number, total);
  }
  if (pages.every(({ isDamaged }) => isDamaged)) {
    throw new FoyerError('document.damaged', `None of ${total} pages can be read`, { cause });
  }
  while (pages.length < total) pages.push(damagedPage());
  return pages;
}
