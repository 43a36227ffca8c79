import type { ReadingWarning } from '#shared/contract/document.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { PassageTerms } from '#main/language/analyse.ts';
import type { LockState } from './locks/lock.ts';
import type { Box, PlacedWord } from './placed-words.ts';
import type { PictureType } from './pictures/picture-types.ts';
import type { PageWithin, PageWithinState, Recognised } from './recognition/recognised-page.ts';

export type { PlacedWord };

/** A half-open range of UTF-16 code units in `ExtractedDocument.text`. */
export type Span = { start: number; end: number };

export type PageSpan = Span & { number: number };

export type BlockKind = 'heading' | 'paragraph' | 'list' | 'table' | 'code' | 'quote';

/** A structural unit of the text, in reading order; blocks never overlap. `level` is 1-6 for headings. */
export type Block = Span & { kind: BlockKind; level: number | null };

export type ExtractedDocument = {
  /** As the file's metadata say it, whatever it is worth; null when they do not. */
  title: string | null;
  /** The first heading that is not one of a table of contents, nor counted by Word; null when there is none. */
  heading: string | null;
  language: Language | null;
  /** The text as stored: NFC, `\n` line ends, tables as Markdown pipes rows; every offset points into it. */
  text: string;
  /** One entry a page for paged formats (PDF, DOCX with page breaks); empty for formats without pages. */
  pages: PageSpan[];
  blocks: Block[];
  /** What was not read, or not read well; empty when all was. */
  warnings: ReadingWarning[];
  /** Pages whose text only a picture shows, and which were not recognised. */
  pictures: number[];
  /** Such pages of files within it, recognised or not. */
  within: (PageWithin & { state: PageWithinState })[];
  /** What was recognised in files within it, with words that are uncertain. */
  uncertain: Span[];
};

/** What passages are cut from. */
export type Cuttable = Pick<ExtractedDocument, 'language' | 'text' | 'pages' | 'blocks'>;

/** A passage (chunk) ready to be stored and indexed. */
export type PreparedPassage = Span & {
  ordinal: number;
  page: number | null;
  /** Path of the headings above it, e.g. `Règlement › Article 17`; null when there is none. */
  heading: string | null;
  /** The header row of the table whose later rows it begins with; null when it begins with none. */
  tableHeader: string | null;
  language: Language | null;
  text: string;
  terms: PassageTerms;
};

export type PreparedDocument = Omit<ExtractedDocument, 'title'> & {
  mediaType: string;
  /** What the document is called, under which its passages are found (`language/document-name.ts`). */
  title: string;
  /** The title in the file's metadata. */
  ownTitle: string | null;
  /** Whether it, or a file within it, asks for a password. */
  lock: LockState;
  passages: PreparedPassage[];
};

export type ExtractionRequest = {
  /** Absolute path of the content-addressed file. */
  path: string;
  /** The name the person gave the file; used for the document's name only, never to decide the type. */
  fileName: string;
  /** What a person called the document; without it nobody did. */
  givenTitle?: string | null;
  /** What was recognised in its pictures so far; left out, nothing was, and nothing will be. */
  recognised?: Recognised;
  /** What a person gave for the file and those within it. */
  password?: string | null;
  signal: AbortSignal;
  onProgress?: (progress: { done: number; total: number; unit: 'pages' | 'bytes' }) => void;
};

/** A password that is tried on a file. */
export type PasswordRequest = Pick<ExtractionRequest, 'path' | 'fileName' | 'signal'> & { password: string };

/**
 * Reads a foreign file in a process that can be killed. Throws FoyerError with a `document.*` code:
 * encrypted, wrong_password, protected, damaged, empty, no_text, too_large, unsupported, timeout, memory. An aborted signal kills
 * the worker and rejects with the signal's reason.
 */
export type Extraction = {
  prepare(request: ExtractionRequest): Promise<PreparedDocument>;
  /** Looks whether a password opens a file, or a file within it. Throws document.wrong_password when it does not. */
  tryPassword(request: PasswordRequest): Promise<void>;
  /** Whether a file may show pictures; nothing of it is read but what it says that it holds. */
  showsPictures(request: Pick<ExtractionRequest, 'path' | 'signal'>): Promise<boolean>;
  close(): Promise<void>;
};

/** How the pages of a kind of document are drawn. */
export type PageKind = 'pdf' | PictureType;

/** A passage to be found on a page. */
export type PassageSought = {
  /** What was read of the page, and where the passage is in it. */
  text: string;
  span: Span;
  /** The words that are seen on the page; null for those of its own text layer. */
  words: PlacedWord[] | null;
};

export type DrawnImage = { bytes: Uint8Array; mediaType: 'image/webp' };

/** Points of a PDF, pixels of a picture; a box for each line of the passage. */
export type DrawnLayout = { width: number; height: number; boxes: Box[] };

/** A page of a stored file, from 1. Whoever has left by the time its turn comes is passed over. */
type PageAsked = {
  path: string;
  kind: PageKind;
  page: number;
  /** Of a PDF that asks for one. */
  password?: string | null;
  signal: AbortSignal | undefined;
};

/**
 * Looks at pages of foreign files in a process that can be killed. Throws `document.page_not_drawable`, or the signal's
 * reason.
 */
export type Drawing = {
  /** How the pages of a document are drawn; null when it has none to look at. */
  kindOf(mediaType: string | null): PageKind | null;
  /** @param asked.width in pixels; what would be too large is drawn smaller */
  image(asked: PageAsked & { width: number }): Promise<DrawnImage>;
  layout(asked: PageAsked & { passage: PassageSought | null }): Promise<DrawnLayout>;
  close(): Promise<void>;
};
