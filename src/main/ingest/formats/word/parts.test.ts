import { describe, expect, it } from 'vitest';
import { extractDocx } from '../../../../../tests/support/office-readers.ts';
import { paragraph, run, wordFile } from '../../../../../tests/support/word-file.ts';
import type { WordPart } from '../../../../../tests/support/word-file.ts';

const header = (content: string): WordPart => ({ kind: 'header', content: paragraph(content) });
const footer = (content: string): WordPart => ({ kind: 'footer', content: paragraph(content) });

function section(
  references: readonly [kind: 'header' | 'footer', type: string, id: string][],
  more = '',
): string {
  const written = references.map(([kind, type, id]) => `<w:${kind}Reference w:type="${type}" r:id="${id}"/>`);
  return `<w:sectPr>${written.join('')}${more}</w:sectPr>`;
}

const linesOf = async (body: string, parts: Record<string, WordPart>): Promise<string[]> =>
  (await extractDocx(wordFile(body, parts))).text.split(/\n+/u);

describe('headers and footers', () => {
  it('stand once around their section, each distinct text', async () => {
    const parts = {
      h1: header('Harbour Authority 9917'),
      h2: header('Harbour Authority 9917'),
      h3: header('Annex of 2024'),
      f1: footer('Version of 12 May 2023'),
    };
    const body =
      paragraph('One') +
      paragraph(
        '',
        section([
          ['header', 'default', 'h1'],
          ['footer', 'default', 'f1'],
        ]),
      ) +
      paragraph('Two') +
      paragraph('', section([['header', 'default', 'h2']])) +
      paragraph('Three') +
      section([
        ['header', 'default', 'h3'],
        ['footer', 'default', 'f1'],
      ]);
    expect(await linesOf(body, parts)).toEqual([
      'Harbour Authority 9917',
      'One',
      'Version of 12 May 2023',
      'Two',
      'Annex of 2024',
      'Three',
    ]);
  });

  it('are those of first and even pages only where Word shows them', async () => {
    const parts = { first: header('First'), even: header('Even'), usual: header('Usual') };
    const body = (more: string): string =>
      paragraph('Text') +
      section(
        [
          ['header', 'first', 'first'],
          ['header', 'even', 'even'],
          ['header', 'default', 'usual'],
        ],
        more,
      );
    const evenToo = { settings: { kind: 'settings', content: '<w:evenAndOddHeaders/>' } } as const;
    expect(await linesOf(body(''), parts)).toEqual(['Usual', 'Text']);
    expect(await linesOf(body('<w:titlePg/>'), parts)).toEqual(['First', 'Usual', 'Text']);
    expect(await linesOf(body('<w:titlePg/>'), { ...parts, ...evenToo })).toEqual([
      'First',
      'Usual',
      'Even',
      'Text',
    ]);
  });

  it('are taken over by sections without their own', async () => {
    const body =
      paragraph('One') +
      paragraph('', section([['header', 'first', 'h1']])) +
      paragraph('Two') +
      section([], '<w:titlePg/>');
    expect(await linesOf(body, { h1: header('Cover') })).toEqual(['One', 'Cover', 'Two']);
  });

  it('that only count pages are left out, and no other number is', async () => {
    const page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>';
    const parts = {
      a: footer(`${run('Page ')}${page}${run(' of 12')}`),
      b: footer(`${run('30.11.2026 – ')}${page}`),
      c: footer('9917'),
    };
    const body =
      paragraph('One') +
      paragraph('', section([['footer', 'default', 'a']])) +
      paragraph('Two') +
      paragraph('', section([['footer', 'default', 'b']])) +
      paragraph('Three') +
      section([['footer', 'default', 'c']]);
    expect(await linesOf(body, parts)).toEqual(['One', 'Two', '30.11.2026 – 3', 'Three', '9917']);
  });

  it('make no headings of the text', async () => {
    const parts: Record<string, WordPart> = {
      h1: { kind: 'header', content: paragraph(run('Running'), '<w:outlineLvl w:val="0"/>') },
    };
    const { heading } = await extractDocx(
      wordFile(paragraph('Text') + section([['header', 'default', 'h1']]), parts),
    );
    expect(heading).toBeNull();
  });
});

describe('notes', () => {
  const note = (kind: 'footnote' | 'endnote', id: number, more = ''): string =>
    `<w:r><w:${kind}Reference w:id="${id}"${more}/></w:r>`;
  const text = (kind: string, id: number, content: string, more = ''): string =>
    `<w:${kind} w:id="${id}"${more}>${paragraph(content)}</w:${kind}>`;

  it('are read after the text that refers to them, endnotes at the end', async () => {
    const parts: Record<string, WordPart> = {
      f: {
        kind: 'footnotes',
        content:
          text('footnote', -1, 'LINE', ' w:type="separator"') +
          text('footnote', 7, 'Under the bridge') +
          text('footnote', 8, 'At high tide'),
      },
      e: { kind: 'endnotes', content: text('endnote', 2, 'From the archive') },
    };
    const body =
      paragraph(`${run('Boats pass')}${note('footnote', 7)}${run(' slowly')}${note('endnote', 2)}`) +
      paragraph(`${run('and float')}${note('footnote', 8)}`) +
      paragraph('The end');
    expect(await linesOf(body, parts)).toEqual([
      'Boats pass[1] slowly[i]',
      '[1] Under the bridge',
      'and float[2]',
      '[2] At high tide',
      'The end',
      '[i] From the archive',
    ]);
  });

  it('are marked in the format of the document, or by the mark someone chose', async () => {
    const parts: Record<string, WordPart> = {
      s: { kind: 'settings', content: '<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>' },
      f: {
        kind: 'footnotes',
        content: text('footnote', 1, 'Letters') + text('footnote', 2, '* A star'),
      },
    };
    const body =
      paragraph(`${run('One')}${note('footnote', 1)}`) +
      paragraph(`${run('Two')}${note('footnote', 2, ' w:customMarkFollows="1"')}${run('*')}`);
    expect(await linesOf(body, parts)).toEqual(['One[a]', '[a] Letters', 'Two*', '* A star']);
  });
});

describe('documents inside a document', () => {
  const read = async (name: string, content: string | Uint8Array) =>
    extractDocx(
      wordFile(`${paragraph('Before')}<w:altChunk r:id="c"/>${paragraph('After')}`, {
        c: { kind: 'aFChunk', content, name },
      }),
    );

  it('are read at their place: web pages, with their tables', async () => {
    const page =
      '<html><body><nav>Menu</nav><h2>Fees</h2><table><tr><th>Basin</th><th>Fee</th></tr><tr><td>North</td><td>120 €</td></tr></table></body></html>';
    const { text, blocks } = await read('chunk.htm', `\ufeff${page}`);
    expect(text).toBe('Before\n\nMenu\n\nFees\n\n| Basin | Fee |\n| --- | --- |\n| North | 120 € |\n\nAfter');
    expect(blocks.some(({ kind }) => kind === 'heading')).toBe(true);
  });

  it('are read when they are but a piece of a page', async () => {
    const { text } = await read('chunk.html', '<b>Fee:</b> 120 &euro;<script>CODE</script><br>a year');
    expect(text).toBe('Before\n\nFee: 120 €\na year\n\nAfter');
  });

  it('are read whatever they are called: MHTML in any transfer encoding, plain text', async () => {
    const mhtml = [
      'MIME-Version: 1.0',
      'Content-Type: multipart/related; boundary="=b"; type="text/html"',
      '',
      '--=b',
      'Content-Type: text/html; charset="windows-1252"',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<html><body><p>Le th=E9 est =',
      'servi.</p></body></html>',
      '--=b',
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
      '--=b--',
      '',
    ].join('\r\n');
    expect((await read('chunk.mht', mhtml)).text).toBe('Before\n\nLe thé est servi.\n\nAfter');
    const plain = await read('chunk.dat', 'First paragraph\nof two lines.\n\nÉté comme hiver.');
    expect(plain.text).toBe('Before\n\nFirst paragraph\nof two lines.\n\nÉté comme hiver.\n\nAfter');
    const table = await read('chunk.txt', 'Nom;Prix\nVis;2\nClou;3');
    expect(table.text).toBe('Before\n\nNom;Prix\nVis;2\nClou;3\n\nAfter');
  });

  it('are read when they are Word files, as deep as anyone nests them', async () => {
    const within = (content: Uint8Array): Buffer =>
      wordFile(`${paragraph('In')}<w:altChunk r:id="c"/>`, {
        c: { kind: 'aFChunk', content, name: 'c.docx' },
      });
    const page = paragraph('<w:r><w:br w:type="page"/></w:r>');
    const found = await read('c.docx', within(wordFile(paragraph('Deep') + page + paragraph('Deeper'))));
    expect(found.text).toBe('Before\n\nIn\n\nDeep\n\nDeeper\n\nAfter');
    expect(found.pages).toEqual([]);
    const endless = await read('c.docx', within(within(within(within(wordFile(paragraph('TOO DEEP')))))));
    expect(endless.text).not.toContain('TOO DEEP');
    expect(endless.warnings).toMatchObject([{ kind: 'attachments', unread: 1, total: 4 }]);
  });

  it('are told of when they cannot be read', async () => {
    const { text, warnings } = await read('chunk.rtf', '{\\rtf1 text}');
    expect(text).toBe('Before\n\nAfter');
    const cut = wordFile(paragraph('In')).subarray(0, 400);
    expect((await read('c.docx', cut)).warnings).toMatchObject([{ kind: 'attachments', unread: 1 }]);
    expect(warnings).toEqual([
      { kind: 'attachments', unread: 1, total: 1, unit: 'files', places: ['chunk.rtf'] },
    ]);
  });

  it('are read in a cell of a table', async () => {
    const table = `<w:tbl><w:tr><w:tc>${paragraph('a')}</w:tc><w:tc><w:altChunk r:id="c"/></w:tc></w:tr></w:tbl>`;
    const { text } = await extractDocx(
      wordFile(table, { c: { kind: 'aFChunk', content: '<html><p>Inside</p></html>', name: 'c.html' } }),
    );
    expect(text).toBe('a\n\nInside');
  });
});

describe('graphics', () => {
  const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
  const drawn = (content: string, properties = ''): string =>
    paragraph(
      `${run('As drawn:')}<w:r><w:rPr>${properties}</w:rPr><w:drawing><wp:inline><a:graphic><a:graphicData>${content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
    );
  const words = (text: string): string => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`;

  it('that are diagrams give their words', async () => {
    const point = (content: string, type = ''): string =>
      `<d:pt${type}><d:t><a:bodyPr/>${content}</d:t></d:pt>`;
    const data = `<d:dataModel xmlns:d="${DRAWING}/diagram" xmlns:a="${DRAWING}/main"><d:ptLst>${point('', ' type="doc"')}${point(words('Harbour master'))}${point(words('Dock hands') + words('(three)'))}${point(words('DRAWN'), ' type="pres"')}</d:ptLst></d:dataModel>`;
    const body = drawn(`<d:relIds xmlns:d="${DRAWING}/diagram" r:dm="d"/>`);
    expect(await linesOf(body, { d: { kind: 'diagramData', content: data } })).toEqual([
      'As drawn:',
      'Harbour master',
      'Dock hands (three)',
    ]);
  });

  it('that are charts give their title and the table they were drawn from', async () => {
    const values = (kind: 'str' | 'num', ...of: string[]): string =>
      `<c:${kind}Ref><c:f>Sheet1!A1</c:f><c:${kind}Cache><c:ptCount val="${of.length}"/>${of.map((value, at) => (value === '' ? '' : `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`)).join('')}</c:${kind}Cache></c:${kind}Ref>`;
    const series = (name: string, ...of: string[]): string =>
      `<c:ser><c:idx val="0"/><c:tx>${values('str', name)}</c:tx><c:cat>${values('str', 'North', 'South')}</c:cat><c:val>${values('num', ...of)}</c:val></c:ser>`;
    const chart = `<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main"><c:chart><c:title><c:tx><c:rich>${words('Boats by basin')}</c:rich></c:tx></c:title><c:plotArea><c:barChart>${series('Summer', '41', '50')}${series('Winter', '', '22')}</c:barChart></c:plotArea></c:chart></c:chartSpace>`;
    const shown = `<c:chart xmlns:c="${DRAWING}/chart" r:id="c"/>`;
    const parts: Record<string, WordPart> = { c: { kind: 'chart', content: chart } };
    expect(await linesOf(drawn(shown), parts)).toEqual([
      'As drawn:',
      'Boats by basin',
      '|  | Summer | Winter |',
      '| --- | --- | --- |',
      '| North | 41 |  |',
      '| South | 50 | 22 |',
    ]);
    expect(await linesOf(drawn(shown, '<w:vanish/>'), parts)).toEqual(['As drawn:']);
  });
});

describe('the package', () => {
  it('may name its parts and prefixes as it likes, in the strict form and in UTF-16', async () => {
    const strict = 'http://purl.oclc.org/ooxml/wordprocessingml/main';
    const document = `\ufeff<?xml version="1.0" encoding="UTF-16"?><document xmlns="${strict}" xmlns:x="${strict}"><body><p><pPr><pStyle x:val="H"/></pPr><r><t>Été</t></r></p></body></document>`;
    const root = 'http://schemas.openxmlformats.org/package/2006/relationships';
    const relations = `<?xml version="1.0"?><p:Relationships xmlns:p="${root}"><p:Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/Word/Main2.xml"/></p:Relationships>`;
    const found = await extractDocx(
      wordFile(
        '',
        {},
        {
          '_rels/.rels': Buffer.from(relations),
          'word/main2.xml': Buffer.from(document, 'utf16le'),
          'word/styles.xml': Buffer.from(
            `<s:styles xmlns:s="${strict}"><s:style s:styleId="H"><s:name s:val="heading 1"/></s:style></s:styles>`,
          ),
        },
      ),
    );
    expect(found.blocks).toMatchObject([{ kind: 'heading', level: 1 }]);
    expect(found.text).toBe('Été');
  });

  it('is read but for the parts that are damaged, which are told of', async () => {
    const parts: Record<string, WordPart> = {
      h1: { kind: 'header', content: Buffer.from('<w:hdr><w:p>'), name: 'header1.xml' },
      f1: footer('Version of 12 May 2023'),
    };
    const { text, warnings } = await extractDocx(
      wordFile(
        paragraph('Text') +
          section([
            ['header', 'default', 'h1'],
            ['footer', 'default', 'f1'],
          ]),
        parts,
      ),
    );
    expect(text).toBe('Text\n\nVersion of 12 May 2023');
    expect(warnings).toMatchObject([
      { kind: 'damaged', unread: 1, unit: 'files', places: ['word/header1.xml'] },
    ]);
  });
});
