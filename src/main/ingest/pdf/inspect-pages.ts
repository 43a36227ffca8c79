import type { PDFDocumentProxy } from 'pdfjs-dist';
import { openStrictly } from './open-pdf.ts';
import type { OpenedPdf } from './open-pdf.ts';
import { pdfLibrary } from './pdf-library.ts';
import { property } from './pdf-values.ts';

/** What a page without text shows: nothing, something drawn, a picture the size of a scan, or that it is broken. */
export type PageContent = 'blank' | 'drawing' | 'scan' | 'broken';

type OperatorList = { fnArray: readonly number[]; argsArray: readonly unknown[] };

const WHITE = '#ffffff';
/** Numbers that describe a path: a rule or a frame takes a dozen, letters drawn as outlines take hundreds. */
const MIN_PATH_NUMBERS = 60;

async function operatorsOf(pdf: PDFDocumentProxy, number: number): Promise<OperatorList> {
  const { AnnotationMode } = await pdfLibrary();
  const page = await pdf.getPage(number);
  const list = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
  page.cleanup();
  return list;
}

function pathNumbers(args: unknown): number {
  return Number(property(property(property(args, '1'), '0'), 'length') ?? 0);
}

/** Whether anything is seen: paths that are filled or drawn (not in white) beyond a rule or two, a picture. */
async function drawsSomething({ fnArray, argsArray }: OperatorList): Promise<boolean> {
  const { OPS } = await pdfLibrary();
  const pictures = new Set<number>([
    OPS.shadingFill,
    OPS.paintImageXObject,
    OPS.paintImageXObjectRepeat,
    OPS.paintImageMaskXObject,
    OPS.paintImageMaskXObjectGroup,
    OPS.paintImageMaskXObjectRepeat,
    OPS.paintInlineImageXObject,
    OPS.paintInlineImageXObjectGroup,
    OPS.paintSolidColorImageMask,
  ]);
  let fill = '';
  let numbers = 0;
  for (const [index, operator] of fnArray.entries()) {
    const args: unknown = argsArray[index];
    const first: unknown = Array.isArray(args) ? args[0] : null;
    if (pictures.has(operator)) return true;
    if (operator === OPS.setFillRGBColor) fill = String(first);
    if (operator !== OPS.constructPath || first === OPS.endPath) continue;
    const isFilled = first === OPS.fill || first === OPS.eoFill;
    if (!isFilled || fill !== WHITE) numbers += pathNumbers(args);
  }
  return numbers >= MIN_PATH_NUMBERS;
}

async function isReadable(pdf: PDFDocumentProxy, number: number): Promise<boolean> {
  try {
    await (await pdf.getPage(number)).getTextContent();
    return true;
  } catch (error) {
    if (error instanceof Error) return false; // what it stops at is what was asked
    throw error;
  }
}

/**
 * Looks at pages that have little or no text, to tell blank ones from scans and from broken ones. Large pictures
 * are not decoded: opened strictly, the library stops at them as at anything broken, and its list ends early.
 *
 * @param opened.pdf the document as it is read, mildly; what it was opened from is opened once more
 */
export async function inspectPages(
  { pdf, ...file }: Pick<OpenedPdf, 'pdf' | 'bytes' | 'password'>,
  numbers: readonly number[],
): Promise<Map<number, PageContent>> {
  const found = new Map<number, PageContent>();
  const mild = new Map<number, OperatorList>();
  for (const number of numbers) mild.set(number, await operatorsOf(pdf, number));
  const drawn = [...mild].filter(([, { fnArray }]) => fnArray.length > 0);
  const strict = drawn.length > 0 ? await openStrictly(file) : null;
  try {
    for (const [number, list] of mild) {
      const isWhole =
        strict === null ||
        list.fnArray.length === 0 ||
        (await operatorsOf(strict, number)).fnArray.length >= list.fnArray.length;
      if (isWhole) found.set(number, (await drawsSomething(list)) ? 'drawing' : 'blank');
      else found.set(number, (await isReadable(strict, number)) ? 'scan' : 'broken');
    }
  } finally {
    await strict?.loadingTask.destroy();
  }
  return found;
}
