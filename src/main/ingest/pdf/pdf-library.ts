import { createRequire, Module } from 'node:module';

/**
 * The library makes such things when it is loaded, for drawing only, and would load a native canvas to have
 * them. Text needs none.
 */
for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) {
  if (!(name in globalThis)) Object.assign(globalThis, { [name]: function drawing() {} });
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

/** The library that reads PDFs, loaded when first needed: it costs 100 ms and 60 MB. */
export function pdfLibrary(): Promise<typeof import('pdfjs-dist/legacy/build/pdf.mjs')> {
  leaveCanvasOut();
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}
