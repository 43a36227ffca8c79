import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { extractEpub } from '../../../../tests/support/office-readers.ts';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { chunkDocument } from '../chunker.ts';
import { detectType } from '../detect-type.ts';
import type { ExtractedDocument } from '../ports.ts';

type Chapter = { body: string; attributes?: string; properties?: string; mediaType?: string; head?: string };
type BookParts = {
  toc?: string;
  ncx?: string;
  guide?: string;
  language?: string;
  others?: Record<string, string>;
};

/** A book of these files, by name, in their order; `toc` is what stands in its navigation document. */
function book(
  chapters: Record<string, Chapter>,
  { toc = '', ncx = '', guide = '', language = 'fr', others = {} }: BookParts = {},
): Buffer {
  const xhtml = (head: string, body: string): string =>
    `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head>${head}</head><body>${body}</body></html>`;
  const items = Object.entries(chapters).map(
    ([name, { properties = '', mediaType = 'application/xhtml+xml' }]) =>
      `<item id="${name}" href="text/${name}" media-type="${mediaType}" properties="${properties}"/>`,
  );
  const references = Object.entries(chapters).map(
    ([name, { attributes = '' }]) => `<itemref idref="${name}" ${attributes}/>`,
  );
  const files: Record<string, string> = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>',
    'OEBPS/content.opf': `<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Le livre</dc:title><dc:language>${language}</dc:language></metadata><manifest>${items.join('')}<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest><spine toc="ncx"><itemref idref="nav"/>${references.join('')}</spine>${guide}</package>`,
    'OEBPS/nav.xhtml': xhtml('', `<h1>Table</h1>${toc}`),
    'OEBPS/toc.ncx': `<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/">${ncx}</ncx>`,
    ...Object.fromEntries(
      Object.entries(chapters).map(([name, { body, head = '<title/>' }]) => [
        `OEBPS/text/${name}`,
        xhtml(head, body),
      ]),
    ),
    ...others,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
  );
}

async function read(file: Buffer): Promise<ExtractedDocument> {
  expect(await detectType(file, 'x.zip')).toBe('epub');
  const document = await extractEpub(file);
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  return document;
}

const shown = ({ blocks, text }: ExtractedDocument): string[] =>
  blocks.map(({ kind, level, start, end }) => `${kind}${level ?? ''} ${text.slice(start, end)}`);

async function code(bytes: Buffer): Promise<unknown> {
  return extractEpub(bytes).then(
    () => 'ready',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

describe('EPUB', () => {
  it('is read in its own order, without cover and list of contents, what stands beside it last', async () => {
    const document = await read(
      book(
        {
          'cover.xhtml': { body: '<p>Cover words</p>' },
          'notes.xhtml': { body: '<aside>1. Une note</aside>', attributes: 'linear="no"' },
          'b.xhtml': {
            body: '<h1>B</h1><p>Premier<br/>texte<a id="x"/> <b>ici</b>.</p><ul><li>un</li></ul>',
          },
          'a%20b.xhtml': { body: '<h2>A</h2><nav><p>Dans le chapitre</p></nav><script src="x"/><p>Fin</p>' },
        },
        {
          guide: '<guide><reference type="cover" href="text/cover.xhtml"/></guide>',
          others: {
            'OEBPS/text/a b.xhtml':
              '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><h2>A</h2><nav><p>Dans le chapitre</p></nav><script src="x"/><p>Fin</p></body></html>',
          },
        },
      ),
    );
    expect(shown(document)).toEqual([
      'heading1 B',
      'paragraph Premier\ntexte ici.',
      'list - un',
      'heading2 A',
      'paragraph Dans le chapitre',
      'paragraph Fin',
      'paragraph 1. Une note',
    ]);
    expect(document).toMatchObject({ title: 'Le livre', language: 'fr', pages: [], warnings: [] });
  });

  it('keeps marks of notes apart from the word that they stand at', async () => {
    const body =
      '<p>Un mot<a href="#n1" epub:type="noteref"><sup>1</sup></a>, un lien <a href="#x">2</a>.</p><aside epub:type="footnote" id="n1"><p>1. La note</p></aside>';
    expect((await read(book({ 'a.xhtml': { body } }))).text).toBe('Un mot[1], un lien 2.\n\n1. La note');
  });

  it('keeps the text of a file that is more than a cover', async () => {
    const long = 'Le texte du livre tient dans un seul fichier. '.repeat(6);
    const guide = '<guide><reference type="cover" href="text/all.xhtml#cover"/></guide>';
    expect((await read(book({ 'all.xhtml': { body: `<p>${long}</p>` } }, { guide }))).text).toBe(long.trim());
  });

  it('has the titles of its list of contents where a file has none', async () => {
    const chapters = { 'a.xhtml': { body: '<p>x</p>' }, 'b.xhtml': { body: '<h3>Own</h3><p>y</p>' } };
    const toc =
      '<nav epub:type="toc"><ol><li><a href="text/a.xhtml#part">Part</a></li><li><span>S</span><ol><li><a href="text/a.xhtml">Chapter&#160;one</a></li><li><a href="text/b.xhtml">B</a></li></ol></li></ol></nav>';
    expect(shown(await read(book(chapters, { toc })))).toEqual([
      'heading2 Chapter one',
      'paragraph x',
      'heading3 Own',
      'paragraph y',
    ]);
    const ncx =
      '<navMap><navPoint><navLabel><text>Old title</text></navLabel><content src="text/a.xhtml"/></navPoint></navMap>';
    expect((await read(book(chapters, { ncx }))).text).toMatch(/^Old title\n\nx/u);
  });

  it('has the pages of the printed book where it says where they start', async () => {
    const toc =
      '<nav epub:type="page-list"><ol><li><a href="text/a.xhtml#pv">v</a></li><li><a href="text/a.xhtml#p1">1</a></li><li><a href="text/a.xhtml#p2">2</a></li><li><a href="text/b.xhtml#p3">3</a></li></ol></nav>';
    const { text, pages } = await read(
      book(
        {
          'a.xhtml': {
            body: '<p>Before<span id="pv"/></p><p id="p1">One</p><p>goes <span epub:type="pagebreak" id="p2" title="2"/>on</p>',
          },
          'b.xhtml': { body: '<h1>B</h1><div id="p3"></div><p>Three</p>' },
        },
        { toc },
      ),
    );
    expect(text).toBe('Before\n\nOne\n\ngoes on\n\nB\n\nThree');
    expect(pages.map(({ number, start, end }) => [number, text.slice(start, end).trim()])).toEqual([
      [1, 'One\n\ngoes'],
      [2, 'on\n\nB'],
      [3, 'Three'],
    ]);
  });

  it('that is protected is refused; mixed up fonts are no protection', async () => {
    const encryption = (algorithm: string): string =>
      `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/></enc:EncryptedData></encryption>`;
    const chapters = { 'a.xhtml': { body: '<p>x</p>' } };
    const file = (algorithm: string): Buffer =>
      book(chapters, { others: { 'META-INF/encryption.xml': encryption(algorithm) } });
    expect(await code(file('http://www.w3.org/2001/04/xmlenc#aes256-cbc'))).toBe('document.protected');
    expect(await code(file('http://www.idpf.org/2008/embedding'))).toBe('ready');
    expect(await code(file('http://ns.adobe.com/pdf/enc#RC'))).toBe('ready');
  });

  it('tells of files that are not there or not read', async () => {
    const file = book(
      {
        'a.xhtml': { body: '<p>x</p>' },
        'b.pdf': { body: '', mediaType: 'application/pdf' },
        'c.png': { body: '', mediaType: 'image/png' },
      },
      { others: { 'OEBPS/toc.ncx': '<ncx' } },
    );
    expect((await read(file)).warnings.map(({ kind, places }) => [kind, places])).toEqual([
      ['attachments', ['OEBPS/text/b.pdf']],
    ]);
    const opf = (reference: string): Record<string, string> => ({
      'OEBPS/content.opf': `<package><manifest><item id="a" href="text/a.xhtml" media-type="text/html"/><item id="b" href="../../../etc/passwd" media-type="text/html"/></manifest><spine>${reference}<itemref idref="b"/></spine></package>`,
    });
    const chapters = { 'a.xhtml': { body: '<p>x</p>' } };
    expect((await read(book(chapters, { others: opf('<itemref idref="a"/>') }))).warnings).toEqual([
      { kind: 'damaged', unread: 1, total: 2, unit: 'files', places: ['etc/passwd'] },
    ]);
    expect(await code(book(chapters, { others: opf('') }))).toBe('document.damaged');
    expect(await code(book({ 'a.xhtml': { body: '<img src="a.png" alt=""/>' } }))).toBe('document.no_text');
    expect(await code(book({}, { others: { 'META-INF/container.xml': '<container/>' } }))).toBe(
      'document.damaged',
    );
  });
});
