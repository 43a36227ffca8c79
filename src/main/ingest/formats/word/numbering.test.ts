import { describe, expect, it } from 'vitest';
import { extractDocx } from '../../../../../tests/support/office-readers.ts';
import { paragraph, wordFile } from '../../../../../tests/support/word-file.ts';

type LevelParts = { format?: string; start?: number | null; more?: string };

function level(
  at: number,
  template: string,
  { format = 'decimal', start = 1, more = '' }: LevelParts = {},
): string {
  const starts = start === null ? '' : `<w:start w:val="${start}"/>`;
  return `<w:lvl w:ilvl="${at}">${starts}<w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${template}"/></w:lvl>`;
}

function definition(id: number, ...levels: string[]): string {
  return `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
}

function list(id: number, definitionId: number, overrides = ''): string {
  return `<w:num w:numId="${id}"><w:abstractNumId w:val="${definitionId}"/>${overrides}</w:num>`;
}

const startOver = (at: number, start: number): string =>
  `<w:lvlOverride w:ilvl="${at}"><w:startOverride w:val="${start}"/></w:lvlOverride>`;
const numbered = (id: number, at = 0): string =>
  `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`;
const item = (text: string, id: number, at = 0): string => paragraph(text, numbered(id, at));
const style = (id: string, name: string, properties: string, basedOn = ''): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${basedOn === '' ? '' : `<w:basedOn w:val="${basedOn}"/>`}<w:pPr>${properties}</w:pPr></w:style>`;
const styled = (text: string, id: string, properties = ''): string =>
  paragraph(text, `<w:pStyle w:val="${id}"/>${properties}`);

const DECIMALS = [level(0, '%1.'), level(1, '%1.%2'), level(2, '%1.%2.%3')];

async function linesOf(body: string, numbering: string, styles = ''): Promise<string[]> {
  const { text } = await extractDocx(
    wordFile(body, {
      n: { kind: 'numbering', content: numbering },
      s: { kind: 'styles', content: styles },
    }),
  );
  return text.split(/\n+/u).map(line => line.trim());
}

describe('numbering as Word shows it', () => {
  it('counts levels, and starts the deeper ones again', async () => {
    const body = [0, 1, 1, 2, 0, 1].map((at, index) => item(`p${index}`, 1, at)).join('');
    expect(await linesOf(body, definition(0, ...DECIMALS) + list(1, 0))).toEqual([
      '1. p0',
      '1.1 p1',
      '1.2 p2',
      '1.2.1 p3',
      '2. p4',
      '2.1 p5',
    ]);
  });

  it('counts a level that was passed over from its start', async () => {
    const body = item('a', 1, 1) + item('b', 1) + item('c', 1, 2);
    expect(await linesOf(body, definition(0, ...DECIMALS) + list(1, 0))).toEqual([
      '1.1 a',
      '2. b',
      '2.1.1 c',
    ]);
  });

  it.each([
    ['upperRoman', 4, 'IV.'],
    ['lowerRoman', 9, 'ix.'],
    ['upperLetter', 3, 'C.'],
    ['lowerLetter', 28, 'bb.'],
    ['decimalZero', 7, '07.'],
    ['ordinal', 22, '22nd.'],
    ['ordinal', 13, '13th.'],
    ['cardinalText', 21, 'Twenty-one.'],
    ['ordinalText', 20, 'Twentieth.'],
    ['decimalEnclosedCircle', 3, '③.'],
    ['chineseCounting', 12, '十二.'],
    ['ideographDigital', 12, '一二.'],
    ['russianUpper', 2, 'Б.'],
    ['chicago', 2, '†.'],
    ['upperRoman', 0, '0.'],
    ['lowerRoman', 1_000_000, '1000000.'],
    ['somethingNew', 5, '5.'],
  ])('writes %s %i as %s', async (format, start, label) => {
    const numbering = definition(0, level(0, '%1.', { format, start })) + list(1, 0);
    expect(await linesOf(item('x', 1), numbering)).toEqual([`${label} x`]);
  });

  it('writes numbers like the sample of a format that older versions do not know', async () => {
    const choice =
      '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>';
    const numbering = `${definition(0, `<w:lvl w:ilvl="0"><w:start w:val="9"/>${choice}<w:lvlText w:val="EX-%1"/></w:lvl>`)}${list(1, 0)}`;
    expect(await linesOf(item('a', 1) + item('b', 1), numbering)).toEqual(['EX-009 a', 'EX-010 b']);
  });

  it('keeps the words of a template, and the space after it or none', async () => {
    const numbering =
      definition(0, level(0, 'Article %1.'), level(1, '(%2)', { format: 'lowerLetter' })) +
      definition(1, level(0, '§%1', { more: '<w:suff w:val="nothing"/>' })) +
      list(1, 0) +
      list(2, 1);
    expect(await linesOf(item('Object', 1) + item('first', 1, 1) + item(' Term', 2), numbering)).toEqual([
      'Article 1. Object',
      '(a) first',
      '§1Term',
    ]);
  });

  it('makes a heading of a short line whose number has a name', async () => {
    const body = item('Rent', 1) + item('The tenant pays in advance, every month of the lease.', 1);
    const numbering = definition(0, level(0, 'Article %1.')) + list(1, 0);
    const { blocks } = await extractDocx(wordFile(body, { n: { kind: 'numbering', content: numbering } }));
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'list']);
  });

  it('shows legal numbers in figures, whatever the levels above use', async () => {
    const numbering =
      definition(
        0,
        level(0, 'Article %1', { format: 'upperRoman' }),
        level(1, '%1.%2', { more: '<w:isLgl/>' }),
        level(2, '%1.%2', { more: '<w:isLgl w:val="0"/>' }),
      ) + list(1, 0);
    const body = item('A', 1) + item('B', 1) + item('x', 1, 1) + item('y', 1, 2);
    expect(await linesOf(body, numbering)).toEqual(['Article I A', 'Article II B', '2.1 x', 'II.1 y']);
  });

  it('goes on counting in another list of the same definition, and starts again where it says so', async () => {
    const numbering =
      definition(0, ...DECIMALS) +
      list(1, 0) +
      list(2, 0) +
      list(3, 0, startOver(0, 1)) +
      list(4, 0, startOver(1, 5));
    const body =
      item('a', 1) +
      item('b', 2) +
      item('c', 3) +
      item('d', 3) +
      item('e', 1) +
      item('f', 4, 1) +
      item('g', 4, 1);
    expect(await linesOf(body, numbering)).toEqual([
      '1. a',
      '2. b',
      '1. c',
      '2. d',
      '3. e',
      '3.5 f',
      '3.6 g',
    ]);
  });

  it('keeps the new start of a deeper level until that level comes', async () => {
    const numbering = definition(0, ...DECIMALS) + list(1, 0, startOver(1, 5));
    const body = item('a', 1) + item('b', 1, 1) + item('c', 1) + item('d', 1, 1);
    expect(await linesOf(body, numbering)).toEqual(['1. a', '1.5 b', '2. c', '2.1 d']);
  });

  it('starts a level again only after the level it names', async () => {
    const levels = (restart: number): string =>
      definition(
        0,
        level(0, '%1.'),
        level(1, '%1.%2'),
        level(2, '%3)', { more: `<w:lvlRestart w:val="${restart}"/>` }),
      ) + list(1, 0);
    const body = [0, 1, 2, 1, 2, 0, 1, 2].map(at => item('x', 1, at)).join('');
    const deepest = async (restart: number): Promise<string[]> =>
      (await linesOf(body, levels(restart))).filter(line => line.includes(')'));
    expect(await deepest(0)).toEqual(['1) x', '2) x', '3) x']);
    expect(await deepest(1)).toEqual(['1) x', '2) x', '1) x']);
    expect(await deepest(2)).toEqual(['1) x', '1) x', '1) x']);
  });

  it('shows levels that one list has in its own way', async () => {
    const own = `<w:lvlOverride w:ilvl="0">${level(0, '(%1)', { format: 'lowerLetter' })}</w:lvlOverride>`;
    const numbering = definition(0, ...DECIMALS) + list(1, 0) + list(2, 0, own);
    expect(await linesOf(item('a', 1) + item('b', 2) + item('c', 1), numbering)).toEqual([
      '1. a',
      '(b) b',
      '3. c',
    ]);
  });

  it('starts at 0 where a level has no start', async () => {
    const numbering = definition(0, level(0, '%1.', { start: null })) + list(1, 0);
    expect(await linesOf(item('a', 1) + item('b', 1), numbering)).toEqual(['0. a', '1. b']);
  });

  it('takes numbers from styles and the styles they are based on', async () => {
    const styles =
      style('H1', 'heading 1', '<w:numPr><w:numId w:val="1"/></w:numPr>') +
      style('H2', 'heading 2', '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>') +
      style('Clause', 'Clause', '', 'H2') +
      style('Annex', 'Annex', '<w:numPr><w:numId w:val="0"/></w:numPr>', 'H1');
    const numbering =
      definition(
        0,
        level(0, '%1', { more: '<w:pStyle w:val="H1"/>' }),
        level(1, '%1.%2', { more: '<w:pStyle w:val="H2"/>' }),
      ) + list(1, 0);
    const body =
      styled('Scope', 'H1') +
      styled('Boats', 'H2') +
      styled('Canoes', 'Clause') +
      styled('Untold', 'H1', '<w:numPr><w:numId w:val="0"/></w:numPr>') +
      styled('Safety', 'H1') +
      styled('Plans', 'Annex');
    expect(await linesOf(body, numbering, styles)).toEqual([
      '1 Scope',
      '1.1 Boats',
      '1.2 Canoes',
      'Untold',
      '2 Safety',
      'Plans',
    ]);
  });

  it('finds the level of a style by the list that names it', async () => {
    const styles = style('Deep', 'Deep', '<w:numPr><w:numId w:val="1"/></w:numPr>');
    const numbering =
      definition(0, level(0, '%1.'), level(1, '%1.%2', { more: '<w:pStyle w:val="Deep"/>' })) + list(1, 0);
    expect(await linesOf(item('a', 1) + styled('b', 'Deep'), numbering, styles)).toEqual(['1. a', '1.1 b']);
  });

  it('follows a definition to the numbering style it stands for', async () => {
    const styles =
      '<w:style w:type="numbering" w:styleId="Legal"><w:name w:val="Legal"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>';
    const numbering =
      '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Legal"/></w:abstractNum>' +
      definition(1, level(0, 'Clause %1:')) +
      list(1, 0) +
      list(2, 1);
    expect(await linesOf(item('a', 1) + item('b', 2), numbering, styles)).toEqual([
      'Clause 1: a',
      'Clause 2: b',
    ]);
  });

  it('keeps the number of a heading, which then does not name the document', async () => {
    const styles = style('H1', 'heading 1', numbered(1)) + style('T', 'Title', '');
    const parts = {
      n: { kind: 'numbering', content: definition(0, level(0, '%1.', { start: 3 })) + list(1, 0) },
      s: { kind: 'styles', content: styles },
    } as const;
    const counted = await extractDocx(wordFile(styled('Insurance', 'H1'), parts));
    expect(counted.blocks).toMatchObject([{ kind: 'heading', level: 1 }]);
    expect([counted.text, counted.heading]).toEqual(['3. Insurance', null]);
    const titled = await extractDocx(wordFile(styled('Rules', 'T') + styled('Insurance', 'H1'), parts));
    expect(titled.heading).toBe('Rules');
  });

  it('puts the number after the break of the page on which its text starts', async () => {
    const styles = style('H1', 'heading 1', numbered(1));
    const broken = '<w:r><w:lastRenderedPageBreak/><w:t>Safety</w:t></w:r>';
    const { text, pages } = await extractDocx(
      wordFile(styled('Scope', 'H1') + styled(broken, 'H1'), {
        n: { kind: 'numbering', content: definition(0, level(0, '%1.')) + list(1, 0) },
        s: { kind: 'styles', content: styles },
      }),
    );
    expect(pages.map(({ start, end }) => text.slice(start, end).trim())).toEqual(['1. Scope', '2. Safety']);
  });

  it('leaves the bullet of a heading out', async () => {
    const styles = style('H1', 'heading 1', numbered(1));
    const numbering = definition(0, level(0, '\uf0b7', { format: 'bullet' })) + list(1, 0);
    expect(await linesOf(styled('Scope', 'H1'), numbering, styles)).toEqual(['Scope']);
  });

  it('shows any bullet as one, deeper ones set in, and no number where the level has none', async () => {
    const numbering =
      definition(
        0,
        level(0, '\uf0b7', { format: 'bullet' }),
        level(1, 'o', { format: 'bullet' }),
        level(2, '–'),
      ) +
      definition(1, level(0, '%1', { format: 'none' })) +
      list(1, 0) +
      list(2, 1);
    const { text } = await extractDocx(
      wordFile(item('a', 1) + item('b', 1, 1) + item('c', 1, 2) + item('plain', 2), {
        n: { kind: 'numbering', content: numbering },
      }),
    );
    expect(text).toBe('- a\n  - b\n    - c\n\nplain');
  });

  it('counts empty paragraphs, but none that is deleted or hidden as a whole', async () => {
    const gone = (mark: string, content: string): string =>
      `<w:p><w:pPr>${numbered(1)}<w:rPr>${mark}</w:rPr></w:pPr>${content}</w:p>`;
    const body =
      item('a', 1) +
      gone('<w:del w:id="1"/>', '<w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>') +
      gone('<w:vanish/>', '<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>') +
      item('b', 1) +
      item('', 1) +
      item('c', 1);
    expect(await linesOf(body, definition(0, ...DECIMALS) + list(1, 0))).toEqual(['1. a', '2. b', '4. c']);
  });

  it('counts without a number where that is hidden', async () => {
    const numbering =
      definition(0, level(0, 'Chapter %1', { more: '<w:rPr><w:vanish/></w:rPr>' }), level(1, '%1.%2')) +
      list(1, 0);
    const body = item('Harbour', 1) + item('x', 1, 1) + item('Boats', 1) + item('y', 1, 1);
    expect(await linesOf(body, numbering)).toEqual(['Harbour', '1.1 x', 'Boats', '2.1 y']);
  });

  it('numbers items in the cells of tables as one list', async () => {
    const cell = (text: string): string => `<w:tc>${item(text, 1)}</w:tc>`;
    const body = `<w:tbl><w:tr>${cell('a')}${cell('b')}</w:tr><w:tr>${cell('c')}${cell('d')}</w:tr></w:tbl>`;
    expect(await linesOf(body, definition(0, ...DECIMALS) + list(1, 0))).toEqual([
      '| 1. a | 2. b |',
      '| --- | --- |',
      '| 3. c | 4. d |',
    ]);
  });
});
