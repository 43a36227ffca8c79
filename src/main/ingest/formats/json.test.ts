import { describe, expect, it } from 'vitest';
import { endingOf, headingsOf, readFile } from '../../../../tests/support/read-file.ts';

const long = 'Le règlement du port dit ce qui est permis et ce qui ne l’est pas. '.repeat(6).trim();

describe('JSON', () => {
  it('is names and values in lines, what holds more under its name, like things in a table', async () => {
    const document = await readFile(
      JSON.stringify({
        port: 'Sète',
        places: 320,
        ouvert: true,
        langues: ['français', 'anglais'],
        adresse: { rue: '3 quai Sud', ville: 'Sète' },
        règlement: long,
        bateaux: [
          { nom: 'Alba', longueur: 11.4, propriétaire: { nom: 'Inès' } },
          { nom: 'Brise', pavillon: 'FR', tags: ['vedette', 'bois'] },
        ],
      }),
      'port.json',
    );
    expect(document.mediaType).toBe('application/json');
    expect(document.text.split('\n\n')).toEqual([
      'port: Sète\nplaces: 320\nouvert: true\nlangues: français, anglais\nadresse:\n  rue: 3 quai Sud\n  ville: Sète',
      `règlement: ${long}`,
      'bateaux',
      '| nom | longueur | propriétaire / nom | pavillon | tags |\n| --- | --- | --- | --- | --- |\n| Alba | 11.4 | Inès |  |  |\n| Brise |  |  | FR | vedette, bois |',
    ]);
    expect(headingsOf(document)).toEqual(['1 bateaux']);
    expect([document.heading, document.warnings]).toEqual([null, []]);
  });

  it('that no table can show is a section each, called as it calls itself', async () => {
    const document = await readFile(
      JSON.stringify({
        articles: [
          { title: 'Amarrage', texte: long, notes: ['un', long] },
          { id: 7, texte: long, parts: [{ a: [{ b: 1 }] }] },
        ],
      }),
    );
    expect(headingsOf(document)).toEqual([
      '1 articles',
      '2 Amarrage',
      '3 notes',
      '2 articles 2',
      '3 parts',
      '4 a',
    ]);
    expect(document.text.split(long)).toHaveLength(4);
  });

  it('of one value a line is a table', async () => {
    const { text } = await readFile('{"a": 1, "b": "x"}\n{"a": 2}\n\n{"a": 3, "c": null}\n', 'a.jsonl');
    expect(text).toBe('| a | b | c |\n| --- | --- | --- |\n| 1 | x |  |\n| 2 |  |  |\n| 3 |  | null |');
  });

  it('of rows without names counts the columns, or takes the names of the first', async () => {
    expect((await readFile('[["nom","prix"],["Alba",12]]')).text).toBe(
      '| nom | prix |\n| --- | --- |\n| Alba | 12 |',
    );
    expect((await readFile('[[1,2],[3,4]]')).text).toBe('| 1 | 2 |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |');
  });

  it.each([
    [
      'numbers as they are written',
      '{"n": 12345678901234567890.10, "e": -1E400}',
      'n: 12345678901234567890.10\ne: -1E400',
    ],
    ['names that come twice', '{"a": 1, "a": 2}', 'a: 1\na: 2'],
    ['comments, commas too many and a mark', '\ufeff// c\n{"a": 1, /* d */ "b": "// x",}', 'a: 1\nb: // x'],
    [
      'escapes',
      String.raw`{"a": "l\u2019\u00e9t\u00e9 \"9:15\" \\ \/", "b": "\\"}`,
      'a: l’été "9:15" \\ /\nb: \\',
    ],
    [
      'pieces of pages',
      '{"a": "<p>Le <b>quai</b> 7</p><p>Sud &amp; Nord</p>"}',
      'a: Le quai 7\n\nSud & Nord',
    ],
    ['lists of long texts', JSON.stringify([long, 'fin']), `${long}\n\nfin`],
    [
      'lists of many short ones',
      JSON.stringify({ a: Array(80).fill('quai') }),
      `a:\n\n${Array(80).fill('- quai').join('\n')}`,
    ],
  ])('keeps %s', async (_, content, text) => {
    expect((await readFile(content)).text).toBe(text);
  });

  it('whose things have nothing in common is no table', async () => {
    const items = Array.from({ length: 60 }, (_, index) => ({ [`mesure ${index % 30}`]: index }));
    const { blocks, text } = await readFile(JSON.stringify({ items }));
    expect(blocks.some(({ kind }) => kind === 'table')).toBe(false);
    expect(text).toContain('items 60\n\nmesure 29: 59');
  });

  it('that ends too early or is broken keeps what came before, and tells', async () => {
    const cut = await readFile('{"port": "Sète", "quais": [{"nom": "Sud"}, {"nom": "Nord', 'a.json');
    expect(cut.text).toContain('Sud');
    expect(cut.text).toContain('Nord');
    expect(cut.warnings).toMatchObject([{ kind: 'cut_short' }]);
    const rows = Array.from({ length: 4_000 }, (_, index) => `{"quai": ${index}, "nom": "Sud"}`);
    const broken = await readFile(`[${rows.join(',')}, {quai: "the rest"}]`);
    expect(broken.text).toContain('| 3999 | Sud |');
    expect(broken.text).toMatch(/\n\nquai: "the rest"\}\]$/u);
    expect(broken.warnings).toMatchObject([{ kind: 'damaged', unit: 'characters' }]);
  });

  it('is deep within bounds, and never too many values', async () => {
    const deep = await readFile(`{"a": ${'['.repeat(5_000)}1${']'.repeat(5_000)}, "b": "mot"}`);
    expect(deep.text).toContain('mot');
    expect(await endingOf(`[${'1,'.repeat(1_600_000)}1]`)).toBe('document.too_large');
    expect(await endingOf('{}')).toBe('document.empty');
  });
});
