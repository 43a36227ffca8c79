import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { FoyerError } from '#shared/errors.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { isEncryptedOtherwise, withoutEncryption } from './encrypted-attachments.ts';
import { pdfLibrary } from './pdf-library.ts';
import type { PdfUse } from './pdf-library.ts';
import { rebuildPdf } from './rebuild-pdf.ts';

/**
 * Larger pictures, in pixels, are never decoded. For text, nothing of them counts: scans are larger, logos are smaller.
 * For drawing, it is a sheet of A2 scanned at 600 dpi.
 */
const MAX_PICTURE_PIXELS: Record<PdfUse, number> = { text: 300_000, drawing: 140_000_000 };

export type OpenedPdf = {
  pdf: PDFDocumentProxy;
  /** What was opened in the end: the file itself, or what could be made of it. */
  bytes: Uint8Array;
  /** The order and the number of its pages are gone; they are those that were found. */
  isRebuilt: boolean;
};

/** Folder of the library, wherever it is installed or packaged, with a slash at its end. */
function assets(folder: string): string {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return join(root, folder) + sep;
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

type OpenOptions = { use?: PdfUse; enableXfa?: boolean; stopAtErrors?: boolean };

async function open(bytes: Uint8Array, { use = 'text', ...options }: OpenOptions): Promise<PDFDocumentProxy> {
  const { getDocument, VerbosityLevel } = await pdfLibrary(use);
  const task = getDocument({
    // The library takes the array over.
    data: Uint8Array.from(bytes),
    cMapUrl: assets('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: assets('standard_fonts'),
    wasmUrl: assets('wasm'),
    useSystemFonts: false,
    useWorkerFetch: false,
    disableFontFace: true,
    fontExtraProperties: true,
    isEvalSupported: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: MAX_PICTURE_PIXELS[use],
    verbosity: VerbosityLevel.ERRORS,
    ...options,
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

/** What else to open when the file does not open as it is; null when nothing could help. */
function otherwise(bytes: Buffer, error: unknown): Uint8Array | null {
  const isLocked = error instanceof FoyerError && error.code === 'document.encrypted';
  return isLocked ? withoutEncryption(bytes) : rebuildPdf(bytes);
}

function damaged(what: string, cause: unknown): FoyerError {
  return new FoyerError('document.damaged', `The PDF cannot be ${what}: ${errorName(cause)}`, { cause });
}

/**
 * Opens a PDF; one with a password for the owner only opens without it, and so does one of which only attachments
 * are encrypted. A file whose tables are broken is opened once more from its objects alone.
 *
 * @param hasXfa reads a form that is described in XML, where there is no other
 * Throws document.encrypted or document.damaged.
 */
export async function openPdf(bytes: Buffer, hasXfa = false, use: PdfUse = 'text'): Promise<OpenedPdf> {
  try {
    return { pdf: await open(bytes, { use, enableXfa: hasXfa }), bytes, isRebuilt: false };
  } catch (error) {
    // The other pages of such a file say at least that there is a form.
    if (hasXfa && !(error instanceof FoyerError)) return openPdf(bytes, false, use);
    const other = otherwise(bytes, error);
    if (other !== null) return openMended(other, use, !(error instanceof FoyerError));
    if (error instanceof FoyerError) throw error;
    if (isEncryptedOtherwise(bytes)) {
      throw new FoyerError('document.encrypted', 'The PDF is encrypted for certain readers', {
        cause: error,
      });
    }
    throw damaged('opened', error);
  }
}

async function openMended(bytes: Uint8Array, use: PdfUse, isRebuilt: boolean): Promise<OpenedPdf> {
  try {
    return { pdf: await open(bytes, { use }), bytes, isRebuilt };
  } catch (error) {
    throw error instanceof FoyerError ? error : damaged('repaired', error);
  }
}

/** Opens a document that stops at whatever is wrong with it; null when it does so at once. */
export async function openStrictly(bytes: Uint8Array): Promise<PDFDocumentProxy | null> {
  try {
    return await open(bytes, { stopAtErrors: true });
  } catch (error) {
    if (error instanceof Error) return null; // a file that had to be mended may not open strictly at all
    throw error;
  }
}
