import type { ErrorCode } from '#shared/errors.ts';
import type { Language } from '#shared/contract/vocabulary.ts';

export function wordsForCode(_code: ErrorCode, _language: Language): string | null {
  return null;
}
