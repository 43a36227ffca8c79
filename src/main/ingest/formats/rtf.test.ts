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

/** As Word writes it: everything twice, for both directions of writing, and tables of what it knows. */
const BY_WORD = String.raw`{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\adeff0\deff0\stshfdbch0\stshfloch31506\stshfhich31506\stshfbi31506\deflang1036\deflangfe1036\themelang1036{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f3\fbidi \froman\fcharset2\fprq2{\*\panose 05050102010706020507}Symbol;}{\f2\fbidi \fmodern\fcharset0\fprq1{\*\panose 02070309020205020404}Courier New;}
{\f31506\fbidi \fswiss\fcharset0\fprq2{\*\panose 020f0502020204030204}Calibri;}{\f44\fbidi \froman\fcharset204\fprq2 Times New Roman Cyr;}}{\colortbl;\red0\green0\blue0;}{\*\defchp \f31506\fs22 }{\*\defpap \ql \li0}\noqfpromote {\stylesheet{\ql \li0\ri0\sa160 \rtlch\fcs1 \af31507\afs22 \ltrch\fcs0 \f31506\fs22\lang1036 \snext0 \sqformat \spriority0 Normal;}{\s1\ql \li0\keepn\outlinelevel0 \rtlch\fcs1 \ltrch\fcs0 \f31502\fs32 \sbasedon0 \snext0 \slink15 \sqformat heading 1;}{\*\cs10 \additive \ssemihidden Default Paragraph Font;}{\*
\ts11\tsrowd\trftsWidthB3\trpaddl108 \snext11 \ssemihidden Normal Table;}{\s16\ql \li0 \sbasedon0 \snext16 List Paragraph;}}
{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc23\leveljc0{\leveltext\leveltemplateid67895297\'01\u-3913 ?;}{\levelnumbers;}\f3\fi-360\li720 }{\listname ;}\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}{\*\rsidtbl \rsid1 \rsid2}{\mmathPr\mmathFont34\mbrkBin0}{\info{\title Contrat de bail}{\author Jean}{\creatim\yr2026\mo1\dy1}}{\*\xmlnstbl {\xmlns1 http://schemas.microsoft.com/office/word/2003/wordml}}
\paperw11906\paperh16838 {\*\ftnsep \ltrpar \pard\plain \ltrpar\ql \rtlch\fcs1 \ltrch\fcs0 {\rtlch \ltrch \insrsid1 \chftnsep \par }}\ltrpar \sectd \ltrsect{\header \ltrpar \pard\plain \ltrpar\s17 {\rtlch\fcs1 \af31507 \ltrch\fcs0 \insrsid1 Cabinet Durand\par }}{\footer \ltrpar \pard\plain {\field{\*\fldinst {\rtlch \insrsid1 PAGE   \\* MERGEFORMAT}}{\fldrslt {\rtlch\fcs1 2}}}\sectd \ltrsect\par}
{\*\pnseclvl1\pnucrm\pnqc\pnstart1\pnindent720\pnhang {\pntxta .}}\pard\plain \ltrpar\s1\ql \li0\keepn\outlinelevel0 \rtlch\fcs1 \af31503\afs32 \ltrch\fcs0 \f31502\fs32 {\rtlch\fcs1 \af31503 \ltrch\fcs0 \insrsid1\charrsid2 Objet du contrat}{\rtlch \insrsid3 
\par }\pard\plain \ltrpar\ql \li0 {\rtlch\fcs1 \ltrch\fcs0 \insrsid1 Le bailleur loue \'e0 M. Dup}{\rtlch\fcs1 \ltrch\fcs0 \insrsid4 ont l\rquote appartement \'ab\~A12\~\'bb, voir }{\field\flddirty{\*\fldinst {\rtlch HYPERLINK "http://exemple.fr" }{\*\datafield 00d0c9ea79f9bace118c8200aa004ba90b0200}}{\fldrslt {\cs18\ul le site}}}\sectd \ltrsect{\rtlch \insrsid1 .{\*\bkmkstart _Toc1}{\*\bkmkend _Toc1}
\par {\listtext\pard\plain\ltrpar \s16 \rtlch\fcs1 \af0 \ltrch\fcs0 \f3\insrsid1 \loch\af3\dbch\af31505\hich\f3 \'b7\tab}}\pard \ltrpar\s16\ql \fi-360\li720\nowidctlpar\wrapdefault{\*\pn \pnlvlblt\ilvl0\ls1\pnrnot0\pnf3\pnstart1{\pntxtb \'B7}}\ls1\adjustright {\rtlch \insrsid1 Loyer\~: 840\u8239\'a0\'80
\par {\listtext\pard\plain\ltrpar \f2 \hich\af2\dbch\af31505\loch\f2 o\tab}}\pard \ltrpar\s16 \fi-360\li1440\ilvl1\ls1 {Charges comprises
\par }\pard\plain \ltrpar\ql {\shp{\*\shpinst\shpleft1\shptop2{\sp{\sn shapeType}{\sv 202}}{\shptxt \ltrpar \pard\plain \ltrpar {\rtlch Encadr\'e9\par }}}{\shprslt{\*\do\dobxcolumn{\dptxbx\dptxlrtb{\dptxbxtext\ltrpar \pard\plain {Encadr\'e9\par }}}}}}{Texte\u160\'a0fin
\par }\trowd \irow0\irowband0\ltrrow\ts15\trgaph108\trleft-108\trhdr \clvertalt\clbrdrt\brdrs \cltxlrtb\clftsWidth3\clwWidth4531\cellx4423\clvertalt\cltxlrtb\cellx8954\pard\plain \ltrpar\ql \intbl {\rtlch Poste\cell Prix\cell }\pard\plain \ltrpar\ql\intbl {\rtlch \trowd \irow0\trgaph108\trleft-108\trhdr\cellx4423\cellx8954\row \ltrrow}\trowd \irow1\cellx4423\cellx8954\pard \ltrpar\intbl {Loyer\cell 840\cell }\pard \intbl {\trowd \irow1\lastrow\cellx4423\cellx8954\row }\pard {Fin \f44 \loch\af44\hich\af44\dbch\af0 \u1055\'cf\u1088\'f0
\par }{\*\themedata 504b030414}{\*\colorschememapping 3c3f}{\*\latentstyles\lsdstimax376{\lsdlockedexcept \lsdpriority0 Normal;}}{\*\datastore 0105}}`;

describe('RTF', () => {
  it('is read as Word writes it', async () => {
    const document = await extractRtf(Buffer.from(BY_WORD, 'latin1'));
    expect(shown(document)).toEqual([
      'paragraph Cabinet Durand',
      'heading1 Objet du contrat',
      'paragraph Le bailleur loue à M. Dupont l’appartement « A12 », voir le site.',
      'list - Loyer : 840 €\n  - Charges comprises',
      'paragraph Texte fin',
      'paragraph Encadré',
      'table | Poste | Prix |\n| --- | --- |\n| Loyer | 840 |',
      'paragraph Fin Пр',
    ]);
    expect(document).toMatchObject({ title: 'Contrat de bail', warnings: [] });
  });

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
