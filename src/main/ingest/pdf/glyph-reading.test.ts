import { describe, expect, it } from 'vitest';
import { createPdfWriter, showText } from '../../../../tests/support/pdf-writer.ts';
import { extractDocument } from '../extract.ts';
import type { ExtractedDocument } from '../ports.ts';
import { glyphNameText } from './glyph-names.ts';
import { plainPrivateCharacters } from './private-characters.ts';

type Writer = ReturnType<typeof createPdfWriter>;

function read(writer: Writer, isCompressed = false): Promise<ExtractedDocument> {
  return extractDocument({
    bytes: writer.build({ isCompressed }),
    fileName: 'a.pdf',
    onProgress: () => undefined,
  });
}

/** A simple font whose codes from `first` on are these glyphs, without a map to Unicode. */
function namedFont(writer: Writer, names: readonly string[], first = 1): string {
  const widths = names.map(() => 500).join(' ');
  return writer.add(
    `<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Old /FirstChar ${first} /LastChar ${first + names.length - 1}
    /Widths [${widths}] /Encoding << /Type /Encoding /Differences [${first} ${names.map(name => `/${name}`).join(' ')}] >> >>`,
  );
}

/** A composed font of which only the numbers of glyphs are known. */
function numberedFont(writer: Writer, toUnicode = ''): string {
  const descriptor = writer.add(
    '<< /Type /FontDescriptor /FontName /ABCDEF+Own /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
  );
  const font = writer.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Own /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>
    /FontDescriptor ${descriptor} /DW 500 /CIDToGIDMap /Identity >>`,
  );
  return writer.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Own /Encoding /Identity-H /DescendantFonts [${font}] ${toUnicode} >>`,
  );
}

const codes = (text: string, shift: number, digits: number): string =>
  `<${[...text].map(letter => (letter.charCodeAt(0) + shift).toString(16).padStart(digits, '0')).join('')}>`;

/** As common fonts number their glyphs: 29 before ASCII. */
const asNumbers = (text: string): string => codes(text, -29, 4);

const show = (string: string, font: string, y: number): string =>
  `BT /${font} 12 Tf 1 0 0 1 60 ${y} Tm ${string} Tj ET\n`;

describe('names of glyphs', () => {
  it.each([
    ['three.oldstyle', '3'],
    ['threeoldstyle', '3'],
    ['A.sc', 'A'],
    ['Asmall', 'A'],
    ['f_f_i', 'ffi'],
    ['f_f_i.alt', 'ffi'],
    ['T_h', 'Th'],
    ['eacute.sc', 'é'],
    ['uni00E9', 'é'],
    ['uni004D006F', 'Mo'],
    ['u1F600', '😀'],
    ['Euro.tf', '€'],
    ['parenleftbig', '('],
    ['oe.smcp', 'œ'],
  ])('%s is %s', (name, text) => expect(glyphNameText(name)).toBe(text));

  it.each(['g34', '.notdef', 'cid_12', '', 'uniD800', 'glyph7'])('%s says nothing', name =>
    expect(glyphNameText(name)).toBeNull(),
  );

  it.each([
    ['\uf733\uf730', '30'],
    ['\uf761\uf762', 'ab'],
    ['\uf7e9', 'é'],
    ['\uf0b7 one', '• one'],
    ['\uf054\uf061\uf072\uf069\uf066', 'Tarif'],
    ['\ue123', '\ue123'],
  ])('private characters: %j is %j', (text, plain) => expect(plainPrivateCharacters(text)).toBe(plain));
});

describe('fonts without a map to Unicode', () => {
  it.each([false, true])('are read by the names of their glyphs (packed: %s)', async isCompressed => {
    const writer = createPdfWriter();
    const old = namedFont(
      writer,
      ['one.oldstyle', 'nine.oldstyle', 'M.sc', 'o.sc', 'f_f_i', 'eacute.sc'],
      65,
    );
    writer.page({
      content:
        showText('Founded in the year', 60, 700) + show('(ABBA)', 'F3', 680) + show('(CDEF)', 'F3', 660),
      fonts: `/F3 ${old}`,
    });
    const document = await read(writer, isCompressed);
    expect(document.text).toContain('1991');
    expect(document.text).toContain('Moffié');
    expect(document.warnings).toEqual([]);
  });

  it('are read on later pages, too, and where the codes are controls', async () => {
    const writer = createPdfWriter();
    const old = namedFont(writer, ['two.oldstyle', 'zero.oldstyle', 'four.oldstyle']);
    for (const page of [1, 2, 3]) {
      writer.page({
        content: showText(`Tariff of page ${page}`, 60, 700) + show('<01020103>', 'F3', 500 + page * 20),
        fonts: `/F3 ${old}`,
      });
    }
    expect((await read(writer)).text.match(/2024/gu)).toHaveLength(3);
  });

  it('that cannot be read are told of and left out', async () => {
    const writer = createPdfWriter();
    const own = numberedFont(writer);
    const sentence = 'The mooring fee is due before the first of March every year.';
    writer.page({ content: showText(sentence, 60, 700) });
    writer.page({
      content: showText('Annex to the lease of the berth', 60, 700) + show(asNumbers(sentence), 'F3', 680),
      fonts: `/F3 ${own}`,
    });
    const document = await read(writer);
    expect(document.text).toBe(`${sentence}\n\nAnnex to the lease of the berth`);
    expect(document.warnings).toEqual([
      { kind: 'garbled', unread: 1, total: 2, unit: 'pages', places: ['2'] },
    ]);
  });

  it('that number their glyphs by order of use are told of', async () => {
    const writer = createPdfWriter();
    const names = Array.from({ length: 40 }, (_, index) => `g${index + 200}`);
    const own = namedFont(writer, names);
    const order = [...new Set('The mooring fee is due before March.')].join('');
    const string = [...'The mooring fee is due before March.'.repeat(3)]
      .map(letter => String.fromCharCode(order.indexOf(letter) + 1))
      .join('');
    writer.page({ content: showText('A page that is read without trouble.', 60, 700) });
    writer.page({ content: show(codes(string, 0, 2), 'F3', 700), fonts: `/F3 ${own}` });
    const document = await read(writer);
    expect(document.text).toBe('A page that is read without trouble.');
    expect(document.warnings).toMatchObject([{ kind: 'garbled', unread: 1, places: ['2'] }]);
  });

  it('that have one are read by it', async () => {
    const writer = createPdfWriter();
    const map = writer.stream(
      '',
      `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def
      1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0003> <0061> <0020> endbfrange endcmap end end`,
    );
    const own = numberedFont(writer, `/ToUnicode ${map}`);
    writer.page({ content: show(asNumbers('The mooring fee is due.'), 'F3', 700), fonts: `/F3 ${own}` });
    const document = await read(writer);
    expect(document.text).toBe('The mooring fee is due.');
    expect(document.warnings).toEqual([]);
  });

  it('leave a single sign out without a word', async () => {
    const writer = createPdfWriter();
    const own = namedFont(writer, ['g77']);
    writer.page({
      content:
        showText('The harbour master', 60, 700) +
        show('<01>', 'F3', 680) +
        showText('signs the lease.', 60, 660),
      fonts: `/F3 ${own}`,
    });
    const document = await read(writer);
    expect(document.text).toBe('The harbour master\n\nsigns the lease.');
    expect(document.warnings).toEqual([]);
  });

  it('of TeX that are drawn as pictures have their ligatures', async () => {
    const writer = createPdfWriter();
    const glyph = writer.stream('', '500 0 0 0 500 700 d1 0 0 400 600 re f');
    const letters = [...'desk'].map(letter => letter.charCodeAt(0));
    const entries = [12, ...letters].map(code => `/a${code} ${glyph}`).join(' ');
    const differences = [12, ...letters].map(code => `${code} /a${code}`).join(' ');
    const drawn = writer.add(
      `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << ${entries} >>
      /Encoding << /Type /Encoding /Differences [${differences}] >> /FirstChar 0 /LastChar 127 /Widths [${Array(128).fill(500).join(' ')}] >>`,
    );
    writer.page({
      content: show('(de\\014ed)', 'F3', 700) + showText('by the board', 60, 680),
      fonts: `/F3 ${drawn}`,
    });
    expect((await read(writer)).text).toContain('defied');
  });
});
