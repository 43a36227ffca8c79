import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { extractPptx } from '../../../../tests/support/office-readers.ts';
import { drawn, frame, shape, slidesFile, titleShape } from '../../../../tests/support/slides-file.ts';
import type { WrittenSlide } from '../../../../tests/support/slides-file.ts';
import { chunkDocument } from '../chunker.ts';
import type { ExtractedDocument } from '../ports.ts';

async function read(...slides: WrittenSlide[]): Promise<ExtractedDocument> {
  const document = await extractPptx(slidesFile(slides));
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  return document;
}

const shown = ({ blocks, text }: ExtractedDocument): string[] =>
  blocks.map(({ kind, level, start, end }) => `${kind}${level ?? ''} ${text.slice(start, end)}`);

async function code(bytes: Buffer): Promise<unknown> {
  return extractPptx(bytes).then(
    () => 'ready',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

describe('slides', () => {
  it('are pages in the order of the presentation, each under its title', async () => {
    const file = slidesFile(
      [
        { shapes: shape(drawn('Le texte du second'), { at: [0, 0] }) + titleShape('La seconde') },
        { shapes: titleShape('La première') + shape(drawn('Un texte'), { at: [0, 9] }) },
      ],
      { order: [1, 0] },
    );
    const document = await extractPptx(file);
    expect(shown(document)).toEqual([
      'heading1 La première',
      'paragraph Un texte',
      'heading1 La seconde',
      'paragraph Le texte du second',
    ]);
    expect(document.pages.map(({ number }) => number)).toEqual([1, 2]);
    expect(document.text.slice(document.pages[1]?.start)).toMatch(/^La seconde/u);
    expect(document.heading).toBe('La première');
  });

  it('without a title have their first line for one, or their number', async () => {
    const list = shape(drawn(['<a:pPr><a:buChar char="•"/></a:pPr>', 'the one of the two']), { at: [0, 5] });
    expect(
      shown(await read({ shapes: list + shape(drawn('Above it'), { at: [0, 1, 50, 3] }) }, { shapes: list })),
    ).toEqual([
      'heading1 Above it',
      'list - the one of the two',
      'heading1 Slide 2',
      'list - the one of the two',
    ]);
  });

  it('are read from top to bottom and from left to right, groups as a whole, without what is hidden', async () => {
    const group = `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="20"/><a:ext cx="9" cy="9"/></a:xfrm></p:grpSpPr>${shape(drawn('Group two'), { at: [0, 900] })}${shape(drawn('Group one'), { at: [0, 800] })}</p:grpSp>`;
    const { text } = await read({
      shapes:
        shape(drawn('Last'), { at: [0, 40] }) +
        group +
        shape(drawn('Right'), { at: [50, 9] }) +
        shape(drawn('Left'), { at: [0, 10] }) +
        shape(drawn('Unseen'), { at: [0, 0], name: 'hidden="1"' }) +
        titleShape('Title'),
    });
    expect(text.split(/\n+/u)).toEqual(['Title', 'Left', 'Right', 'Group one', 'Group two', 'Last']);
  });

  it('show lists with their levels and numbers, also those of their layout', async () => {
    const level = (at: number, bullet: string): string => `<a:pPr lvl="${at}">${bullet}</a:pPr>`;
    const counted = '<a:buAutoNum type="arabicPeriod" startAt="3"/>';
    const small = '<a:buAutoNum type="alphaLcParenR"/>';
    const master = {
      kind: 'slideMaster',
      root: 'p:sldMaster',
      content:
        '<p:txStyles><p:bodyStyle><a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr></p:bodyStyle></p:txStyles>',
    };
    const layout = {
      kind: 'slideLayout',
      root: 'p:sldLayout',
      content: `<p:cSld><p:spTree>${shape(drawn('Click to add text'), { placeholder: 'idx="1"', at: [0, 5] })}</p:spTree></p:cSld>`,
      relations: { m: master },
    };
    const body = drawn(
      [level(0, counted), 'three'],
      [level(1, small), 'a'],
      [level(1, small), 'b'],
      [level(0, counted), 'four'],
      'from the layout',
      ['<a:pPr><a:buNone/></a:pPr>', 'none'],
    );
    const document = await read({
      shapes: titleShape('T') + shape(body, { placeholder: 'idx="1"' }),
      relations: { l: layout },
    });
    expect(shown(document)).toEqual([
      'heading1 T',
      'list 3. three\n  a) a\n  b) b\n4. four\n- from the layout',
      'paragraph none',
    ]);
  });

  it('keep merged cells of tables, and read charts and diagrams', async () => {
    const cell = (text: string, more = ''): string =>
      `<a:tc ${more}><a:txBody>${drawn(text)}</a:txBody></a:tc>`;
    const table = `<a:tbl><a:tblPr firstRow="1"/><a:tr>${cell('Basin')}${cell('Season')}${cell('Boats')}</a:tr><a:tr>${cell('North', 'rowSpan="2"')}${cell('Summer')}${cell('41')}</a:tr><a:tr>${cell('', 'vMerge="1"')}${cell('Closed', 'gridSpan="2"')}${cell('', 'hMerge="1"')}</a:tr></a:tbl>`;
    const points = (tag: string, ...values: string[]): string =>
      `<c:${tag}><c:strRef><c:strCache>${values.map((value, at) => `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`).join('')}</c:strCache></c:strRef></c:${tag}>`;
    const chart = {
      kind: 'chart',
      root: 'c:chartSpace',
      content: `<c:chart><c:title><c:tx><c:rich>${drawn('Sales')}</c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser>${points('tx', 'North')}${points('cat', '2023', '2024')}${points('val', '4.2999999999999998', '5')}</c:ser></c:barChart></c:plotArea></c:chart>`,
    };
    const diagram = {
      kind: 'diagramData',
      root: 'dgm:dataModel',
      content: `<dgm:ptLst><dgm:pt modelId="1"><dgm:t>${drawn('Step one')}</dgm:t></dgm:pt></dgm:ptLst>`,
    };
    const { text } = await read({
      shapes: titleShape('T') + frame(table) + frame('<c:chart r:id="c"/>') + frame('<dgm:relIds r:dm="d"/>'),
      relations: { c: chart, d: diagram },
    });
    expect(text).toBe(
      'T\n\n| Basin | Season | Boats |\n| --- | --- | --- |\n| North | Summer | 41 |\n| North | Closed |  |\n\nSales\n\n|  | North |\n| --- | --- |\n| 2023 | 4.3 |\n| 2024 | 5 |\n\nStep one',
    );
  });

  it('tell what pictures show, where somebody said it', async () => {
    const picture = (words: string): string =>
      `<p:pic><p:nvPicPr><p:cNvPr id="3" name="Image 3" descr="${words}"/><p:nvPr/></p:nvPicPr><p:spPr/></p:pic>`;
    const document = await read(
      {
        shapes:
          titleShape('T') +
          picture('A plan of the harbour&#10;&#10;Description automatically generated') +
          picture('logo.png') +
          picture('Picture 4'),
      },
      { shapes: picture('') },
    );
    expect(document.text).toBe('T\n\nA plan of the harbour');
    expect(document.warnings).toEqual([
      { kind: 'without_text', unread: 1, total: 2, unit: 'pages', places: ['2'] },
    ]);
    expect(await code(slidesFile([{ shapes: picture('') }]))).toBe('document.no_text');
    expect(await code(slidesFile([{ shapes: '' }]))).toBe('document.empty');
  });

  it('have notes and comments under headings in the language of the document, and say that they are hidden', async () => {
    const notes = {
      kind: 'notesSlide',
      root: 'p:notes',
      content: `<p:cSld><p:spTree>${shape(drawn('Dire bonjour à tous'), { placeholder: 'type="body"' })}${shape(drawn('7'), { placeholder: 'type="sldNum"' })}</p:spTree></p:cSld>`,
    };
    const old = {
      kind: 'comments',
      root: 'p:cmLst',
      content: '<p:cm authorId="0"><p:text>À revoir</p:text></p:cm>',
    };
    const threaded = {
      kind: 'comments',
      root: 'p188:cmLst',
      content: `<p188:cm authorId="{A}"><p188:replyLst><p188:reply authorId="{B}"><p188:txBody>${drawn('Oui')}</p188:txBody></p188:reply></p188:replyLst><p188:txBody>${drawn('Est-ce juste ?')}</p188:txBody></p188:cm>`,
    };
    const file = slidesFile(
      [
        {
          shapes:
            titleShape('Le plan de la réunion') +
            shape(drawn('Les points que nous avons vus'), { at: [0, 9] }),
          attributes: 'show="0"',
          relations: { n: notes, c: old, t: threaded },
        },
      ],
      {
        parts: {
          a: { kind: 'commentAuthors', root: 'p:cmAuthorLst', content: '<p:cmAuthor id="0" name="Jean"/>' },
          b: {
            kind: 'authors',
            root: 'p188:authorLst',
            content: '<p188:author id="{A}" name="Anne"/><p188:author id="{B}" name="Bob"/>',
          },
        },
      },
    );
    expect(shown(await extractPptx(file))).toEqual([
      'heading1 Le plan de la réunion (masquée)',
      'paragraph Les points que nous avons vus',
      'heading2 Notes',
      'paragraph Dire bonjour à tous',
      'heading2 Commentaires',
      'list - Jean: À revoir\n- Anne: Est-ce juste ?\n  - Bob: Oui',
    ]);
  });

  it('show footers and what their layout says once, and nothing that it prompts for', async () => {
    const layout = {
      kind: 'slideLayout',
      root: 'p:sldLayout',
      content: `<p:cSld><p:spTree>${shape(drawn('Click to add title'), { placeholder: 'type="title"' })}${shape(drawn('Confidential'), { at: [0, 90] })}</p:spTree></p:cSld>`,
    };
    const number = '<a:fld type="slidenum"><a:t>1</a:t></a:fld>';
    const slide = (title: string): WrittenSlide => ({
      shapes:
        titleShape(title) +
        shape(drawn('Harbour 9917'), { placeholder: 'type="ftr" idx="11"', at: [0, 95] }) +
        shape(drawn(number), { placeholder: 'type="sldNum" idx="12"', at: [0, 96] }),
      relations: { l: layout },
    });
    expect((await read(slide('One'), slide('Two'))).text.split(/\n+/u)).toEqual([
      'One',
      'Harbour 9917',
      'Confidential',
      'Two',
    ]);
  });

  it('tell of what is kept in other files and of slides that are not there', async () => {
    const object = { kind: 'oleObject', root: 'x', content: '' };
    const file = slidesFile(
      [{ shapes: titleShape('One'), relations: { o: object } }, { shapes: titleShape('Two') }],
      {
        others: { 'ppt/slide1.xml': Buffer.from('<p:sld') },
      },
    );
    const { text, warnings, pages } = await extractPptx(file);
    expect(text).toBe('One');
    expect(pages).toHaveLength(2);
    expect(warnings.map(({ kind, unread, places }) => [kind, unread, places])).toEqual([
      ['attachments', 1, ['part1.xml']],
      ['damaged', 1, ['ppt/slide1.xml']],
    ]);
    const scrambled = slidesFile([{ shapes: titleShape('One') }, { shapes: titleShape('Two'.repeat(900)) }]);
    const at = scrambled.indexOf('ppt/slide1.xml');
    scrambled.fill(0xff, at + 'ppt/slide1.xml'.length, at + 60);
    expect((await extractPptx(scrambled)).text).toBe('One');
    const none = slidesFile([{ shapes: '' }], { others: { 'ppt/slide0.xml': Buffer.from('<p:sld') } });
    expect(await code(none)).toBe('document.damaged');
  });
});
