import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { extractOdt } from '../../../../tests/support/office-readers.ts';
import { objectContent, openDocumentFile } from '../../../../tests/support/open-document-file.ts';
import type { OpenDocumentParts } from '../../../../tests/support/open-document-file.ts';
import { chunkDocument } from '../chunker.ts';
import { detectType } from '../detect-type.ts';
import type { ExtractedDocument } from '../ports.ts';

async function read(body: string, parts?: OpenDocumentParts): Promise<ExtractedDocument> {
  const file = openDocumentFile('text', body, parts);
  expect(await detectType(file, 'x')).toBe('odt');
  const document = await extractOdt(file);
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  return document;
}

const shown = ({ blocks, text }: ExtractedDocument): string[] =>
  blocks.map(({ kind, level, start, end }) => `${kind}${level ?? ''} ${text.slice(start, end)}`);

const p = (text: string, style = ''): string => `<text:p text:style-name="${style}">${text}</text:p>`;

async function code(bytes: Buffer): Promise<unknown> {
  return extractOdt(bytes).then(
    () => 'ready',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

const level = (at: number, format: string, more = ''): string =>
  `<text:list-level-style-number text:level="${at}" style:num-format="${format}" style:num-suffix="." ${more}/>`;

describe('OpenDocument text', () => {
  it('keeps headings, also those that only a style makes', async () => {
    const document = await read(
      `${p('Le port', 'Title')}<text:h text:outline-level="2">Tarifs</text:h>${p('Annexe', 'P1')}${p('Dit-il.', 'Quotations')}${p('Texte')}`,
      {
        title: 'Titre du fichier',
        automatic:
          '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_3"/>',
        styles:
          '<style:style style:name="Heading_20_3" style:display-name="Heading 3" style:family="paragraph"/><style:style style:name="Quotations" style:family="paragraph"/>',
      },
    );
    expect(shown(document)).toEqual([
      'heading1 Le port',
      'heading2 Tarifs',
      'heading3 Annexe',
      'quote Dit-il.',
      'paragraph Texte',
    ]);
    expect(document.title).toBe('Titre du fichier');
  });

  it('counts headings as the outline of the document does, and calls nothing after one of them', async () => {
    const outline = (at: number, shownLevels: number): string =>
      `<text:outline-level-style text:level="${at}" style:num-format="1" text:display-levels="${shownLevels}"/>`;
    const h = (at: number, text: string): string => `<text:h text:outline-level="${at}">${text}</text:h>`;
    const document = await read(h(1, 'Scope') + h(2, 'Boats') + h(2, 'Crews') + h(1, 'Fees') + h(2, 'Due'), {
      styles: `<text:outline-style style:name="Outline">${outline(1, 1)}${outline(2, 2)}</text:outline-style>`,
    });
    expect(document.text.split('\n\n')).toEqual(['1 Scope', '1.1 Boats', '1.2 Crews', '2 Fees', '2.1 Due']);
    expect(document.heading).toBeNull();
  });

  it('keeps spaces, breaks and words as they are shown', async () => {
    const { text } = await read(
      p(
        'A<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d\n   <text:span>e</text:span> <text:a>f</text:a><text:bookmark-start text:name="x"/>g &amp; <text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>とうきょう</text:ruby-text></text:ruby>',
      ),
    );
    expect(text).toBe('A b c\nd e fg & 東京');
  });

  it('shows lists with their numbers and levels, and goes on with them', async () => {
    const item = (content: string, more = ''): string =>
      `<text:list-item ${more}>${content}</text:list-item>`;
    const list = (content: string, more = ''): string => `<text:list ${more}>${content}</text:list>`;
    const styles = `<text:list-style style:name="L">${level(1, 'I')}${level(2, 'a')}</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>`;
    const document = await read(
      list(
        item(p('four') + p('more of it') + list(item(p('sub')) + item(p('sub too')))) + item(p('five')),
        'text:style-name="L" xml:id="one"',
      ).replace('<text:list-item >', '<text:list-item text:start-value="4">') +
        p('Between') +
        list(item(p('six')), 'text:style-name="L" text:continue-list="one"') +
        list(item(p('dot')), 'text:style-name="B"'),
      { automatic: styles },
    );
    expect(shown(document)).toEqual([
      'list IV. four',
      'paragraph more of it',
      'list a. sub\n  b. sub too\nV. five',
      'paragraph Between',
      'list VI. six\n- dot',
    ]);
  });

  it('lays tables out with what they merge and repeat', async () => {
    const cell = (text: string, more = ''): string =>
      `<table:table-cell ${more}>${text === '' ? '' : p(text)}</table:table-cell>`;
    const covered = (times: number): string =>
      `<table:covered-table-cell table:number-columns-repeated="${times}"/>`;
    const row = (cells: string, more = ''): string => `<table:table-row ${more}>${cells}</table:table-row>`;
    const { text } = await read(
      `<table:table><table:table-header-rows>${row(cell('Basin') + cell('Season') + cell('Boats') + cell('Fee'))}</table:table-header-rows>` +
        row(
          cell('North', 'table:number-rows-spanned="2"') +
            cell('Summer') +
            cell('7', 'table:number-columns-repeated="2"'),
        ) +
        row(covered(1) + cell('Closed', 'table:number-columns-spanned="3"') + covered(2)) +
        row(cell('South') + cell('', 'table:number-columns-repeated="16384"')) +
        row(cell('', 'table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1048576"') +
        '</table:table>',
    );
    expect(text).toBe(
      '| Basin | Season | Boats | Fee |\n| --- | --- | --- | --- |\n| North | Summer | 7 | 7 |\n| North | Closed |  |  |\n| South |  |  |  |',
    );
  });

  it('reads notes after their paragraph or at the end, and remarks with who made them', async () => {
    const note = (kind: string, mark: string, text: string): string =>
      `<text:note text:note-class="${kind}"><text:note-citation>${mark}</text:note-citation><text:note-body>${p(text)}</text:note-body></text:note>`;
    const remark = `<office:annotation><dc:creator>Anne</dc:creator><dc:date>2026-01-01</dc:date>${p('À vérifier')}</office:annotation>`;
    const { text } = await read(
      p(
        `Le port est ouvert${note('footnote', '1', 'Sauf à Noël.')} et gardé${note('endnote', 'i', 'La nuit.')}.${remark}`,
      ) + p('Il est fermé dans les cas de la loi.'),
    );
    expect(text.split('\n\n')).toEqual([
      'Le port est ouvert[1] et gardé[i].',
      '[1] Sauf à Noël.',
      '[Commentaire, Anne: À vérifier]',
      'Il est fermé dans les cas de la loi.',
      '[i] La nuit.',
    ]);
  });

  it('leaves out what was deleted or is hidden', async () => {
    const { text } = await read(
      `<text:tracked-changes><text:changed-region><text:deletion>${p('DELETED')}</text:deletion></text:changed-region></text:tracked-changes>` +
        p('Seen<text:change text:change-id="c"/> <text:span text:style-name="T1">HIDDEN</text:span>here') +
        p('HIDDEN', 'P1') +
        `<text:section text:display="none">${p('HIDDEN')}</text:section><text:section>${p('In a section')}</text:section>` +
        p('<text:hidden-paragraph text:is-hidden="true"/>HIDDEN'),
      {
        automatic:
          '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style><style:style style:name="P1" style:family="paragraph"><style:text-properties text:display="none"/></style:style>',
      },
    );
    expect(text).toBe('Seen here\n\nIn a section');
  });

  it('shows headers and footers once, and no page count', async () => {
    const master = (more: string): string => `<style:master-page>${more}</style:master-page>`;
    const { text } = await read(p('Text'), {
      masters:
        master(
          `<style:header>${p('Harbour 9917')}</style:header><style:footer>${p('Page <text:page-number>3</text:page-number> / <text:page-count/>')}</style:footer>`,
        ) +
        master(
          `<style:header>${p('Harbour 9917')}</style:header><style:footer>${p('May 2023')}</style:footer>`,
        ),
    });
    expect(text.split('\n\n')).toEqual(['Harbour 9917', 'Text', 'May 2023']);
  });

  it('reads boxes, pictures, charts and formulas, and tells of other objects', async () => {
    const frame = (content: string): string => `<draw:frame>${content}</draw:frame>`;
    const chart = `<office:chart><chart:chart><chart:title>${p('Sales')}</chart:title><table:table><table:table-row><table:table-cell>${p('Year')}</table:table-cell><table:table-cell>${p('North')}</table:table-cell></table:table-row><table:table-row><table:table-cell>${p('2024')}</table:table-cell><table:table-cell>${p('5')}</table:table-cell></table:table-row></table:table></chart:chart></office:chart>`;
    const { text, warnings } = await read(
      p(
        `Line ${frame('<draw:object xlink:href="./Formula-1"/>')} ${frame(`<draw:text-box>${p('Boxed')}</draw:text-box>`)}`,
      ) +
        p(
          frame(
            '<draw:image xlink:href="Pictures/1.png"/><svg:title>Plan</svg:title><svg:desc>Of the harbour</svg:desc>',
          ),
        ) +
        p(frame('<draw:object xlink:href="./Object 1"/>')) +
        p(frame('<draw:object-ole xlink:href="./Object 2"/>')),
      {
        others: {
          'Object 1/content.xml': objectContent(chart),
          'Formula-1/content.xml': Buffer.from(
            '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></mrow><annotation>x^2 over</annotation></semantics></math>',
          ),
        },
      },
    );
    expect(text.split('\n\n')).toEqual([
      'Line x^2+(a+b)/2',
      'Boxed',
      'Plan. Of the harbour',
      'Sales',
      '| Year | North |\n| --- | --- |\n| 2024 | 5 |',
    ]);
    expect(warnings).toEqual([
      { kind: 'attachments', unread: 1, total: 1, unit: 'files', places: ['./Object 2'] },
    ]);
  });

  it('that is encrypted as a whole or is broken is refused', async () => {
    const wrapped = openDocumentFile('text', p('x'), { others: { 'encrypted-package': Buffer.from('x') } });
    await expect(detectType(wrapped, 'x')).rejects.toMatchObject({ code: 'document.encrypted' });
    const broken = { 'content.xml': Buffer.from('<office:document-content>') };
    expect(await code(openDocumentFile('text', '', { others: broken }))).toBe('document.damaged');
    const expanding = {
      'content.xml': Buffer.from('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
    };
    expect(await code(openDocumentFile('text', '', { others: expanding }))).toBe('document.damaged');
  });
});
