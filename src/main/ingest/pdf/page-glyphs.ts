import type { PDFPageProxy } from 'pdfjs-dist';
import { pdfLibrary } from './pdf-library.ts';
import { numbersOf, property } from './pdf-values.ts';

/** One character as it is drawn, with its place and what its font says about it. */
export type Glyph = {
  /** What the reader of pages takes it for. */
  text: string;
  /** Code in the strings of the page. */
  code: number;
  font: string;
  /** Text matrix at the glyph's origin, scaled to its size: a b c d e f. */
  matrix: Matrix;
  /** Advance along the baseline without any spacing, in points. */
  width: number;
  /** Space that the text state adds after each glyph, in points along the baseline. */
  spacing: number;
  /** Id of the stamp or note that draws it; null for the page itself. */
  annotation: string | null;
};

/** What the library tells about a font of a page. */
export type PageFont = {
  isType3: boolean;
  isVertical: boolean;
  /** Names of glyphs by code. */
  names: readonly (string | null | undefined)[];
  /** Characters by code; null when the codes are taken for characters as they are. */
  characters: readonly (string | null | undefined)[] | null;
};

export type PageGlyphs = { glyphs: Glyph[]; fonts: Map<string, PageFont> };

type Matrix = [number, number, number, number, number, number];

type TextState = {
  transform: Matrix;
  font: string;
  size: number;
  fontScale: number;
  charSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  leading: number;
  rise: number;
};

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const THOUSANDTH = 0.001;

function multiply(one: Matrix, two: Matrix): Matrix {
  const [a, b, c, d, e, f] = one;
  const [a2, b2, c2, d2, e2, f2] = two;
  return [
    a * a2 + c * b2,
    b * a2 + d * b2,
    a * c2 + c * d2,
    b * c2 + d * d2,
    a * e2 + c * f2 + e,
    b * e2 + d * f2 + f,
  ];
}

function asMatrix(value: unknown): Matrix | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbersOf(value, 6) ?? [];
  return numbersOf(value, 6) === null ? null : [a, b, c, d, e, f];
}

function textsByCode(value: unknown): (string | null | undefined)[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry: unknown) => (typeof entry === 'string' ? entry : null));
}

/** The library gives characters as a list by code, or as a range of codes that are characters themselves. */
function readFont(font: unknown): PageFont & { scale: number } {
  const names = textsByCode(property(font, 'defaultEncoding'));
  for (const [code, name] of textsByCode(property(font, 'differences')).entries()) {
    if (name !== null && name !== undefined && name !== '') names[code] = name;
  }
  const map = property(property(font, 'toUnicode'), '_map');
  const fontMatrix = asMatrix(property(font, 'fontMatrix'));
  return {
    isType3: property(font, 'isType3Font') === true,
    isVertical: property(font, 'vertical') === true,
    names,
    characters: Array.isArray(map) ? textsByCode(map) : null,
    scale: fontMatrix?.[0] ?? THOUSANDTH,
  };
}

function fontOf(page: PDFPageProxy, id: string): Promise<unknown> {
  return new Promise(resolve => {
    if (page.commonObjs.has(id)) resolve(page.commonObjs.get(id));
    else page.commonObjs.get(id, resolve);
  });
}

/**
 * Every character of a page in the order in which it is drawn. Slower than the text of the page, and without its
 * joining: for pages whose text raises doubts. Pictures are not decoded.
 *
 * @param withAnnotations draws stamps and notes as well
 */
export async function readPageGlyphs(page: PDFPageProxy, withAnnotations = false): Promise<PageGlyphs> {
  const { OPS, AnnotationMode } = await pdfLibrary();
  const list = await page.getOperatorList({
    annotationMode: withAnnotations ? AnnotationMode.ENABLE : AnnotationMode.DISABLE,
  });
  const fonts = new Map<string, PageFont & { scale: number }>();
  for (const [index, operator] of list.fnArray.entries()) {
    const id: unknown = operator === OPS.setFont ? property(list.argsArray[index], '0') : undefined;
    if (typeof id === 'string' && !fonts.has(id)) fonts.set(id, readFont(await fontOf(page, id)));
  }
  const glyphs: Glyph[] = [];
  const stack: TextState[] = [];
  let state: TextState = {
    transform: IDENTITY,
    font: '',
    size: 0,
    fontScale: THOUSANDTH,
    charSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    leading: 0,
    rise: 0,
  };
  let annotation: string | null = null;
  let textMatrix = IDENTITY;
  let lineMatrix = IDENTITY;
  const moveText = (x: number, y: number): void => {
    lineMatrix = multiply(lineMatrix, [1, 0, 0, 1, x, y]);
    textMatrix = lineMatrix;
  };
  const show = (pieces: readonly unknown[]): void => {
    for (const piece of pieces) {
      const { size, horizontalScale: scale, charSpacing } = state;
      let advance = 0;
      if (typeof piece === 'number') advance = (-piece / 1000) * size * scale;
      else {
        const text = property(piece, 'unicode');
        if (typeof text !== 'string') continue;
        const width = Number(property(piece, 'width') ?? 0) * state.fontScale * size * scale;
        const spacing = (charSpacing + (property(piece, 'isSpace') === true ? state.wordSpacing : 0)) * scale;
        const placed = multiply(
          state.transform,
          multiply(textMatrix, [size * scale, 0, 0, size, 0, state.rise]),
        );
        const pointScale = Math.hypot(placed[0], placed[1]) / Math.max(1e-6, Math.abs(size * scale));
        glyphs.push({
          text,
          code: Number(property(piece, 'originalCharCode') ?? 0),
          font: state.font,
          matrix: placed,
          width: Math.abs(width) * pointScale,
          spacing: charSpacing * scale * pointScale,
          annotation,
        });
        advance = width + spacing;
      }
      textMatrix = multiply(textMatrix, [1, 0, 0, 1, advance, 0]);
    }
  };
  const restore = (): void => {
    state = stack.pop() ?? state;
  };

  for (const [index, operator] of list.fnArray.entries()) {
    const args: unknown = list.argsArray[index];
    const [first, second]: unknown[] = Array.isArray(args) ? args : [];
    const number = Number(first);
    if (operator === OPS.save) stack.push({ ...state });
    else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd || operator === OPS.endGroup)
      restore();
    else if (operator === OPS.transform)
      state.transform = multiply(state.transform, asMatrix(args) ?? IDENTITY);
    else if (operator === OPS.paintFormXObjectBegin || operator === OPS.beginGroup) {
      stack.push({ ...state });
      const matrix = operator === OPS.beginGroup ? property(first, 'matrix') : first;
      state.transform = multiply(state.transform, asMatrix(matrix) ?? IDENTITY);
    } else if (operator === OPS.beginAnnotation && Array.isArray(args)) {
      stack.push({ ...state });
      annotation = typeof first === 'string' ? first : '';
      state.transform = multiply(asMatrix(args[2]) ?? IDENTITY, asMatrix(args[3]) ?? IDENTITY);
    } else if (operator === OPS.endAnnotation) {
      annotation = null;
      restore();
    } else if (operator === OPS.beginText) moveTo(IDENTITY);
    else if (operator === OPS.setFont && typeof first === 'string') {
      state.font = first;
      state.size = Number(second);
      state.fontScale = fonts.get(first)?.scale ?? THOUSANDTH;
    } else if (operator === OPS.setCharSpacing) state.charSpacing = number;
    else if (operator === OPS.setWordSpacing) state.wordSpacing = number;
    else if (operator === OPS.setHScale) state.horizontalScale = number / 100;
    else if (operator === OPS.setLeading) state.leading = number;
    else if (operator === OPS.setTextRise) state.rise = number;
    else if (operator === OPS.setTextMatrix) moveTo(asMatrix(first) ?? IDENTITY);
    else if (operator === OPS.moveText) moveText(number, Number(second));
    else if (operator === OPS.setLeadingMoveText) {
      state.leading = -Number(second);
      moveText(number, Number(second));
    } else if (operator === OPS.nextLine) moveText(0, -state.leading);
    else if (operator === OPS.showText && Array.isArray(first)) show(first);
  }
  return { glyphs, fonts };

  function moveTo(matrix: Matrix): void {
    textMatrix = matrix;
    lineMatrix = matrix;
  }
}
