import { isFoyerError, type FoyerError } from '#shared/errors.ts';

/** What keeps one page from being read; all else ends the look. */
export function isOfOnePage(error: unknown): error is FoyerError {
  if (!isFoyerError(error)) return false;
  if (error.code === 'outbound.blocked') return error.details['reason'] !== 'offline';
  return ['source.page_failed', 'source.robots_unreachable', 'source.unreachable'].includes(error.code);
}
