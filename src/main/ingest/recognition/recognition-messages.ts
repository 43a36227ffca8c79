import type { PageRecognition } from './recognised-page.ts';

/** What it answers, if it does not fail. */
export type RecognitionMessage = { type: 'recognised'; page: PageRecognition };
