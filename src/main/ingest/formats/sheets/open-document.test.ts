import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../../tests/documents/invariants.ts';
import { openDocumentSheet } from '../../../../../tests/support/workbook-file.ts';
import { chunkDocument } from '../../chunker.ts';
import { extractDocument } from '../../extract.ts';
import type { ExtractedDocument } from '../../ports.ts';

async function read(bytes: Buffer): Promise<ExtractedDocument & { mediaType: string }> {
  return extractDocument({ bytes, fileName: 'a.zip', onProgress: () => {} });
}

const cell = (text: string, attributes = ''): string =>
  `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;
const row = (cells: string, attributes = ''): string =>
  `<table:table-row ${attributes}>${cells}</table:table-row>`;
const table = (name: string, rows: string, attributes = ''): string =>
  `<table:table table:name="${name}" ${attributes}>${rows}</table:table>`;

describe('sheets of OpenDocument', () => {
  it('reads the text that cells show, repeated and merged ones, notes and links', async () => {
    const document = await read(
      openDocumentSheet(
        table(
          'Tarifs',
          `<table:table-header-rows>${row(cell('Ville') + cell('Les prix de la location', 'table:number-columns-spanned="2"') + '<table:covered-table-cell/>')}</table:table-header-rows>` +
            row(cell('') + cell('Hiver') + cell('Été')) +
            `<table:table-row-group>${row(
              cell('Lyon', 'table:number-rows-spanned="2"') +
                '<table:table-cell office:value-type="currency" office:value="12.5"><office:annotation><dc:creator>Léa</dc:creator><text:p>à revoir</text:p></office:annotation><text:p>12,50 €</text:p></table:table-cell>' +
                cell('14 mars 2023', 'office:value-type="date" office:date-value="2023-03-14"'),
            )}</table:table-row-group>` +
            row(
              '<table:covered-table-cell/>' +
                cell(
                  'un<text:s text:c="2"/>deux<text:line-break/>trois',
                  'table:number-columns-repeated="2"',
                ),
              'table:number-rows-repeated="2"',
            ) +
            row(
              cell('<text:a xlink:href="mailto:lea@exemple.fr">écrire</text:a>') +
                '<table:table-cell office:value-type="float" office:value="7"/>',
            ) +
            row(
              '<table:table-cell table:number-columns-repeated="16384"/>',
              'table:number-rows-repeated="1048000"',
            ),
        ) + table('Secret', row(cell('caché')), 'table:style-name="hidden"'),
      ),
    );
    expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
    expect(document.mediaType).toBe('application/vnd.oasis.opendocument.spreadsheet');
    expect(document.text).toBe(
      [
        'Tarifs',
        [
          '| Ville | Les prix de la location / Hiver | Les prix de la location / Été |',
          '| --- | --- | --- |',
          '| Lyon | 12,50 € | 14 mars 2023 |',
          '| Lyon | un deux trois | un deux trois |',
          '|  | un deux trois | un deux trois |',
          '| écrire (lea@exemple.fr) | 7 |  |',
        ].join('\n'),
        'Commentaire (B3, Lyon, Les prix de la location / Hiver : 12,50 €), Léa : à revoir',
        'Secret (masquée)',
        'caché',
      ].join('\n\n'),
    );
  });

  it('refuses one without sheets, and one that repeats cells to fill memory', async () => {
    const code = async (file: Buffer): Promise<unknown> =>
      read(file).then(
        () => 'ready',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      );
    const sound = table('T', row(cell('a')));
    expect(await code(openDocumentSheet(sound))).toBe('ready');
    expect(await code(openDocumentSheet(sound, { 'content.xml': '<office:document-content/>' }))).toBe(
      'document.damaged',
    );
    expect(
      await code(openDocumentSheet(sound, { 'content.xml': '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>' })),
    ).toBe('document.damaged');
    const filling = row(
      cell('x', 'table:number-columns-repeated="16384"'),
      'table:number-rows-repeated="1048576"',
    );
    expect(await code(openDocumentSheet(table('T', filling)))).toBe('document.too_large');
  });
});
