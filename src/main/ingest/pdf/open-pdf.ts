import { createRequire, Module } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { FoyerError } from '#shared/errors.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { rebuildPdf } from './rebuild-pdf.ts';

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

/** Folder of the library, wherever it is installed or packaged, with a slash at its end. */
function assets(folder: string): string {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return join(root, folder) + sep;
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

async function open(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  leaveCanvasOut();
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: bytes,
    cMapUrl: assets('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: assets('standard_fonts'),
    wasmUrl: assets('wasm'),
    useSystemFonts: false,
    useWorkerFetch: false,
    disableFontFace: true,
    isEvalSupported: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy();
    if (errorName(error) === 'PasswordException') {
      throw new FoyerError('document.encrypted', 'The PDF asks for a password', { cause: error });
    }
    throw error;
  }
}

/**
 * Opens a PDF; one with a password for the owner only opens without it. A file whose tables are broken is opened
 * once more from its objects alone. Throws document.encrypted or document.damaged.
 */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    // The library takes the array over.
    return await open(Uint8Array.from(bytes));
  } catch (error) {
    if (error instanceof FoyerError) throw error;
    const rebuilt = rebuildPdf(bytes);
    if (rebuilt === null) {
      throw new FoyerError('document.damaged', `The PDF cannot be opened: ${errorName(error)}`, {
        cause: error,
      });
    }
    return openRebuilt(rebuilt);
  }
}

async function openRebuilt(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    return await open(bytes);
  } catch (error) {
    if (error instanceof FoyerError) throw error;
    throw new FoyerError('document.damaged', `The PDF cannot be repaired: ${errorName(error)}`, {
      cause: error,
    });
  }
}
