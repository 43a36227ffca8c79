import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { createLock, noteOpened, protectedOtherwise, refusalOf } from '../locks/lock.ts';
import type { Lock } from '../locks/lock.ts';
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
  /** What opened it; null where no password was needed. */
  password: string | null;
};

/** Folder of the library, wherever it is installed or packaged, with a slash at its end. */
function assets(folder: string): string {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return join(root, folder) + sep;
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

type OpenOptions = { use?: PdfUse; enableXfa?: boolean; stopAtErrors?: boolean; password?: string };

export type OpenedHow = {
  /** Reads a form that is described in XML, where there is no other. */
  hasXfa?: boolean;
  use?: PdfUse;
  lock?: Lock;
};

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

function isLocked(error: unknown): boolean {
  return isFoyerError(error) && error.code === 'document.encrypted';
}

function damaged(what: string, cause: unknown): FoyerError {
  return new FoyerError('document.damaged', `The PDF cannot be ${what}: ${errorName(cause)}`, { cause });
}

/**
 * Opens a PDF; one with a password for the owner only opens without it, and so does one of which only attachments
 * are encrypted. A file whose tables are broken is opened once more from its objects alone. Throws document.encrypted
 * without a password, .wrong_password, .protected where none would do, or .damaged.
 */
export async function openPdf(bytes: Buffer, how: OpenedHow = {}): Promise<OpenedPdf> {
  const { hasXfa = false, use = 'text', lock = createLock(null) } = how;
  try {
    return { pdf: await open(bytes, { use, enableXfa: hasXfa }), bytes, isRebuilt: false, password: null };
  } catch (error) {
    if (isLocked(error)) return openLocked(bytes, { hasXfa, use, lock });
    // The other pages of such a file say at least that there is a form.
    if (hasXfa) return openPdf(bytes, { ...how, hasXfa: false });
    const rebuilt = rebuildPdf(bytes);
    if (rebuilt !== null) return openMended(rebuilt, use, true);
    if (isEncryptedOtherwise(bytes)) throw protectedOtherwise('The PDF is encrypted for certain readers');
    throw damaged('opened', error);
  }
}

async function openMended(bytes: Uint8Array, use: PdfUse, isRebuilt: boolean): Promise<OpenedPdf> {
  try {
    return { pdf: await open(bytes, { use }), bytes, isRebuilt, password: null };
  } catch (error) {
    throw error instanceof FoyerError ? error : damaged('repaired', error);
  }
}

/** Opens a PDF that asks for a password. */
async function openLocked(bytes: Buffer, { hasXfa, use, lock }: Required<OpenedHow>): Promise<OpenedPdf> {
  const openToAll = withoutEncryption(bytes);
  if (openToAll !== null) return openMended(openToAll, use, false);
  const { password } = lock;
  if (password === null) throw refusalOf(lock, 'The PDF');
  for (const written of waysToWrite(password)) {
    try {
      const pdf = await open(bytes, { use, enableXfa: hasXfa, password: written });
      noteOpened(lock);
      return { pdf, bytes, isRebuilt: false, password: written };
    } catch (error) {
      if (isLocked(error)) continue;
      if (hasXfa) return openLocked(bytes, { hasXfa: false, use, lock });
      throw damaged('opened', error);
    }
  }
  throw refusalOf(lock, 'The PDF');
}

/** The library takes one byte a letter, but for the latest way of all: letters with accents are in UTF-8 in others too. */
function waysToWrite(password: string): string[] {
  const bytes = Buffer.from(password).toString('latin1');
  return bytes === password ? [password] : [password, bytes];
}

/** Opens a document that stops at whatever is wrong with it; null when it does so at once. */
export async function openStrictly({
  bytes,
  password,
}: Pick<OpenedPdf, 'bytes' | 'password'>): Promise<PDFDocumentProxy | null> {
  try {
    return await open(bytes, { stopAtErrors: true, ...(password === null ? {} : { password }) });
  } catch (error) {
    if (error instanceof Error) return null; // a file that had to be mended may not open strictly at all
    throw error;
  }
}
