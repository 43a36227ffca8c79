import { pictureTypeOf } from '../pictures/picture-types.ts';
import type { PageKind } from '../ports.ts';

/**
 * Documents that have pages to look at, beside the text that was read in them: how these are drawn. Null for a document
 * that has none.
 */
export function pageKind(mediaType: string | null): PageKind | null {
  if (mediaType === null) return null;
  return mediaType === 'application/pdf' ? 'pdf' : pictureTypeOf(mediaType);
}
