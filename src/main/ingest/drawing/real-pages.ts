import type { PageKind } from '../ports.ts';

/** Kinds of documents that have pages to look at, beside the text that was read in them. */
const REAL_PAGES: Readonly<Record<string, PageKind>> = {
  'application/pdf': 'pdf',
  'image/png': 'picture',
  'image/jpeg': 'picture',
  'image/webp': 'picture',
};

/** How the pages of a document are drawn; null when it has none to look at. */
export function pageKind(mediaType: string | null): PageKind | null {
  return mediaType === null ? null : (REAL_PAGES[mediaType] ?? null);
}
