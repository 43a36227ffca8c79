import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { extractOdp } from '../../../../tests/support/office-readers.ts';
import { openDocumentFile } from '../../../../tests/support/open-document-file.ts';
import { chunkDocument } from '../chunker.ts';
import { detectType } from '../detect-type.ts';

const p = (text: string): string => `<text:p>${text}</text:p>`;

function frame(kind: string, content: string, at: readonly [number, number] = [0, 0], more = ''): string {
  const named = kind === '' ? '' : `presentation:class="${kind}"`;
  return `<draw:frame ${named} svg:x="${at[0]}cm" svg:y="${at[1]}cm" svg:width="5cm" svg:height="1cm" ${more}><draw:text-box>${content}</draw:text-box></draw:frame>`;
}

describe('OpenDocument slides', () => {
  it('are pages under their titles, with notes, comments and what every slide shows', async () => {
    const list = `<text:list text:style-name="L1"><text:list-item>${p('Le premier point')}<text:list><text:list-item>${p('dessous')}</text:list-item></text:list></text:list-item></text:list>`;
    const notes = `<presentation:notes>${frame('notes', p('Dire bonjour'))}<draw:page-thumbnail presentation:class="page"/></presentation:notes>`;
    const comment = `<office:annotation><dc:creator>Anne</dc:creator>${p('Est-ce juste ?')}</office:annotation>`;
    const table = `<draw:frame svg:x="0cm" svg:y="9cm"><table:table><table:table-row><table:table-cell>${p('Nom')}</table:table-cell><table:table-cell>${p('Prix')}</table:table-cell></table:table-row><table:table-row><table:table-cell>${p('Quai')}</table:table-cell><table:table-cell>${p('9')}</table:table-cell></table:table-row></table:table></draw:frame>`;
    const file = openDocumentFile(
      'presentation',
      `<presentation:footer-decl presentation:name="f1">Port 9917</presentation:footer-decl>
       <draw:page draw:name="page1" presentation:use-footer-name="f1" draw:master-page-name="M">
         <draw:custom-shape svg:x="1cm" svg:y="8cm">${p('Après la liste')}</draw:custom-shape>
         ${frame('outline', list, [1, 4])}${frame('title', p('Le port'), [1, 6])}${table}
         ${frame('subtitle', '', [1, 2], 'presentation:placeholder="true"')}${comment}${notes}
       </draw:page>
       <draw:page draw:name="page2" presentation:use-footer-name="f1" draw:style-name="dp2" draw:master-page-name="M">
         ${frame('', p('Sans titre de la page'), [0, 0])}<draw:g>${frame('', p('Dans le groupe'), [0, 5])}</draw:g>
       </draw:page>
       <draw:page draw:name="page3"><draw:frame><draw:image/></draw:frame></draw:page>`,
      {
        automatic:
          '<style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style><text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/></text:list-style>',
        masters: `<style:master-page style:name="M">${frame('title', p('Click to add title'))}${frame('', p('Confidentiel'), [0, 20])}</style:master-page>`,
      },
    );
    expect(await detectType(file, 'x')).toBe('odp');
    const document = await extractOdp(file);
    const { blocks, text, pages, warnings } = document;
    expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
    expect(
      blocks.map(({ kind, level, start, end }) => `${kind}${level ?? ''} ${text.slice(start, end)}`),
    ).toEqual([
      'heading1 Le port',
      'list - Le premier point\n  - dessous',
      'paragraph Après la liste',
      'table | Nom | Prix |\n| --- | --- |\n| Quai | 9 |',
      'paragraph Port 9917',
      'paragraph Confidentiel',
      'heading2 Notes',
      'paragraph Dire bonjour',
      'heading2 Commentaires',
      'list - Anne: Est-ce juste ?',
      'heading1 Sans titre de la page (masquée)',
      'paragraph Dans le groupe',
    ]);
    expect(pages).toHaveLength(3);
    expect(warnings).toEqual([{ kind: 'without_text', unread: 1, total: 3, unit: 'pages', places: ['3'] }]);
  });

  it('are of no other kind of OpenDocument file', async () => {
    await expect(detectType(openDocumentFile('graphics', ''), 'x.odp')).rejects.toMatchObject({
      code: 'document.unsupported',
    });
  });
});
