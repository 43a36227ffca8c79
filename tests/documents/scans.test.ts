import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecognition } from '#main/ingest/recognition/recognition.ts';
import type { Recognition } from '#main/ingest/recognition/ports.ts';

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/documents');

describe.skipIf(!existsSync(FOLDER))('scans from elsewhere', { timeout: 60_000 }, () => {
  let recognition: Recognition;
  beforeAll(() => void (recognition = createRecognition()));
  afterAll(() => recognition.close());

  async function linesOf(name: string, mediaType: string): Promise<string[]> {
    const { lines } = await recognition.recognise({
      path: join(FOLDER, name),
      mediaType,
      page: 1,
      first: 'fr',
      signal: new AbortController().signal,
    });
    return lines.map(({ words }) => words.map(({ text }) => text).join(' '));
  }

  it.each([
    ['testOCR.pdf', 'Happy New Year 2003!'],
    ['scan-bad.pdf', 'pdf.js'],
  ])('%s says what it shows', async (name, text) => {
    expect(await linesOf(name, 'application/pdf')).toEqual([text]);
  });

  it('a page at screen size is read to its last line', async () => {
    const lines = await linesOf('DA-1p.jpg', 'image/jpeg');
    expect(lines).toContain(
      'fire rained from the sky, the sounds of destruction wrapped in a hideous laughter from',
    );
    expect(lines.at(-1)).toMatch(/^puppet for some demon/u);
    expect(lines.length).toBeGreaterThan(35);
  });

  it('empty.pdf has no word', async () => {
    expect(await linesOf('empty.pdf', 'application/pdf')).toEqual([]);
  });
});
