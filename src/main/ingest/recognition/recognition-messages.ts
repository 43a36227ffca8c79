import type { Language } from '#shared/contract/vocabulary.ts';
import type { PageRecognition } from './recognised-page.ts';

/** What the process that recognises is asked: one page, from 1, of a file. */
export type RecognitionProcessRequest = {
  path: string;
  mediaType: string;
  page: number;
  /** The language that is more likely. */
  first: Language;
};

/** What it answers, if it does not fail. */
export type RecognitionMessage = { type: 'recognised'; page: PageRecognition };
