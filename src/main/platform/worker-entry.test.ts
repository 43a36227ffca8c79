import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workerEntry } from './worker-entry.ts';

describe('workerEntry', () => {
  it('names the source file when running from sources', () => {
    const entry = workerEntry('keyword-search');
    expect(entry.pathname).toMatch(/src\/main\/index\/keyword-worker\.ts$/u);
    expect(existsSync(entry)).toBe(true);
  });

  it.each([
    'file:///opt/foyer/out/main/index.js',
    'file:///opt/foyer/out/main/chunks/start-1a2b.js',
    'file:///opt/foyer/out/main/workers/keyword-search.js',
  ])('names the bundled worker from %s', url => {
    expect(workerEntry('extract', url).href).toBe('file:///opt/foyer/out/main/workers/extract.js');
  });
});
