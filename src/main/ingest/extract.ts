import { createHash } from 'node:crypto';
import type { ReadingWarning } from '#shared/contract/document.ts';
import { DEFAULT_READING_LIMITS, type ReadingLimits } from '#shared/contract/reading-limits.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { detectLanguage } from '#main/language/detect.ts';
import { decodeMarkup, decodeText } from './decode-text.ts';
import { MEDIA_TYPES, detectType, isOleFile, isZipFile } from './detect-type.ts';
import type { DocumentType } from './detect-type.ts';
import { createDocumentBuilder } from './document-builder.ts';
import { allowanceOf, createEnclosing, reasonOf } from './formats/enclosed-files.ts';
import type { Allowance, Enclosing } from './formats/enclosed-files.ts';
import { gibberishWarning } from './gibberish.ts';
import { MAX_HTML_CHARACTERS, MAX_TEXT_FILE_BYTES } from './limits.ts';
import { createLock, stateOf } from './locks/lock.ts';
import type { Lock, LockState } from './locks/lock.ts';
import { oleRootNames } from './ole-file.ts';
import { isTooSmall } from './pictures/picture-size.ts';
import { PICTURE_MEDIA_TYPES } from './pictures/picture-types.ts';
import type { PictureType } from './pictures/picture-types.ts';
import type { ExtractedDocument } from './ports.ts';
import { NOTHING_RECOGNISED, isBadlyRecognised } from './recognition/recognised-page.ts';
import type { PageWithin, PageWithinState, Recognised } from './recognition/recognised-page.ts';

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
  /** Of a file within another: what is known of it is among what is known of all files within. */
  recognised: Recognised;
  /** Of the files within one, all together; null for the outermost. */
  allowance: Allowance | null;
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
    return extractPdf(bytes, onPage, recognised, lock);
  },
  docx: async ({ bytes, enclosing }) => (await import('./formats/docx.ts')).extractDocx(bytes, enclosing),
  doc: async ({ bytes }) => (await import('./formats/doc.ts')).extractDoc(bytes),
  epub: async ({ bytes, enclosing }) => (await import('./formats/epub.ts')).extractEpub(bytes, enclosing),
  rtf: async ({ bytes }) => (await import('./formats/rtf.ts')).extractRtf(bytes),
  odt: async ({ bytes, enclosing }) => (await import('./formats/odt.ts')).extractOdt(bytes, enclosing),
  odp: async ({ bytes, enclosing }) => (await import('./formats/odp.ts')).extractOdp(bytes, enclosing),
  pptx: async ({ bytes, enclosing }) => (await import('./formats/pptx.ts')).extractPptx(bytes, enclosing),
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
  const mayHaveText =
    document.pictures.length > 0 || document.within.some(({ state }) => state === 'awaited');
  if (document.text === '' && !mayHaveText) {
    const isPicture = hasPictures(type) || document.within.length > 0;
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
async function readFile({
  limits,
  ...source
}: Omit<Reading, 'enclosing' | 'allowance'> & { limits: ReadingLimits }): Promise<Typed> {
  const { lock, recognised } = source;
  const enclosing = createEnclosing(
    async ({ type, isSought: _isSought, isPicture, ...file }) => {
      if (isPicture) await requirePicture(file.bytes, file.fileName);
      return readWithin({ ...file, lock, recognised, onProgress: () => undefined }, type);
    },
    allowanceOf(limits, recognised.awaited),
    { language: languageOf(recognised) },
  );
  return readWithin({ ...source, enclosing, allowance: null }, null);
}

/** Throws document.unsupported for what a text shows and is no picture: a drawing, a program. */
async function requirePicture(bytes: Buffer, fileName: string): Promise<void> {
  const type = await detectType(bytes, fileName);
  if (!Object.hasOwn(PICTURE_MEDIA_TYPES, type))
    throw new FoyerError('document.unsupported', 'No picture', { details: { found: MEDIA_TYPES[type] } });
}

/** Enough to tell a language by. */
const SAMPLE_LINES = 400;

function languageOf({ within }: Recognised): Language | null {
  const lines = within.flatMap(({ pages }) => pages.flatMap(page => page.lines)).slice(0, SAMPLE_LINES);
  return detectLanguage(lines.map(({ words }) => words.map(({ text }) => text).join(' ')).join('\n'));
}

type Typed = ExtractedDocument & { type: DocumentType };

/** @param known the type of a file that is within another, which may know it better */
async function readWithin(source: Reading, known: DocumentType | null): Promise<Typed> {
  const bytes = await unlocked(source.bytes, source.lock);
  const type = known ?? (await detectType(bytes, source.fileName));
  const { allowance, recognised } = source;
  if (allowance === null || !hasPictures(type))
    return { ...(await readAs(type, { ...source, bytes })), type };
  return { ...(await readPictures(type, { ...source, bytes }, recognised, allowance)), type };
}

const hasPictures = (type: DocumentType): boolean =>
  type === 'pdf' || Object.hasOwn(PICTURE_MEDIA_TYPES, type);

async function unlessWithoutText(reading: Promise<ExtractedDocument>): Promise<ExtractedDocument | null> {
  try {
    return await reading;
  } catch (error) {
    if (isFoyerError(error) && error.code === 'document.no_text') return null;
    throw error;
  }
}

/** By which what is recognised in a file within another is known. */
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A picture, or a PDF, within another file: its pages are known by its bytes, and are pages of the document no more. */
async function readPictures(
  type: DocumentType,
  source: Reading,
  { within }: Recognised,
  allowance: Allowance,
): Promise<ExtractedDocument> {
  if (isTooSmall(source.bytes, type))
    throw new FoyerError('document.empty', 'A picture without room for words');
  const hash = hashOf(source.bytes);
  const pages = within.find(known => known.hash === hash)?.pages ?? [];
  const read = (awaited: number) => readAs(type, { ...source, recognised: { pages, within: [], awaited } });
  const document =
    (await unlessWithoutText(read(allowance.pictures))) ??
    // What its pages are is to be known also where they are not recognised.
    (await unlessWithoutText(read(Infinity))) ??
    createDocumentBuilder().build(null);
  const awaited = new Set(document.pictures.slice(0, allowance.pictures));
  allowance.pictures -= awaited.size;
  const place = (page: number, state: PageWithinState) => ({ hash, page, at: [], name: '', state });
  return {
    ...document,
    pictures: [],
    within: [
      ...pages.map(({ page }) => place(page, 'recognised')),
      ...document.pictures.map(page => place(page, awaited.has(page) ? 'awaited' : 'left')),
    ],
    uncertain: pages.some(isBadlyRecognised) ? [{ start: 0, end: document.text.length }] : [],
  };
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
 * A file that lies within another, at a place that reading it told. None beside its way is opened. Throws
 * document.damaged when another one lies there, or none, or as the locks do.
 */
export async function fileWithin({
  at,
  hash,
  password,
  limits,
  ...source
}: Omit<Source, 'onProgress'> &
  Pick<PageWithin, 'at' | 'hash'> & { password: string | null; limits: ReadingLimits }): Promise<{
  bytes: Buffer;
  mediaType: string;
}> {
  const lock = createLock(password);
  const found: { bytes: Buffer; mediaType: string }[] = [];
  const enclosing = createEnclosing(
    async ({ type, isSought, isPicture: _isPicture, ...file }) => {
      if (!isSought) return readWithin({ ...file, ...passing(lock) }, type);
      const { bytes, fileName } = file;
      if (hashOf(bytes) === hash)
        found.push({ bytes, mediaType: MEDIA_TYPES[type ?? (await detectType(bytes, fileName))] });
      return createDocumentBuilder().build(null);
    },
    allowanceOf(limits, 0),
    { sought: at },
  );
  const around = readWithin({ ...source, ...passing(lock), enclosing, allowance: null }, null);
  // Around it there may be nothing else: what is wrong with that is of no matter once it is found.
  const refusal = await around.then(() => null, reasonOf);
  const [only] = found;
  if (only !== undefined) return only;
  if (lock.isAsked && refusal !== null) throw refusal;
  throw new FoyerError('document.damaged', 'The file within is gone', { cause: refusal });
}

const passing = (lock: Lock) => ({ lock, recognised: NOTHING_RECOGNISED, onProgress: () => undefined });

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
      await readFile({ ...source, ...passing(lock), bytes, limits });
    } catch (error) {
      // What was opened may have no text, or be damaged: reading it says so.
      if (!lock.isOpened) throw error;
    }
  }
  if (lock.isAsked && !lock.isOpened)
    throw new FoyerError('document.wrong_password', 'The password opens none of its files');
}
