import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { pagedDocuments } from '../../../../tests/support/paged-documents.ts';
import type { PagedDocument } from '../../../../tests/support/paged-documents.ts';
import { chunkDocument } from '../chunker.ts';
import { extractDocument } from '../extract.ts';
import type { ExtractedDocument } from '../ports.ts';

function read(bytes: Buffer): Promise<ExtractedDocument> {
  return extractDocument({ bytes, fileName: 'document.pdf', onProgress: () => undefined });
}

const plain = (text: string): string => text.replace(/[\s|]+/gu, ' ').replaceAll('---', ' ');

/** Lines whose pieces do not stand in order on their own page. */
function lost({ content }: PagedDocument, { text, pages }: ExtractedDocument): string[] {
  return content.flatMap((lines, index) => {
    const page = pages[index];
    const shown = plain(text.slice(page?.start, page?.end));
    return lines
      .filter(pieces => !shown.includes(plain(pieces.join(' ')).trim()))
      .map(pieces => `page ${index + 1}: ${pieces.join(' | ')}`);
  });
}

const times = (text: string, pattern: RegExp): number =>
  text.match(new RegExp(pattern.source, 'gu'))?.length ?? 0;

describe.each([1, 2, 3, 4, 9, 24])('documents of %d pages', pageCount => {
  it.each(pagedDocuments(pageCount).map(document => [document.name, document] as const))(
    '%s: no line is lost, and what runs along stands there once',
    async (_, document) => {
      const found = await read(document.bytes);
      expect(lost(document, found)).toEqual([]);
      expect(found.pages).toHaveLength(pageCount);
      expect(
        brokenInvariants(
          found,
          chunkDocument(found).map(passage => ({ ...passage })),
        ),
      ).toEqual([]);
      // Words stay once; bare numbers of pages go altogether.
      expect(document.running.map(pattern => [pattern.source, times(found.text, pattern)])).toEqual(
        document.running.map(pattern => [pattern.source, /[a-z]{3}/u.test(pattern.source) ? 1 : 0]),
      );
    },
  );
});
