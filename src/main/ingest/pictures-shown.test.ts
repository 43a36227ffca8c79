import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DEFAULT_READING_LIMITS } from '#shared/contract/reading-limits.ts';
import { brokenInvariants } from '../../../tests/documents/invariants.ts';
import { openDocumentFile } from '../../../tests/support/open-document-file.ts';
import { plainPicture } from '../../../tests/support/plain-picture.ts';
import { recognisedWords } from '../../../tests/support/recognised-words.ts';
import {
  pictureRelations,
  slidePicture,
  slidesWithPictures,
  wordPicture,
} from '../../../tests/support/shown-pictures.ts';
import { drawn, shape, titleShape } from '../../../tests/support/slides-file.ts';
import { paragraph, wordFile } from '../../../tests/support/word-file.ts';
import { zipFile } from '../../../tests/support/zip-file.ts';
import { chunkDocument } from './chunker.ts';
import { extractDocument, fileWithin } from './extract.ts';
import { NOTHING_RECOGNISED, type Recognised } from './recognition/recognised-page.ts';

const [WIDE, HIGH, LARGE] = [plainPicture(400, 200), plainPicture(200, 400), plainPicture(300, 300)];
const ICON = plainPicture(40, 40);

async function read(bytes: Buffer, recognised: Partial<Recognised> = {}) {
  const document = await extractDocument({
    bytes,
    fileName: 'fichier',
    onProgress: () => undefined,
    recognised: { ...NOTHING_RECOGNISED, ...recognised },
  });
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  return document;
}

/** What its pictures say once each was recognised, by their order. */
async function readWith(bytes: Buffer, texts: readonly string[], confidence = 0.95) {
  const { within } = await read(bytes, { awaited: 100 });
  expect(within.map(({ state }) => state)).toEqual(texts.map(() => 'awaited'));
  return read(bytes, {
    within: within.map(({ hash }, index) => {
      const page = recognisedWords(texts[index] ?? '', confidence);
      return { hash, pages: [{ page: 1, ...page, lines: texts[index] === '' ? [] : page.lines }] };
    }),
  });
}

const blocksOf = ({ blocks, text }: Awaited<ReturnType<typeof read>>): string[] =>
  blocks.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

const image = (name: string, content: Uint8Array) => ({ kind: 'image' as const, name, content });
const HEADED = '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="0"/>';

function book(body: string, media: Record<string, Uint8Array>): Buffer {
  const files: Record<string, string | Uint8Array> = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a/b.opf"/></rootfiles></container>',
    'a/b.opf':
      '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>fr</dc:language></metadata><manifest><item id="c" href="texte/c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>',
    'a/texte/c.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml"><body>${body}</body></html>`,
    ...media,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
  );
}

describe('pictures that a text shows', () => {
  it('of Word give their words where they stand, each once, those of headers and ornaments none', async () => {
    const file = wordFile(
      paragraph('Les tarifs', HEADED) +
        paragraph(`<w:r><w:t>Voici la grille.</w:t></w:r>${wordPicture('one')}`) +
        paragraph(wordPicture('icon')) +
        paragraph('Et la suite.') +
        `<w:tbl><w:tr><w:tc>${paragraph('Plan')}</w:tc><w:tc>${paragraph(wordPicture('two'))}</w:tc></w:tr><w:tr><w:tc>${paragraph('Date')}</w:tc><w:tc>${paragraph('mardi')}</w:tc></w:tr></w:tbl>` +
        paragraph(wordPicture('one')) +
        '<w:sectPr><w:headerReference w:type="default" r:id="head"/></w:sectPr>',
      {
        one: image('media/one.png', WIDE),
        icon: image('media/icon.png', ICON),
        two: image('media/two.png', HIGH),
        head: { kind: 'header', content: paragraph(wordPicture('one')) },
      },
      {
        'word/_rels/header-head.xml.rels': pictureRelations({ one: 'three' }),
        'word/media/three.png': LARGE,
      },
    );
    const document = await readWith(file, ['Adulte douze euros', 'Bassin nord']);
    expect(blocksOf(document)).toEqual([
      'heading: Les tarifs',
      'paragraph: Voici la grille.',
      'paragraph: Adulte douze euros',
      'paragraph: Et la suite.',
      'table: | Plan |  |\n| --- | --- |\n| Date | mardi |',
      'paragraph: Bassin nord',
    ]);
    expect(document.within.map(({ name }) => name)).toEqual(['Les tarifs, image 1', 'Les tarifs, image 3']);
    expect(document.warnings).toEqual([]);
  });

  it('are all of a Word file that is a pasted scan: waited for, or told to be without text', async () => {
    const file = wordFile(paragraph(wordPicture('one')), { one: image('scan.png', WIDE) });
    expect(await read(file, { awaited: 5 })).toMatchObject({
      text: '',
      within: [{ at: [0], name: 'Image 1' }],
    });
    await expect(read(file)).rejects.toMatchObject({ code: 'document.no_text' });
    expect(blocksOf(await readWith(file, ['La lettre entière']))).toEqual(['paragraph: La lettre entière']);
    await expect(readWith(file, [''])).rejects.toMatchObject({ code: 'document.no_text' });
  });

  it('of slides stand on their slide, which is named once there is something on it', async () => {
    const file = slidesWithPictures(
      [
        titleShape('La piscine') + slidePicture('logo') + slidePicture('one', 5),
        slidePicture('two') + slidePicture('logo'),
        shape(drawn('Les horaires de la piscine')) + slidePicture('logo'),
        slidePicture('icon'),
      ],
      { logo: LARGE, one: WIDE, two: HIGH, icon: ICON },
    );
    const document = await readWith(file, ['Le grand bassin', 'Fermé le lundi'], 0.5);
    expect(blocksOf(document)).toEqual([
      'heading: La piscine',
      'paragraph: Le grand bassin',
      'heading: Diapositive 2',
      'paragraph: Fermé le lundi',
      'heading: Les horaires de la piscine',
    ]);
    const { text, pages, uncertain, within, warnings } = document;
    expect(pages.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    const second = pages[1];
    expect(text.slice(second?.start, second?.end)).toContain('Fermé le lundi');
    // Uncertain words are known as such, and told by their place.
    expect(uncertain.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Le grand bassin',
      'Fermé le lundi',
    ]);
    expect(within.map(({ name }) => name)).toEqual(['Diapositive 1, image 2', 'Diapositive 2, image 1']);
    expect(warnings).toMatchObject([
      { kind: 'without_text', unit: 'pages', places: ['4'] },
      { kind: 'badly_recognised', places: ['Diapositive 1, image 2', 'Diapositive 2, image 1'] },
    ]);
  });

  it('of slides may be all there is; their language names the slides', async () => {
    const one = slidesWithPictures([slidePicture('one'), slidePicture('two')], { one: WIDE, two: HIGH });
    expect(await read(one, { awaited: 1 })).toMatchObject({
      text: '',
      within: [{ state: 'awaited' }, { state: 'left' }],
      warnings: [{ kind: 'without_text', places: ['2'] }],
    });
    await expect(read(one)).rejects.toMatchObject({ code: 'document.no_text' });
    const words = ['Le règlement de la piscine est affiché à l’entrée', 'Le bassin ferme à dix-neuf heures'];
    expect(blocksOf(await readWith(one, words))).toEqual([
      'heading: Diapositive 1',
      `paragraph: ${words[0]}`,
      'heading: Diapositive 2',
      `paragraph: ${words[1]}`,
    ]);
  });

  it('of OpenDocument texts and slides are read as those of Office', async () => {
    const others = { 'Pictures/1.png': WIDE, 'Pictures/2.png': HIGH };
    const frame = (name: string): string =>
      `<draw:frame svg:x="0cm" svg:y="2cm"><draw:image xlink:href="Pictures/${name}.png"/></draw:frame>`;
    const text = openDocumentFile(
      'text',
      `<text:h text:outline-level="1">Le port</text:h><text:p>Avant.${frame('1')}</text:p><text:p>Après.</text:p>`,
      { others },
    );
    expect(blocksOf(await readWith(text, ['Quai nord']))).toEqual([
      'heading: Le port',
      'paragraph: Avant.',
      'paragraph: Quai nord',
      'paragraph: Après.',
    ]);
    const slides = openDocumentFile(
      'presentation',
      `<draw:page>${frame('1')}</draw:page><draw:page>${frame('1')}${frame('2')}</draw:page>`,
      { others },
    );
    expect(blocksOf(await readWith(slides, ['Quai nord', 'Quai sud']))).toEqual([
      'heading: Slide 1',
      'paragraph: Quai nord',
      'heading: Slide 2',
      'paragraph: Quai sud',
    ]);
  });

  it('of books stand below the words around them, in lists, tables and drawings too', async () => {
    const media = { 'a/images/1.png': WIDE, 'a/images/2.png': HIGH, 'a/images/3.png': LARGE };
    const file = book(
      '<h1>Le phare</h1><p>Il est <img src="../images/1.png" alt=""/> haut.</p><ul><li>un</li><li><img src="../images/2.png"/></li></ul><svg><image xlink:href="../images/3.png"/></svg>',
      media,
    );
    const document = await readWith(file, ['Vingt mètres', 'Deux feux', 'La carte']);
    expect(blocksOf(document)).toEqual([
      'heading: Le phare',
      'paragraph: Il est haut.',
      'paragraph: Vingt mètres',
      'list: - un',
      'paragraph: Deux feux',
      'paragraph: La carte',
    ]);
    expect(document.within[1]?.name).toBe('Le phare, image 2');
    const scanned = book('<img src="../images/1.png"/>', media);
    expect(await read(scanned, { awaited: 1 })).toMatchObject({ text: '', within: [{ at: [0] }] });
    await expect(read(scanned)).rejects.toMatchObject({ code: 'document.no_text' });
  });

  it('are found again by their place, also in a file within another', async () => {
    const word = wordFile(paragraph(wordPicture('icon')) + paragraph(wordPicture('one')), {
      icon: image('icon.png', ICON),
      one: image('scan.png', WIDE),
    });
    const archive = zipFile([
      { name: 'note.txt', content: 'Rien.' },
      { name: 'lettre.docx', content: word },
    ]);
    const { within } = await read(archive, { awaited: 5 });
    expect(within).toMatchObject([{ at: [1, 1], name: 'lettre.docx › Image 2' }]);
    const [found] = within;
    const sought = { at: found?.at ?? [], hash: found?.hash ?? '' };
    const file = { bytes: archive, fileName: 'a.zip', password: null, limits: DEFAULT_READING_LIMITS };
    expect((await fileWithin({ ...file, ...sought })).bytes.equals(WIDE)).toBe(true);
  });

  it('that are no pictures are passed over, and those that are damaged or too many told', async () => {
    const cut = WIDE.subarray(0, 20);
    const file = wordFile(
      paragraph('Le texte reste.') + paragraph(wordPicture('svg') + wordPicture('cut') + wordPicture('one')),
      {
        svg: image(
          'dessin.svg',
          Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><text>non</text></svg>'),
        ),
        cut: image('cut.png', cut),
        one: image('scan.png', WIDE),
      },
    );
    const { text, warnings } = await read(file);
    expect(text).toBe('Le texte reste.');
    expect(warnings).toMatchObject([
      { kind: 'attachments', unread: 1, places: ['Image 2'], reasons: ['damaged'] },
    ]);
    const few = await extractDocument({
      bytes: file,
      fileName: 'fichier',
      onProgress: () => undefined,
      limits: { ...DEFAULT_READING_LIMITS, enclosedFiles: 2 },
    });
    expect(few.warnings).toMatchObject([
      { places: ['Image 2', 'Image 3'], reasons: ['damaged', 'too_large'] },
    ]);
  });
});
