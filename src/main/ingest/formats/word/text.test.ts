import { describe, expect, it } from 'vitest';
import { extractDocx } from '../../../../../tests/support/office-readers.ts';
import { paragraph, run, wordFile } from '../../../../../tests/support/word-file.ts';

const HIDDEN = '<w:vanish/>';

async function textOf(body: string, styles = ''): Promise<string> {
  return (await extractDocx(wordFile(body, { s: { kind: 'styles', content: styles } }))).text;
}

const inRun = (content: string): string => `<w:r>${content}</w:r>`;

describe('the text of a paragraph', () => {
  it('keeps the base of ruby, not the reading aid', async () => {
    const ruby = `<w:ruby><w:rubyPr/><w:rt>${run('とうきょう')}</w:rt><w:rubyBase>${run('東京')}</w:rubyBase></w:ruby>`;
    expect(await textOf(paragraph(`${run('The city is ')}${inRun(ruby)}${run('.')}`))).toBe(
      'The city is 東京.',
    );
  });

  it('keeps what was inserted or moved here, not what was deleted or moved away', async () => {
    const body =
      paragraph(
        `${run('The fee is ')}<w:del>${inRun('<w:delText>30</w:delText>')}</w:del><w:ins>${run('45')}</w:ins>` +
          `<w:moveFrom>${run(' dollars')}</w:moveFrom><w:moveTo>${run(' euros')}</w:moveTo>`,
      ) +
      paragraph(run('One line,'), '<w:rPr><w:del/></w:rPr>') +
      paragraph(run(' once two.'));
    expect(await textOf(body)).toBe('The fee is 45 euros\n\nOne line, once two.');
  });

  it('leaves out comments', async () => {
    const remark = inRun('<w:commentReference w:id="0"/><w:annotationRef/>');
    const comments = `<?xml version="1.0"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0">${paragraph('A remark')}</w:comment></w:comments>`;
    const body = paragraph(
      `<w:commentRangeStart w:id="0"/>${run('Agreed.')}<w:commentRangeEnd w:id="0"/>${remark}`,
    );
    const file = wordFile(body, {}, { 'word/comments.xml': Buffer.from(comments) });
    expect((await extractDocx(file)).text).toBe('Agreed.');
  });

  it('leaves out hidden text, however it is hidden', async () => {
    const styles =
      `<w:style w:type="character" w:styleId="Base"><w:rPr>${HIDDEN}</w:rPr></w:style>` +
      '<w:style w:type="character" w:styleId="Secret"><w:basedOn w:val="Base"/></w:style>' +
      `<w:style w:type="paragraph" w:styleId="Draft"><w:rPr>${HIDDEN}</w:rPr></w:style>` +
      '<w:style w:type="paragraph" w:styleId="Note"><w:basedOn w:val="Draft"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="Open"><w:basedOn w:val="Draft"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>';
    const body =
      paragraph(`${run('Seen')}${run('DIRECT', HIDDEN)}${run('BYSTYLE', '<w:rStyle w:val="Secret"/>')}`) +
      paragraph(run('WHOLE'), '<w:pStyle w:val="Note"/>') +
      paragraph(`${run('shown', '<w:vanish w:val="false"/>')}${run('HIDDEN')}`, '<w:pStyle w:val="Draft"/>') +
      paragraph(run(' on'), '<w:pStyle w:val="Open"/>') +
      paragraph(run('both hide', '<w:rStyle w:val="Secret"/>'), '<w:pStyle w:val="Draft"/>') +
      paragraph('end');
    expect(await textOf(body, styles)).toBe('Seen\n\nshown on\n\nboth hideend');
  });

  it('joins paragraphs whose mark is hidden, and keeps a heading that runs in', async () => {
    const body =
      paragraph(run('One '), `<w:rPr>${HIDDEN}</w:rPr>`) +
      paragraph('line') +
      paragraph(run('Lead-in'), `<w:outlineLvl w:val="1"/><w:rPr>${HIDDEN}<w:specVanish/></w:rPr>`) +
      paragraph('and its text');
    expect(await textOf(body)).toBe('One line\n\nLead-in\n\nand its text');
  });

  it('joins a drop cap to its word', async () => {
    const body =
      paragraph(run('O'), '<w:framePr w:dropCap="drop" w:lines="3"/>') +
      paragraph('nce upon a time') +
      paragraph(run('T'), '<w:framePr w:dropCap="margin" w:lines="2"/>') +
      paragraph('he end');
    expect(await textOf(body)).toBe('Once upon a time\n\nThe end');
  });

  it('shows the results of fields, not their codes, one in another and over paragraphs', async () => {
    const mark = (type: string, data = ''): string =>
      inRun(`<w:fldChar w:fldCharType="${type}">${data}</w:fldChar>`);
    const code = (text: string): string => inRun(`<w:instrText>${text}</w:instrText>`);
    const field = (written: string, result: string): string =>
      `${mark('begin')}${written}${mark('separate')}${result}${mark('end')}`;
    const body =
      paragraph(`${run('See ')}${field(code('REF x'), run('annex Q'))}${run('.')}`) +
      paragraph(
        field(`${code('IF ')}${field(code('DOCPROPERTY y'), run('CODE'))}${code(' = 1')}`, run('Paid')),
      ) +
      paragraph(`${mark('begin')}${code('TOC')}${mark('separate')}${run('Chapter 1')}`) +
      paragraph(`${run('Chapter 2')}${mark('end')}`) +
      paragraph(`<w:fldSimple w:instr="DATE">${run('1 May')}</w:fldSimple>`) +
      paragraph(`${run('indexed')}${mark('begin')}${code('XE "indexed"')}${mark('end')}`) +
      paragraph(`${mark('begin')}${code('BROKEN')}`) +
      paragraph('Text goes on');
    expect(await textOf(body)).toBe(
      'See annex Q.\n\nPaid\n\nChapter 1\n\nChapter 2\n\n1 May\n\nindexed\n\nText goes on',
    );
  });

  it('shows what was ticked and chosen in an old form', async () => {
    const field = (data: string): string =>
      inRun(`<w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar>`) +
      inRun('<w:instrText>FORM</w:instrText>') +
      inRun('<w:fldChar w:fldCharType="end"/>');
    const entries = '<w:listEntry w:val="Oak"/><w:listEntry w:val="Larch"/>';
    const body = paragraph(
      `${field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')}${run(' sails ')}` +
        `${field('<w:checkBox><w:default w:val="0"/></w:checkBox>')}${run(' rows, mast of ')}` +
        field(`<w:ddList><w:result w:val="1"/>${entries}</w:ddList>`),
    );
    expect(await textOf(body)).toBe('☒ sails ☐ rows, mast of Larch');
  });

  it('reads content controls, smart tags and links, around text, paragraphs, rows and cells', async () => {
    const control = (content: string): string =>
      `<w:sdt><w:sdtPr/><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
    const cell = (text: string): string => `<w:tc>${paragraph(text)}</w:tc>`;
    const body =
      control(paragraph(`${run('Master: ')}${control(run('Ottilie'))}`)) +
      paragraph(
        `<w:smartTag><w:smartTagPr/>${run('Paris')}</w:smartTag><w:hyperlink>${run(' by rail')}</w:hyperlink>`,
      ) +
      `<w:tbl><w:tr>${cell('Boat')}${control(cell('Length'))}</w:tr>${control(`<w:tr>${cell('Albatross')}${cell('11.4')}</w:tr>`)}</w:tbl>`;
    expect(await textOf(body)).toBe(
      'Master: Ottilie\n\nParis by rail\n\n| Boat | Length |\n| --- | --- |\n| Albatross | 11.4 |',
    );
  });

  it('reads hyphens, tabs, line ends and signs of fonts for symbols', async () => {
    const symbol = (font: string, character: string): string =>
      inRun(`<w:sym w:font="${font}" w:char="${character}"/>`);
    const body =
      paragraph(
        inRun(
          '<w:t>pier</w:t><w:noBreakHyphen/><w:t>side, soft</w:t><w:softHyphen/><w:t>ware</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t>',
        ),
      ) +
      paragraph(`${symbol('Wingdings', 'F0FC')}${symbol('Wingdings', 'FC')}${symbol('Symbol', 'F061')}`) +
      paragraph(
        `${run('\uf0fe', '<w:rFonts w:ascii="Wingdings"/>')}${run(' done, ')}${run('b', '<w:rFonts w:ascii="Symbol"/>')}`,
      );
    expect(await textOf(body)).toBe('pier-side, software B\nC\n\n✓✓α\n\n🗹 done, β');
  });

  it('keeps white space that separates words, wherever it is', async () => {
    const body = paragraph(
      `${run('a')}${run(' ')}${run('b')}<w:r><w:t>&#160;c &amp; d</w:t></w:r><w:r><w:t><![CDATA[ <e>]]></w:t></w:r>`,
    );
    expect(await textOf(body)).toBe('a b c & d <e>');
  });
});

describe('text boxes', () => {
  const box = (content: string): string => `<w:txbxContent>${content}</w:txbxContent>`;
  const shape = (content: string): string =>
    `<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>${box(content)}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>`;
  const old = (content: string): string =>
    `<w:pict><v:shape><v:textbox>${box(content)}</v:textbox></v:shape></w:pict>`;
  const either = (choice: string, fallback: string): string =>
    inRun(
      `<mc:AlternateContent><mc:Choice Requires="wps">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`,
    );

  it('are read once, after the paragraph they hang on, whichever way they are written', async () => {
    const inside = paragraph('In the box') + paragraph('two lines');
    expect(
      await textOf(paragraph(`${run('Text')}${either(shape(inside), old(inside))}${run(' goes on')}`)),
    ).toBe('Text goes on\n\nIn the box\n\ntwo lines');
    expect(await textOf(paragraph(inRun(shape(inside))))).toBe('In the box\n\ntwo lines');
    expect(await textOf(paragraph(inRun(old(inside))))).toBe('In the box\n\ntwo lines');
  });

  it('are read the older way where the newer has no text', async () => {
    expect(await textOf(paragraph(either('<w:drawing/>', old(paragraph('Only here')))))).toBe('Only here');
    expect(await textOf(paragraph(either('<w:unknown/>', '<w:t>plain</w:t>')))).toBe('plain');
  });

  it('may hold tables, and stand in tables', async () => {
    const row = (...cells: string[]): string =>
      `<w:tr>${cells.map(cell => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`;
    const table = `<w:tbl>${row(paragraph('a'), paragraph('b'))}${row(paragraph('c'), paragraph('d'))}</w:tbl>`;
    expect(await textOf(paragraph(inRun(shape(table))))).toBe('| a | b |\n| --- | --- |\n| c | d |');
    const holder = `<w:tbl>${row(paragraph(`${run('a')}${inRun(shape(paragraph('note')))}`), paragraph('b'))}</w:tbl>`;
    expect(await textOf(holder)).toBe('| a note | b |');
  });

  it('are left out where they are hidden', async () => {
    const hidden = `<w:r><w:rPr>${HIDDEN}</w:rPr>${shape(paragraph('SECRET'))}</w:r>`;
    expect(await textOf(paragraph(`${run('Seen')}${hidden}`))).toBe('Seen');
  });
});

describe('blocks', () => {
  it('are headings by outline level or style name in several languages, quotations by theirs', async () => {
    const style = (id: string, name: string, more = ''): string =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`;
    const styles =
      style('T', 'Title') +
      style('A', 'heading 2') +
      style('B', 'Titre 3') +
      style('C', 'My own', '<w:basedOn w:val="A"/>') +
      style('D', 'TOC Heading', '<w:basedOn w:val="A"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>') +
      style('Q', 'Intense Quote') +
      style('E', 'heading 8');
    const body =
      ['T', 'A', 'B', 'C', 'D', 'Q', 'E'].map(id => paragraph(id, `<w:pStyle w:val="${id}"/>`)).join('') +
      paragraph('O', '<w:outlineLvl w:val="0"/>');
    const { text, blocks } = await extractDocx(wordFile(body, { s: { kind: 'styles', content: styles } }));
    expect(blocks.map(({ kind, level, start, end }) => [text.slice(start, end), kind, level])).toEqual([
      ['T', 'heading', 1],
      ['A', 'heading', 2],
      ['B', 'heading', 3],
      ['C', 'heading', 2],
      ['D', 'paragraph', null],
      ['Q', 'quote', null],
      ['E', 'heading', 6],
      ['O', 'heading', 1],
    ]);
  });
});
