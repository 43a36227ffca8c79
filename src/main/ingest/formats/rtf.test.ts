import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { chunkDocument } from '../chunker.ts';
import { detectType } from '../detect-type.ts';
import type { ExtractedDocument } from '../ports.ts';
import { extractRtf } from './rtf.ts';

/** An RTF file with this content; every character is one byte. */
async function read(content: string, head = '\\ansi\\ansicpg1252\\deff0'): Promise<ExtractedDocument> {
  const file = Buffer.from(`{\\rtf1${head}${content}}`, 'latin1');
  expect(await detectType(file, 'x.txt')).toBe('rtf');
  const document = await extractRtf(file);
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  return document;
}

const shown = ({ blocks, text }: ExtractedDocument): string[] =>
  blocks.map(({ kind, level, start, end }) => `${kind}${level ?? ''} ${text.slice(start, end)}`);

const textOf = async (content: string, head?: string): Promise<string> => (await read(content, head)).text;

describe('RTF', () => {
  it('reads letters in the code page of the file or of their font, and what stands in for Unicode once', async () => {
    const fonts =
      '{\\fonttbl{\\f0\\fnil Times;}{\\f1\\fnil\\fcharset204 Arial Cyr;}{\\f2\\fnil\\fcharset128 MS Mincho;}{\\f3\\ftech\\fcharset2 Symbol;}}';
    expect(
      await textOf(`${fonts}d\\'e9j\\'e0 \\f1\\'cc\\'e8\\'f0\\f0  \\f2\\'93\\'fa\\'96{\\'7b}\\f0\\par`),
    ).toMatch(/^déjà Мир 日/u);
    expect(await textOf(`${fonts}{\\f2 \\'93\\'fa\\'96\\'7b} {\\f3 \\'61}\\par`)).toBe('日本 α');
    expect(await textOf("\\'cc\\'e8\\'f0\\par", '\\ansi\\ansicpg1251')).toBe('Мир');
    expect(await textOf("\\'8e\\par", '\\mac')).toBe('é');
    expect(
      await textOf("A\\u8217'B \\uc0\\u233C \\uc2\\u26085\\'93\\'fcD {\\uc1\\u-10179?\\u56832?}\\par"),
    ).toBe('A’B éC 日D 😀');
  });

  it('keeps what words and symbols stand for', async () => {
    expect(
      await textOf('a\\~b\\_c\\-d\\tab e\\line f \\{g\\} \\\\ \\ldblquote h\\rdblquote\\emdash i\r\nj\\\nk'),
    ).toBe('a b-cd e\nf {g} \\ “h”—ij\n\nk');
  });

  it('keeps headings, by outline and by style', async () => {
    const styles =
      '{\\stylesheet{Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2 Titre 2;}{\\*\\cs10 \\additive heading 3;}}';
    const document = await read(
      `{\\info{\\title Le titre}{\\author Jean}}${styles}\\pard\\s1 Un\\par\\pard\\s2 Deux\\par\\pard\\outlinelevel2 Trois\\par\\pard\\outlinelevel9 Texte\\par`,
    );
    expect(shown(document)).toEqual(['heading1 Un', 'heading2 Deux', 'heading3 Trois', 'paragraph Texte']);
    expect(document.title).toBe('Le titre');
  });

  it('shows lists with their numbers and levels, also those that were made by hand', async () => {
    const fonts = '{\\fonttbl{\\f1\\fcharset2 Symbol;}{\\f2 Courier New;}}';
    const document = await read(
      `${fonts}{\\listtext\\pard 3.\\tab}\\pard\\ls1\\ilvl0 three\\par{\\listtext\\f2 o\\tab}\\pard\\ls1\\ilvl1 dot\\par{\\pntext\\f1\\'b7\\tab}\\pard old\\par\\pard Between\\par\\pard\\li360\\fi-360 a)\\tab first\\par\\pard\\li720\\fi-360\\bullet\\tab second\\par\\pard\\outlinelevel0{\\listtext 2.1\\tab}Scope\\par`,
    );
    expect(shown(document)).toEqual([
      'list 3. three\n  - dot\n- old',
      'paragraph Between',
      'list a) first\n  - second',
      'heading1 2.1 Scope',
    ]);
    expect(document.heading).toBeNull();
  });

  it('lays tables out with merged cells and tables within cells', async () => {
    const row = (cells: readonly string[], edges: string, more = ''): string =>
      `\\trowd${more}${edges}\\pard\\intbl ${cells.map(cell => `${cell}\\cell `).join('')}\\row`;
    const edges = '\\cellx1000\\cellx2000\\cellx3000';
    expect(
      await textOf(
        row(['Basin', 'Season', 'Boats'], edges, '\\trhdr') +
          row(['North', 'Summer', '41'], '\\clvmgf\\cellx1000\\cellx2000\\cellx3010') +
          row(['', 'Closed'], '\\clvmrg\\cellx1000\\cellx3000') +
          row(['South', 'All', ''], '\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000') +
          '\\pard After\\par',
      ),
    ).toBe(
      '| Basin | Season | Boats |\n| --- | --- | --- |\n| North | Summer | 41 |\n| North | Closed |  |\n| South | All |  |\n\nAfter',
    );
    const nested =
      '\\pard\\intbl\\itap2 a\\nestcell b\\nestcell{\\*\\nesttableprops\\trowd\\cellx400\\cellx800\\nestrow}{\\nonesttables\\par}';
    expect(
      await textOf(
        `\\trowd\\cellx1000\\cellx2000\\pard\\intbl x\\cell y\\cell\\row\\trowd\\cellx1000\\cellx2000${nested}\\pard\\intbl in\\cell z\\cell\\row\\pard`,
      ),
    ).toBe('| x | y |\n| --- | --- |\n| a, b in | z |');
  });

  it('reads notes after their paragraph or at the end, and remarks with who made them', async () => {
    expect(
      (
        await textOf(
          "Ouvert{\\super\\chftn}{\\footnote\\pard\\plain{\\super\\chftn} Sauf \\'e0 No\\'ebl.\\par} et gard\\'e9*{\\footnote * La nuit.}{\\*\\atnid J}{\\*\\atnauthor Jean}\\chatn{\\*\\annotation{\\*\\atndate 1}\\pard V\\'e9rifier}.\\par Suite{\\super\\chftn}{\\footnote\\ftnalt{\\super\\chftn} Fin.}\\par Reste\\par",
          '\\ansi\\deflang1036',
        )
      ).split('\n\n'),
    ).toEqual([
      'Ouvert[1] et gardé*.',
      '[1] Sauf à Noël.',
      '* La nuit.',
      '[Commentaire, Jean: Vérifier]',
      'Suite[2]',
      'Reste',
      '[2] Fin.',
    ]);
  });

  it('reads headers, footers, fields and boxes, each once', async () => {
    const page = '{\\field{\\*\\fldinst PAGE}{\\fldrslt 3}}';
    expect(
      (
        await textOf(
          `{\\header Harbour 9917\\par}{\\footerl Page ${page}\\par}{\\footerr \\chpgn\\par}\\pard See {\\field{\\*\\fldinst{HYPERLINK "https://example.org"}}{\\fldrslt the page}}.{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt\\pard Boxed\\par}}{\\shprslt{\\pard Boxed\\par}}}\\par\\sect{\\header Harbour 9917\\par}Two\\par`,
        )
      ).split('\n\n'),
    ).toEqual(['Harbour 9917', 'See the page.', 'Boxed', 'Two']);
  });

  it('leaves out what is hidden, deleted or no text, and tells of objects', async () => {
    const document = await read(
      'Seen {\\v HIDDEN}\\v HIDDEN\\v0{\\deleted GONE}{\\*\\unknown DATA}{\\pict\\pngblip 89504e47}{\\pict\\bin4 }{\\x}}{\\*\\bkmkstart mark}here{\\object\\objemb{\\*\\objclass Excel.Sheet.12}{\\*\\objdata 0105}{\\result shown}}{\\upr{plain}{\\*\\ud{ \\u233?t\\u233?}}}\\par',
    );
    expect(document.text).toBe('Seen hereshown été');
    expect(document.warnings).toEqual([
      { kind: 'attachments', unread: 1, total: 1, unit: 'files', places: ['Excel.Sheet.12'] },
    ]);
  });

  it('says when a file ends too early, and reads what is there', async () => {
    const { text, warnings } = await extractRtf(Buffer.from('{\\rtf1 One\\par {\\b Two'));
    expect(text).toBe('One\n\nTwo');
    expect(warnings.map(({ kind }) => kind)).toEqual(['cut_short']);
  });

  it('refuses groups that have no end, and takes broken codes', async () => {
    await expect(extractRtf(Buffer.from(`{\\rtf1${'{'.repeat(100_000)}`))).rejects.toMatchObject({
      code: 'document.damaged',
    });
    expect(await textOf("a\\'zz\\u99999999?b\\bin99999999 ")).toMatch(/^a.*b$/u);
  });
});
