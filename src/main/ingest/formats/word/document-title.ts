import { cleanLine } from '../../clean-text.ts';
import type { Parts } from './parts.ts';
import { child, textOf } from './xml.ts';

/** The title that the properties of an Office file name, or null. */
export function titleOf({ properties }: Parts): string | null {
  const found = properties === null ? undefined : child(properties, 'dc:title');
  const title = found === undefined ? '' : cleanLine(textOf(found));
  return title === '' ? null : title;
}
