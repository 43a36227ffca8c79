import type { ReadingLimits } from '#shared/contract/reading-limits.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { PageRecognition } from './recognised-page.ts';

/** What the process that recognises is asked: one page, from 1, of a file. */
export type RecognitionProcessRequest = {
  path: string;
  mediaType: string;
  /** Of a PDF that asks for one, and of what lies around it. */
  password?: string | null;
  page: number;
  /** Of a page in a file within the one of `path`: where it lies, what its bytes are, and how the one around it is read. */
  within?: { at: number[]; hash: string; fileName: string; limits: ReadingLimits } | null;
  /** The language that is more likely. */
  first: Language;
};

/**
 * Recognises the text in pictures, page by page, in a process that can be killed, has the lowest priority and writes
 * nothing. Throws FoyerError with a `document.*` code: damaged, encrypted, page_not_drawable, too_large, timeout,
 * memory. An aborted signal kills the process and rejects with the signal's reason.
 */
export type Recognition = {
  recognise(request: RecognitionProcessRequest & { signal: AbortSignal }): Promise<PageRecognition>;
  close(): Promise<void>;
};
