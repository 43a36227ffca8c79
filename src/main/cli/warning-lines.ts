import type { Document, ReadingWarning } from '#shared/contract/document.ts';
import { fill, type CliWords } from '#main/platform/terminal-words.ts';

/** What was not read of a document, or not well, in a line each. */
export function warningLines({ warnings }: Pick<Document, 'warnings'>, words: CliWords): string[] {
  return warnings.map(warning => `${words.warnings.kinds[warning.kind]} (${amount(warning, words)})`);
}

function amount({ unread, total, unit, places }: ReadingWarning, words: CliWords): string {
  const counted = fill(words.warnings.amounts[unit], { unread, total });
  return places.length === 0
    ? counted
    : `${counted}; ${places.join(', ')}${places.length < unread ? '…' : ''}`;
}
