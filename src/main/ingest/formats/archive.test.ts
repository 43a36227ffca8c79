import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { endingOf, headingsOf, readFile } from '../../../../tests/support/read-file.ts';
import { paragraph, wordFile } from '../../../../tests/support/word-file.ts';
import { zipFile } from '../../../../tests/support/zip-file.ts';
import { extractDocument } from '../extract.ts';
import { createLock } from '../locks/lock.ts';
import { extractArchive } from './archive.ts';
import { createEnclosing } from './enclosed-files.ts';
import { extractText } from './text.ts';

const ENCRYPTED = 1;
const SOUND = Buffer.from('4944330300000000002f7f4150', 'hex');

describe('a ZIP archive', () => {
  it('is its files one after the other, each read by its content, under its name', async () => {
    const document = await readFile(
      zipFile([
        { name: 'lisez-moi.txt', content: 'Le port ouvre à 9:15.' },
        {
          name: 'tarifs/2024.md',
          content: '# Tarifs\n\n## Hiver\n\nUn **anneau** coûte [12 €](https://port.fr).',
        },
        { name: 'bail.docx', content: wordFile(paragraph('Le loyer est de 840 euros.')) },
        { name: 'quais.zip', content: zipFile([{ name: 'quai 7.txt', content: 'Le quai 7 est fermé.' }]) },
      ]),
      'dossier.zip',
    );
    expect(document.mediaType).toBe('application/zip');
    expect(document.warnings).toEqual([]);
    expect([document.title, document.heading]).toEqual([null, null]);
    expect(headingsOf(document)).toEqual([
      '1 lisez-moi.txt',
      '1 tarifs/2024.md',
      '2 Tarifs',
      '3 Hiver',
      '1 bail.docx',
      '1 quais.zip',
      '2 quai 7.txt',
    ]);
    for (const words of ['9:15', 'anneau coûte 12 €', '840 euros', 'Le quai 7 est fermé.'])
      expect(document.text).toContain(words);
  });

  it('tells by name what was not read, and reads the rest', async () => {
    const nested = zipFile([
      { name: 'a.txt', content: 'Lu.' },
      { name: 'b.txt', content: 'x', flags: ENCRYPTED },
    ]);
    const { text, warnings } = await readFile(
      zipFile([
        { name: 'son.mp3', content: SOUND },
        { name: 'secret.txt', content: 'x', flags: ENCRYPTED },
        { name: 'vieux.txt', content: 'x', method: 9 },
        { name: 'cassé.txt', content: 'Ceci est une phrase.', size: 500 },
        { name: 'vide.txt', content: '' },
        { name: 'dedans.zip', content: nested },
        { name: 'bon.txt', content: 'Les quais sont ouverts.' },
      ]),
    );
    expect(text).toBe('dedans.zip\n\na.txt\n\nLu.\n\nbon.txt\n\nLes quais sont ouverts.');
    expect(warnings).toEqual([
      {
        kind: 'attachments',
        unread: 5,
        total: 9,
        unit: 'files',
        places: ['dedans.zip › b.txt', 'son.mp3', 'secret.txt', 'vieux.txt', 'cassé.txt'],
        reasons: ['locked', 'other_kind', 'locked', 'other_kind', 'damaged'],
      },
    ]);
  });

  it('says nothing of what systems add on their own', async () => {
    const junk = [
      '__MACOSX/._a.txt',
      '.DS_Store',
      'x/.DS_Store',
      'x/Thumbs.db',
      'desktop.ini',
      'x/',
      '._a.txt',
    ];
    const { text, warnings } = await readFile(
      zipFile([...junk.map(name => ({ name, content: 'junk' })), { name: 'x/a.txt', content: 'Le quai.' }]),
    );
    expect([text, warnings]).toEqual(['x/a.txt\n\nLe quai.', []]);
    expect(await endingOf(zipFile(junk.map(name => ({ name, content: 'junk' }))))).toBe('document.empty');
  });

  it.each([
    ['UTF-8, said', { name: 'été œuvre.txt', flags: 0x0800 }, 'été œuvre.txt'],
    ['UTF-8, not said', { name: 'été.txt', host: 3 }, 'été.txt'],
    ['DOS', { name: iconv.encode('Congrès à Évry.txt', 'cp437') }, 'Congrès à Évry.txt'],
    ['DOS of Western Europe', { name: iconv.encode('À L’ÉTÉ'.replace('’', '-'), 'cp850') }, 'À L-ÉTÉ'],
    ['an old Unix', { name: iconv.encode('été.txt', 'latin1'), host: 3 }, 'été.txt'],
    ['steps elsewhere', { name: '../../etc/a.txt' }, 'etc/a.txt'],
    ['an old Windows', { name: 'C:\\Docs\\a.txt' }, 'Docs/a.txt'],
  ])('names its files rightly: %s', async (_, entry, shown) => {
    const document = await readFile(zipFile([{ content: 'Le quai.', ...entry }]));
    expect(headingsOf(document)).toEqual([`1 ${shown}`]);
  });

  it('believes the field with the name in Unicode only where it is meant for that name', async () => {
    const written = iconv.encode('ete?.txt', 'cp850');
    const field = (checksum: number): Buffer => {
      const name = Buffer.from('été –.txt');
      const head = Buffer.alloc(9);
      head.writeUInt16LE(0x7075, 0);
      head.writeUInt16LE(5 + name.length, 2);
      head.writeUInt8(1, 4);
      head.writeUInt32LE(checksum, 5);
      return Buffer.concat([head, name]);
    };
    for (const [checksum, shown] of [
      [crc32(written), 'été –.txt'],
      [1, 'ete?.txt'],
    ] as const) {
      const document = await readFile(zipFile([{ name: written, content: 'x', extra: field(checksum) }]));
      expect(headingsOf(document)).toEqual([`1 ${shown}`]);
    }
  });

  it.each([
    [
      'encrypted',
      [
        { name: 'a', content: 'x', flags: ENCRYPTED },
        { name: 'b', content: 'x', flags: ENCRYPTED },
      ],
      'document.encrypted',
    ],
    ['unsupported', [{ name: 'a.mp3', content: SOUND }], 'document.unsupported'],
    ['empty', [{ name: 'a.txt', content: '' }], 'document.empty'],
    ['damaged', [{ name: 'a.txt', content: 'abc', size: 4 }], 'document.damaged'],
    ['too large', [{ name: 'a.txt', content: Buffer.alloc(9 * 1024 * 1024, 0x20) }], 'document.too_large'],
    [
      'lying over each other',
      [
        { name: 'a', content: 'abc' },
        { name: 'b', content: 'abc', offset: 0 },
      ],
      'document.too_large',
    ],
  ])('is refused for the one reason that all its files have: %s', async (_, entries, code) => {
    expect(await endingOf(zipFile(entries))).toBe(code);
  });

  it('of which nothing is a bomb keeps its files beside one that is', async () => {
    const bomb = Buffer.alloc(30 * 1024 * 1024, 0x20);
    const { text, warnings } = await readFile(
      zipFile([
        { name: 'bomb.txt', content: bomb },
        { name: 'liar.txt', content: bomb.subarray(0, 20_000_000), size: 100 },
        { name: 'a.txt', content: 'Le quai.' },
      ]),
    );
    expect(text).toBe('a.txt\n\nLe quai.');
    expect(warnings).toMatchObject([{ unread: 2, total: 3, places: ['bomb.txt', 'liar.txt'] }]);
  });

  it('that holds archives without end is read down to a depth', async () => {
    const within = (levels: number): Buffer =>
      levels === 0
        ? Buffer.from('Le fond.')
        : zipFile([{ name: `${levels}.zip`, content: within(levels - 1) }]);
    expect((await readFile(within(3))).text).toContain('Le fond.');
    expect(await endingOf(within(5))).toBe('document.too_large');
  });

  it.each([
    ['files', { files: 2, bytes: 1_000 }],
    ['bytes', { files: 10, bytes: 40 }],
  ])('with many files stays within what all of them may cost together: %s', async (_, allowance) => {
    const file = (name: string): { name: string; content: string } => ({
      name,
      content: `Le quai ${name} ouvert.`,
    });
    const inner = zipFile([file('b'), file('c')]);
    const enclosing = createEnclosing(
      async ({ bytes, enclosing: deeper }) => {
        const isArchive = bytes.subarray(0, 2).toString() === 'PK';
        return isArchive
          ? extractArchive(bytes, deeper, () => undefined, createLock(null))
          : extractText(bytes.toString());
      },
      { depth: 3, inflation: 150, pictures: 0, ...allowance },
    );
    const archive = zipFile([file('a'), file('d'), { name: 'z.zip', content: inner }]);
    const { text, warnings } = await extractArchive(archive, enclosing, () => undefined, createLock(null));
    expect(text).toBe('a\n\nLe quai a ouvert.\n\nd\n\nLe quai d ouvert.');
    expect(warnings).toMatchObject([
      { kind: 'attachments', unread: 1, total: 3, places: ['z.zip'], reasons: ['too_large'] },
    ]);
  });

  it('keeps what fits into one document, and tells what does not', async () => {
    const text = Array.from({ length: 1_200_000 }, (_, index) => index).join(' ');
    const { warnings, text: read } = await extractDocument({
      bytes: zipFile(['a', 'b', 'c'].map(name => ({ name: `${name}.txt`, content: text }))),
      fileName: 'a.zip',
      onProgress: () => undefined,
    });
    expect(read.startsWith('a.txt\n\n0 1 2 ')).toBe(true);
    expect(warnings).toMatchObject([{ kind: 'attachments', unread: 1, total: 3, places: ['c.txt'] }]);
  });

  it('tells how far it is', async () => {
    const seen: number[] = [];
    const bytes = zipFile(['a', 'b'].map(name => ({ name, content: `Le quai ${name}.` })));
    await extractDocument({ bytes, fileName: 'a.zip', onProgress: ({ done }) => seen.push(done) });
    expect(seen).toEqual([...seen].toSorted((one, other) => one - other));
    expect(seen).toHaveLength(2);
  });
});

describe('real archives', () => {
  const file = (name: string): Buffer =>
    readFileSync(resolve(import.meta.dirname, '../../../../../shared/data/documents', name));

  it('end as they should: one that holds itself, one without files, one that climbs', async () => {
    expect(await endingOf(file('droste.zip'))).toBe('document.too_large');
    expect(await endingOf(file('empty.zip'))).toBe('document.empty');
    const { text } = await readFile(file('testZip_relative.zip'));
    expect(text).not.toContain('..');
  });
});
