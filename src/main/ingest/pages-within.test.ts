import { describe, expect, it } from 'vitest';
import { plainPicture } from '../../../tests/support/plain-picture.ts';
import { recognisedWords } from '../../../tests/support/recognised-words.ts';
import { zipFile } from '../../../tests/support/zip-file.ts';
import { DEFAULT_READING_LIMITS } from '#shared/contract/reading-limits.ts';
import { extractDocument, fileWithin } from './extract.ts';
import type { PageRecognition, Recognised } from './recognition/recognised-page.ts';
import { NOTHING_RECOGNISED } from './recognition/recognised-page.ts';

const [WIDE, HIGH, LOGO] = [plainPicture(400, 200), plainPicture(200, 400), plainPicture(120, 40)];

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
      within: [
        known(0, recognisedWords('La clé du hangar', 0.95)),
        known(1, recognisedWords('Bassin ferrné', 0.5)),
      ],
    });
    expect(within.map(({ state }) => state)).toEqual(['recognised', 'recognised']);
    expect(text).toContain('plan.png\n\nLa clé du hangar');
    expect(text).toContain('photo.png\n\nBassin ferrné\n\nfin.txt');
    expect(uncertain.map(({ start, end }) => text.slice(start, end))).toEqual(['Bassin ferrné']);
    expect(warnings).toMatchObject([{ kind: 'badly_recognised', places: ['photo.png'] }]);
  });

  it('without a word are told as such, and not waited for again', async () => {
    const { within: found } = await read({ awaited: 10 });
    const blank = { ...recognisedWords('', 0), lines: [] };
    const { within, warnings } = await read({
      awaited: 10,
      within: found.map(({ hash }) => ({ hash, pages: [{ page: 1, ...blank }] })),
    });
    expect(within.map(({ state }) => state)).toEqual(['recognised', 'recognised']);
    expect(warnings).toMatchObject([{ kind: 'without_text', unread: 2 }]);
  });
});
