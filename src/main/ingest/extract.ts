import type { ReadingWarning } from '#shared/contract/document.ts';
import { DEFAULT_READING_LIMITS, type ReadingLimits } from '#shared/contract/reading-limits.ts';
import { FoyerError } from '#shared/errors.ts';
import { decodeMarkup, decodeText } from './decode-text.ts';
import { MEDIA_TYPES, detectType, isOleFile, isZipFile } from './detect-type.ts';
import type { DocumentType } from './detect-type.ts';
import { allowanceOf, createEnclosing } from './formats/enclosed-files.ts';
import type { Enclosing } from './formats/enclosed-files.ts';
import { gibberishWarning } from './gibberish.ts';
import { MAX_HTML_CHARACTERS, MAX_TEXT_FILE_BYTES } from './limits.ts';
import { createLock, stateOf } from './locks/lock.ts';
import type { Lock, LockState } from './locks/lock.ts';
import { oleRootNames } from './ole-file.ts';
import { PICTURE_MEDIA_TYPES } from './pictures/picture-types.ts';
import type { PictureType } from './pictures/picture-types.ts';
import type { ExtractedDocument } from './ports.ts';
import { NOTHING_RECOGNISED } from './recognition/recognised-page.ts';
import type { Recognised } from './recognition/recognised-page.ts';

export type ExtractionProgress = { done: number; total: number; unit: 'pages' | 'bytes' };

type Source = { bytes: Buffer; fileName: string; onProgress: (progress: ExtractionProgress) => void };
type Given = {
  recognised?: Recognised;
  password?: string | null;
  /** Left out: as they are delivered. */
  limits?: ReadingLimits;
};
type Reading = Source & {
  lock: Lock;
  enclosing: Enclosing;
  /** Null within another file, whose pictures are not recognised. */
  recognised: Recognised | null;
};

/** A mark and blank lines may stand before the declaration of XML. */
const XML_START_WITHIN = 64;

function textOf(bytes: Buffer, limit: number): string {
  if (bytes.length > MAX_TEXT_FILE_BYTES)
    throw new FoyerError('document.too_large', 'Too much text for one document');
  // XML is read as text, and may say its encoding.
  const { text } = bytes.subarray(0, XML_START_WITHIN).includes('<?xml')
    ? decodeMarkup(bytes)
    : decodeText(bytes);
  if (text.length > limit) throw new FoyerError('document.too_large', `More than ${limit} characters`);
  return text;
}

const pictureReader =
  (type: PictureType) =>
  async ({ bytes, recognised }: Reading): Promise<ExtractedDocument> => {
    if (recognised === null)
      throw new FoyerError('document.unsupported', 'A picture within another file', {
        details: { found: MEDIA_TYPES[type] },
      });
    const { extractPicture } = await import('./pictures/extract-picture.ts');
    return extractPicture(bytes, type, recognised);
  };

/** Readers are loaded when first needed: the one for PDF costs 100 ms and 60 MB. */
const READERS: Record<DocumentType, (source: Reading) => Promise<ExtractedDocument>> = {
  text: async ({ bytes }) => {
    const { extractText } = await import('./formats/text.ts');
    return extractText(textOf(bytes, Infinity));
  },
  markdown: async ({ bytes }) => {
    const { extractMarkdown } = await import('./formats/markdown.ts');
    return extractMarkdown(textOf(bytes, Infinity));
  },
  html: async ({ bytes }) => {
    const { extractHtml } = await import('./formats/html.ts');
    if (bytes.length > MAX_TEXT_FILE_BYTES) throw new FoyerError('document.too_large', 'Too much markup');
    const markup = decodeMarkup(bytes).text;
    if (markup.length > MAX_HTML_CHARACTERS) throw new FoyerError('document.too_large', 'Too much markup');
    return extractHtml(markup);
  },
  mail: async ({ bytes, enclosing }) => {
    const { extractMail } = await import('./formats/mail.ts');
    if (bytes.length > MAX_TEXT_FILE_BYTES) throw new FoyerError('document.too_large', 'Too much mail');
    return extractMail(bytes, enclosing);
  },
  mailbox: async ({ bytes, enclosing, onProgress }) => {
    const { extractMailbox } = await import('./formats/mailbox.ts');
    return extractMailbox(bytes, enclosing, (done, total) => onProgress({ done, total, unit: 'bytes' }));
  },
  outlook: async ({ bytes, enclosing }) => {
    const { extractOutlookMessage } = await import('./formats/outlook/message.ts');
    return extractOutlookMessage(bytes, enclosing);
  },
  archive: async ({ bytes, enclosing, onProgress, lock }) => {
    const { extractArchive } = await import('./formats/archive.ts');
    const onPart = (done: number, total: number): void => onProgress({ done, total, unit: 'bytes' });
    return extractArchive(bytes, enclosing, onPart, lock);
  },
  json: async ({ bytes }) => {
    const { extractJson } = await import('./formats/json.ts');
    return extractJson(textOf(bytes, MAX_HTML_CHARACTERS));
  },
  xml: async ({ bytes }) => {
    const { extractXml } = await import('./formats/xml.ts');
    return extractXml(textOf(bytes, MAX_HTML_CHARACTERS));
  },
  subtitles: async ({ bytes }) => {
    const { extractSubtitles } = await import('./formats/subtitles.ts');
    return extractSubtitles(textOf(bytes, Infinity));
  },
  pdf: async ({ bytes, recognised, onProgress, lock }) => {
    const { extractPdf } = await import('./pdf/extract-pdf.ts');
    const onPage = (done: number, total: number): void => onProgress({ done, total, unit: 'pages' });
    return extractPdf(bytes, onPage, recognised ?? NOTHING_RECOGNISED, lock);
  },
  docx: async ({ bytes }) => {
    const { extractDocx } = await import('./formats/docx.ts');
    return extractDocx(bytes);
  },
  epub: async ({ bytes }) => (await import('./formats/epub.ts')).extractEpub(bytes),
  rtf: async ({ bytes }) => (await import('./formats/rtf.ts')).extractRtf(bytes),
  odt: async ({ bytes }) => (await import('./formats/odt.ts')).extractOdt(bytes),
  odp: async ({ bytes }) => (await import('./formats/odp.ts')).extractOdp(bytes),
  pptx: async ({ bytes }) => (await import('./formats/pptx.ts')).extractPptx(bytes),
  xlsx: async ({ bytes }) => (await import('./formats/spreadsheet.ts')).extractExcel(bytes),
  xls: async ({ bytes }) => (await import('./formats/spreadsheet.ts')).extractOldExcel(bytes),
  ods: async ({ bytes }) => (await import('./formats/spreadsheet.ts')).extractOpenDocumentSheet(bytes),
  csv: async ({ bytes, fileName }) => {
    const { extractCsv } = await import('./formats/csv.ts');
    return extractCsv(textOf(bytes, Infinity), fileName);
  },
  png: pictureReader('png'),
  jpeg: pictureReader('jpeg'),
  webp: pictureReader('webp'),
  tiff: pictureReader('tiff'),
  heic: pictureReader('heic'),
  gif: pictureReader('gif'),
  bmp: pictureReader('bmp'),
};

/** What a reader warned of, and that the text says nothing where it noticed no such thing itself. */
function withGibberish(document: ExtractedDocument): ReadingWarning[] {
  const { warnings } = document;
  const gibberish = warnings.some(({ kind }) => kind === 'garbled') ? null : gibberishWarning(document);
  return gibberish === null ? warnings : [gibberish, ...warnings];
}

async function readAs(type: DocumentType, source: Reading): Promise<ExtractedDocument> {
  const document = await READERS[type](source);
  if (!/[\p{L}\p{N}]/u.test(document.text) && document.warnings.some(({ kind }) => kind === 'encoded')) {
    throw new FoyerError('document.unsupported', 'The content is encoded data', {
      details: { found: 'encoded data' },
    });
  }
  if (document.text === '' && document.pictures.length === 0) {
    const isPicture = type === 'pdf' || Object.hasOwn(PICTURE_MEDIA_TYPES, type);
    throw new FoyerError(isPicture ? 'document.no_text' : 'document.empty', 'The document has no text');
  }
  return { ...document, warnings: withGibberish(document) };
}

/** A file without what encrypts all of it. Throws as the locks do. */
async function unlocked(bytes: Buffer, lock: Lock): Promise<Buffer> {
  if (isOleFile(bytes)) {
    const { isOfficeLocked, openOfficeLock } = await import('./locks/office-lock.ts');
    if (isOfficeLocked(bytes)) return openOfficeLock(bytes, lock);
    if (!oleRootNames(bytes).includes('Workbook')) return bytes;
    const { openOldExcelLock } = await import('./locks/old-excel-lock.ts');
    return openOldExcelLock(bytes, lock);
  }
  if (!isZipFile(bytes)) return bytes;
  const { openOpenDocumentLock } = await import('./locks/open-document-lock.ts');
  return openOpenDocumentLock(bytes, lock);
}

/** @param known the type of a file that is within another, which may know it better */
async function readFile(
  { limits, ...source }: Omit<Reading, 'enclosing'> & { limits: ReadingLimits },
  known: DocumentType | null = null,
): Promise<ExtractedDocument & { type: DocumentType }> {
  const { lock } = source;
  const enclosing = createEnclosing(
    ({ type: knownType, enclosing: within, ...file }) =>
      readWithin(
        { ...file, lock, recognised: null, onProgress: () => undefined, enclosing: within },
        knownType,
      ),
    allowanceOf(limits),
  );
  return readWithin({ ...source, enclosing }, known);
}

async function readWithin(
  source: Reading,
  known: DocumentType | null,
): Promise<ExtractedDocument & { type: DocumentType }> {
  const bytes = await unlocked(source.bytes, source.lock);
  const type = known ?? (await detectType(bytes, source.fileName));
  return { ...(await readAs(type, { ...source, bytes })), type };
}

/**
 * Reads a document of any supported type, and the files that it carries. Runs in the extraction process: it trusts
 * nothing and may be killed. Throws FoyerError with a `document.*` code.
 */
export async function extractDocument({
  recognised = NOTHING_RECOGNISED,
  password = null,
  limits = DEFAULT_READING_LIMITS,
  ...source
}: Source & Given): Promise<ExtractedDocument & { mediaType: string; lock: LockState }> {
  const lock = createLock(password);
  const { type, ...document } = await readFile({ ...source, recognised, lock, limits });
  return { ...document, mediaType: MEDIA_TYPES[type], lock: stateOf(lock) };
}

/**
 * Looks whether a password opens a file, or any file within it, and reads no more than that takes. Throws
 * document.wrong_password, or what else is wrong with the file.
 */
export async function tryPassword({
  password,
  limits = DEFAULT_READING_LIMITS,
  ...source
}: Omit<Source, 'onProgress'> & { password: string; limits?: ReadingLimits }): Promise<void> {
  const lock = createLock(password);
  const bytes = await unlocked(source.bytes, lock);
  if (lock.isOpened) return;
  if ((await detectType(bytes, source.fileName)) === 'pdf') {
    const { openPdf } = await import('./pdf/open-pdf.ts');
    const { pdf } = await openPdf(bytes, { lock });
    await pdf.loadingTask.destroy();
  } else {
    try {
      await readFile({ ...source, bytes, lock, limits, recognised: null, onProgress: () => undefined });
    } catch (error) {
      // What was opened may have no text, or be damaged: reading it says so.
      if (!lock.isOpened) throw error;
    }
  }
  if (lock.isAsked && !lock.isOpened)
    throw new FoyerError('document.wrong_password', 'The password opens none of its files');
}
