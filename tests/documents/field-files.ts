import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { createExtraction } from '#main/ingest/extraction.ts';
import type { PreparedDocument } from '#main/ingest/ports.ts';
import { brokenInvariants } from './invariants.ts';

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/field');

/** Whether the files that failed elsewhere are on this machine. */
export const fieldIsPresent = existsSync(FOLDER);
if (!fieldIsPresent)
  console.log(`tests/documents: files of the field skipped, ${FOLDER} is not on this machine`);

export function fieldFile(name: string): string {
  return join(FOLDER, name);
}

/** Reads files of the field in a real reading process. */
export function openField() {
  const extraction = createExtraction({ processes: 1 });
  return {
    async read(name: string): Promise<PreparedDocument> {
      const document = await extraction.prepare({
        path: fieldFile(name),
        fileName: name,
        signal: new AbortController().signal,
      });
      expect(brokenInvariants(document, document.passages)).toEqual([]);
      return document;
    },
    close: () => extraction.close(),
  };
}
