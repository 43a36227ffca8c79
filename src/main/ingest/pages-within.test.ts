import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { zipFile } from '../../../tests/support/zip-file.ts';
import { DEFAULT_READING_LIMITS } from '#shared/contract/reading-limits.ts';
import { extractDocument, fileWithin } from './extract.ts';
import type { PageRecognition, Recognised } from './recognition/recognised-page.ts';
import { NOTHING_RECOGNISED } from './recognition/recognised-page.ts';

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A black PNG (RFC 2083), one byte a pixel. */
function picture(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const rows = deflateSync(Buffer.alloc((width + 1) * height));
  const start = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

const [WIDE, HIGH, LOGO] = [picture(400, 200), picture(200, 400), picture(120, 40)];

const archive = zipFile([
  { name: 'lisez-moi.txt', content: 'Le quai est ouvert.' },
  {
    name: 'dedans.zip',
    content: zipFile([
      { name: 'note.txt', content: 'Rien.' },
      { name: 'plan.png', content: WIDE },
    ]),
  },
  { name: 'logo.png', content: LOGO },
  { name: 'photo.png', content: HIGH },
  { name: 'fin.txt', content: 'La fin du dossier.' },
]);

const read = (recognised: Partial<Recognised> = {}, bytes = archive) =>
  extractDocument({
    bytes,
    fileName: 'dossier.zip',
    onProgress: () => undefined,
    recognised: { ...NOTHING_RECOGNISED, ...recognised },
  });

function recognition(text: string, confidence: number): PageRecognition {
  const words = text.split(' ').map((word, index) => {
    return { text: word, confidence, left: index / 10, top: 0.1, width: 0.08, height: 0.05 };
  });
  return {
    width: 400,
    height: 200,
    confidence,
    lines: [{ left: 0, right: 400, baseline: 40, size: 20, words }],
  };
}

const seek = (at: number[], hash: string) =>
  fileWithin({
    bytes: archive,
    fileName: 'dossier.zip',
    at,
    hash,
    password: null,
    limits: DEFAULT_READING_LIMITS,
  });

describe('pictures within another file', () => {
  it('are told with their place; those that have no room for words are not missed', async () => {
    const { text, within, warnings } = await read({ awaited: 10 });
    expect(within).toMatchObject([
      { name: 'dedans.zip › plan.png', at: [1, 1], page: 1, state: 'awaited' },
      { name: 'photo.png', at: [3], page: 1, state: 'awaited' },
    ]);
    expect(warnings).toEqual([]);
    // Nothing stands under their names yet.
    expect(text).not.toContain('photo.png');
  });

  it('are found again at their place, and nowhere else', async () => {
    const { within } = await read({ awaited: 10 });
    const [wide = { at: [], hash: '' }, high = { at: [], hash: '' }] = within;
    expect((await seek(wide.at, wide.hash)).bytes.equals(WIDE)).toBe(true);
    expect(await seek(high.at, high.hash)).toMatchObject({ mediaType: 'image/png', bytes: HIGH });
    for (const nowhere of [[9], [1, 9], [0, 0], high.at])
      await expect(seek(nowhere, wide.hash)).rejects.toMatchObject({ code: 'document.damaged' });
  });

  it('are named where they are not recognised: beyond the limit, or because it is off', async () => {
    const one = await read({ awaited: 1 });
    expect(one.within.map(({ state }) => state)).toEqual(['awaited', 'left']);
    expect(one.warnings).toMatchObject([
      { kind: 'without_text', unread: 1, unit: 'files', places: ['photo.png'] },
    ]);
    const none = await read();
    expect(none.within.map(({ state }) => state)).toEqual(['left', 'left']);
    expect(none.warnings).toMatchObject([{ places: ['dedans.zip › plan.png', 'photo.png'] }]);
  });

  it('are waited for where a file holds nothing else, and refuse it where they are not', async () => {
    const alone = zipFile([{ name: 'plan.png', content: WIDE }]);
    expect(await read({ awaited: 1 }, alone)).toMatchObject({ text: '', within: [{ at: [0] }] });
    await expect(read({}, alone)).rejects.toMatchObject({ code: 'document.no_text' });
  });

  it('give what was recognised in them under their names, and which words are uncertain', async () => {
    const { within: found } = await read({ awaited: 10 });
    const known = (index: number, page: PageRecognition) => ({
      hash: found[index]?.hash ?? '',
      pages: [{ page: 1, ...page }],
    });
    const { text, within, uncertain, warnings } = await read({
      within: [known(0, recognition('La clé du hangar', 0.95)), known(1, recognition('Bassin ferrné', 0.5))],
    });
    expect(within.map(({ state }) => state)).toEqual(['recognised', 'recognised']);
    expect(text).toContain('plan.png\n\nLa clé du hangar');
    expect(text).toContain('photo.png\n\nBassin ferrné\n\nfin.txt');
    expect(uncertain.map(({ start, end }) => text.slice(start, end))).toEqual(['Bassin ferrné']);
    expect(warnings).toMatchObject([{ kind: 'badly_recognised', places: ['photo.png'] }]);
  });

  it('without a word are told as such, and not waited for again', async () => {
    const { within: found } = await read({ awaited: 10 });
    const blank = { ...recognition('', 0), lines: [] };
    const { within, warnings } = await read({
      awaited: 10,
      within: found.map(({ hash }) => ({ hash, pages: [{ page: 1, ...blank }] })),
    });
    expect(within.map(({ state }) => state)).toEqual(['recognised', 'recognised']);
    expect(warnings).toMatchObject([{ kind: 'without_text', unread: 2 }]);
  });
});
