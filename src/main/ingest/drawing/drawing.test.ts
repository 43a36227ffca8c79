import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { onePagePdf, pagedPdf } from '../../../../tests/support/sample-files.ts';
import type { Drawing } from '../ports.ts';
import { createDrawing, type DrawingOptions } from './drawing.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-drawing-'));
const opened: Drawing[] = [];

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function open(options: DrawingOptions = {}): Drawing {
  const drawing = createDrawing(options);
  opened.push(drawing);
  return drawing;
}

const signal = new AbortController().signal;
const LINE = 'La livraison prend trois semaines.';
const pdf = file('livraison.pdf', onePagePdf([LINE]));
const page = { path: pdf, kind: 'pdf', page: 1, signal } as const;

/** A stand-in for the drawing process that does `deed` with each request. */
const standIn = (name: string, deed: string): URL =>
  pathToFileURL(
    file(
      name,
      `process.on('message', async request => { ${deed} });\nprocess.on('disconnect', () => process.exit());`,
    ),
  );

/** The width and height that a WebP file says, lossy or lossless. */
function sizeOfWebp(bytes: Uint8Array): [number, number] {
  const view = Buffer.from(bytes);
  if (view.toString('latin1', 12, 16) === 'VP8X')
    return [view.readUIntLE(24, 3) + 1, view.readUIntLE(27, 3) + 1];
  return [view.readUInt16LE(26) & 0x3fff, view.readUInt16LE(28) & 0x3fff];
}

afterEach(async () => {
  for (const drawing of opened.splice(0)) await drawing.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the drawing of pages', () => {
  it('gives a picture of the page in the width that is asked for', async () => {
    const { bytes, mediaType } = await open().image({ ...page, width: 612 });
    expect(mediaType).toBe('image/webp');
    expect(sizeOfWebp(bytes)).toEqual([612, 792]);
  });

  it('gives its proportions, and where a passage is', async () => {
    const passage = { text: LINE, span: { start: 3, end: 12 }, words: null };
    const { width, height, boxes } = await open().layout({ ...page, passage });
    expect([width, height]).toEqual([612, 792]);
    expect(boxes).toHaveLength(1);
    expect((boxes[0]?.left ?? 0) * 612).toBeGreaterThan(72 + 10);
    expect((boxes[0]?.width ?? 0) * 612).toBeLessThan(70);
  });

  it('finds a passage among words that were recognised', async () => {
    const word = { left: 0.2, top: 0.3, width: 0.1, height: 0.02, text: 'livraison' };
    const passage = { text: LINE, span: { start: 3, end: 12 }, words: [word] };
    const { boxes } = await open().layout({ ...page, passage });
    expect(boxes).toEqual([{ left: 0.2, top: 0.3, width: 0.1, height: 0.02 }]);
  });

  it('shows a picture no larger than it is', async () => {
    const drawing = open();
    const { bytes } = await drawing.image({ ...page, width: 200 });
    const picture = {
      path: file('photo.webp', Buffer.from(bytes)),
      kind: 'webp',
      page: 1,
      signal,
    } as const;
    expect(await drawing.layout({ ...picture, passage: null })).toEqual({
      width: 200,
      height: 259,
      boxes: [],
    });
    expect(sizeOfWebp((await drawing.image({ ...picture, width: 3_000 })).bytes)).toEqual([200, 259]);
    expect(sizeOfWebp((await drawing.image({ ...picture, width: 100 })).bytes)).toEqual([100, 129]);
  });

  it.each([
    ['a page that is not there', { page: 2 }],
    ['a file that is damaged', { path: file('rompu.pdf', '%PDF-1.4 rien') }],
    ['a picture that is none', { path: file('faux.png', 'rien'), kind: 'png' as const }],
    ['a file that is gone', { path: join(folder, 'parti.pdf') }],
  ])('says that %s cannot be drawn, and goes on', async (_what, change) => {
    const drawing = open();
    const failing = drawing.image({ ...page, ...change, width: 100 });
    await expect(failing).rejects.toMatchObject({ code: 'document.page_not_drawable' });
    expect((await drawing.image({ ...page, width: 100 })).bytes.length).toBeGreaterThan(100);
  });

  it('gives pages behind a missing one the numbers that reading gives them', async () => {
    const whole = pagedPdf([['Une'], ['Deux'], ['Trois']]).toString('latin1');
    const path = file('troué.pdf', Buffer.from(whole.replace('\n6 0 obj', '\n0 0 obj'), 'latin1'));
    const drawing = open();
    const passage = (text: string) => ({ text, span: { start: 0, end: text.length }, words: null });
    const third = await drawing.layout({ ...page, path, page: 3, passage: passage('Trois') });
    expect(third.boxes).toHaveLength(1);
    await expect(drawing.layout({ ...page, path, page: 2, passage: null })).rejects.toMatchObject({
      code: 'document.page_not_drawable',
    });
  });

  it('draws one page after the other, and passes over those nobody waits for', async () => {
    const drawing = open();
    const path = file('pages.pdf', pagedPdf([['Une'], ['Deux'], ['Trois']]));
    const left = new AbortController();
    const first = drawing.image({ ...page, path, width: 400 });
    const second = drawing.image({ ...page, path, page: 2, width: 400, signal: left.signal });
    const third = drawing.image({ ...page, path, page: 3, width: 400 });
    left.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect((await first).bytes.length).toBeGreaterThan(100);
    expect((await third).bytes.length).toBeGreaterThan(100);
  });

  it.each([
    ['takes too long', 'for (;;);', { wallTimeMs: 300 }],
    [
      'takes too much memory',
      'globalThis.kept = []; for (;;) { kept.push(Buffer.alloc(20e6, 1)); await null; }',
      { limits: { memoryBytes: 300e6 } },
    ],
    ['brings the process down', 'process.exit(3);', {}],
  ])('ends what %s, as a page that cannot be drawn', async (what, deed, options) => {
    const drawing = open({ entry: standIn(`${what}.mjs`, deed), ...options });
    await expect(drawing.image({ ...page, width: 100 })).rejects.toMatchObject({
      code: 'document.page_not_drawable',
    });
  });

  it('runs where nothing is written and no program is started', async () => {
    const deed = `
      const { writeFileSync } = await import('node:fs');
      const { spawnSync } = await import('node:child_process');
      const denied = [];
      for (const attempt of [
        () => writeFileSync(request.path + '.new', 'x'),
        () => { const { error } = spawnSync('true'); if (error) throw error; },
      ]) try { attempt(); } catch (error) { denied.push(error.code); }
      process.send({ type: 'image', mediaType: 'image/webp', bytes: Buffer.from(denied.join(' ')) });`;
    const { bytes } = await open({ entry: standIn('murs.mjs', deed) }).image({ ...page, width: 100 });
    expect(Buffer.from(bytes).toString()).toBe('ERR_ACCESS_DENIED ERR_ACCESS_DENIED');
  });
});
