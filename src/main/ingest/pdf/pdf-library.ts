import { createRequire, Module } from 'node:module';

type PdfLibrary = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

/** What the library is loaded for. One process does one of them: a canvas that was left out does not come back. */
export type PdfUse = 'text' | 'drawing';

/**
 * The library makes such things when it is loaded, for drawing only, and would load a native canvas to have
 * them. Text needs none.
 */
function leaveDrawingOut(): void {
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) {
    if (!(name in globalThis)) Object.assign(globalThis, { [name]: function drawing() {} });
  }
}

/** It looks for the canvas all the same; found already, an empty one costs nothing where the native one costs 100 ms. */
function leaveCanvasOut(): void {
  const require = createRequire(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  try {
    const canvas = require.resolve('@napi-rs/canvas');
    require.cache[canvas] ??= Object.assign(new Module(canvas), { exports: {}, loaded: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
  }
}

/** The library that reads PDFs, loaded when first needed: it costs 100 ms and 60 MB, and 100 ms more to draw. */
export function pdfLibrary(use: PdfUse = 'text'): Promise<PdfLibrary> {
  if (use === 'text') {
    leaveDrawingOut();
    leaveCanvasOut();
  }
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}
