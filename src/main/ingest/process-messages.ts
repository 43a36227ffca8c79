import type { ReadingLimits } from '#shared/contract/reading-limits.ts';
import type { ExtractionProgress } from './extract.ts';
import type { Recognised } from './recognition/recognised-page.ts';
import type { PreparedDocument, PreparedPassage } from './ports.ts';

/** What the extraction process is asked. Passwords come this way alone: others may see arguments and environment. */
export type ReadRequest = {
  want: 'document';
  path: string;
  fileName: string;
  givenTitle: string | null;
  recognised: Recognised;
  password: string | null;
  limits: ReadingLimits;
};
export type TryPasswordRequest = {
  want: 'opening';
  path: string;
  fileName: string;
  password: string;
  limits: ReadingLimits;
};
export type PicturesRequest = { want: 'pictures'; path: string };
export type ProcessRequest = ReadRequest | TryPasswordRequest | PicturesRequest;

/**
 * What it answers: progress, then the document, its passages in batches, and `finished`, which is all there is to say of
 * a password that opens its file; or whether it shows pictures; or a `Failure`.
 */
export type ProcessMessage =
  | ({ type: 'progress' } & ExtractionProgress)
  | { type: 'document'; document: Omit<PreparedDocument, 'passages'> }
  | { type: 'passages'; passages: PreparedPassage[] }
  | { type: 'pictures'; shows: boolean }
  | { type: 'finished' };

/** File descriptor on which the watchdog of the process says that it uses too much memory. */
export const WATCHDOG_DESCRIPTOR = 4;
/** Environment of the process: bytes above which its watchdog speaks; absent where the parent looks by itself. */
export const WATCHDOG_LIMIT_VARIABLE = 'FOYER_WATCHDOG_BYTES';
