import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endingOf, headingsOf, readFile } from '../../../../tests/support/read-file.ts';

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns';
const text = readFileSync(new URL('../../../../tests/documents/flat-text.fodt', import.meta.url), 'utf8');

const flat = (kind: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="${OASIS}:office:1.0" xmlns:text="${OASIS}:text:1.0" xmlns:table="${OASIS}:table:1.0" xmlns:draw="${OASIS}:drawing:1.0" xmlns:presentation="${OASIS}:presentation:1.0" office:mimetype="application/vnd.oasis.opendocument.${kind}"><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document>`;

describe('an OpenDocument file that is one file of XML', () => {
  it('is a text as any other, with its title, lists, notes, tables and what is not shown', async () => {
    const document = await readFile(text, 'reglement.fodt');
    expect(document).toMatchObject({
      mediaType: 'application/vnd.oasis.opendocument.text',
      title: 'Règlement du port',
      warnings: [],
    });
    expect(headingsOf(document)).toEqual(['1 Les quais', '2 Les tarifs']);
    expect(document.text).toContain('1. Fermer la grille\n  a) avec la clé');
    expect(document.text).toContain('[1] Huit heures en hiver.');
    expect(document.text).toContain('| Voilier | 12 € |');
    expect(document.text).toContain('Encadré : sonner la cloche.');
    expect(document.text).not.toContain('secretcaché');
  });

  it('is slides or sheets, each a page', async () => {
    const slides = await readFile(
      flat(
        'presentation',
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Les horaires</text:p></draw:text-box></draw:frame></draw:page>',
      ),
    );
    expect(slides.mediaType).toBe('application/vnd.oasis.opendocument.presentation');
    expect(headingsOf(slides)).toEqual(['1 Les horaires']);
    const row = (...cells: string[]): string =>
      `<table:table-row>${cells.map(cell => `<table:table-cell><text:p>${cell}</text:p></table:table-cell>`).join('')}</table:table-row>`;
    const sheet = await readFile(
      flat(
        'spreadsheet',
        `<table:table table:name="Baux">${row('Nom', 'Loyer')}${row('Nord', '900')}</table:table>`,
      ),
    );
    expect(sheet.mediaType).toBe('application/vnd.oasis.opendocument.spreadsheet');
    expect(sheet.text).toContain('| Nord | 900 |');
  });

  it('that is cut short is told to be damaged; of another kind it is data', async () => {
    expect(await endingOf(text.slice(0, -200))).toBe('document.damaged');
    expect((await readFile(flat('graphics', '<draw:page draw:name="un"/>'))).mediaType).toBe(
      'application/xml',
    );
  });
});
