import { expect } from 'vitest';
import { chunkDocument } from '#main/ingest/chunker.ts';
import { extractDocument } from '#main/ingest/extract.ts';
import type { ExtractedDocument } from '#main/ingest/ports.ts';
import { brokenInvariants } from '../documents/invariants.ts';

type ReadFile = ExtractedDocument & { mediaType: string };

/** Reads a file as the extraction process does; the document keeps every promise. */
export async function readFile(content: string | Uint8Array, fileName = 'file'): Promise<ReadFile> {
  const document = await extractDocument({
    bytes: Buffer.from(content),
    fileName,
    onProgress: () => undefined,
  });
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  return document;
}

/** The code of the refusal of a file, or `ready`. */
export async function endingOf(content: string | Uint8Array, fileName = 'file'): Promise<unknown> {
  return readFile(content, fileName).then(
    () => 'ready',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

/** The headings of a document with their levels. */
export function headingsOf({ blocks, text }: ExtractedDocument): string[] {
  return blocks
    .filter(({ kind }) => kind === 'heading')
    .map(({ level, start, end }) => `${level} ${text.slice(start, end)}`);
}
