import { drawn, shape, slidesFile } from './slides-file.ts';
import { paragraph, wordFile } from './word-file.ts';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const blip = (id: string): string => `<a:blip r:embed="${id}"/>`;

/** A picture of that id in a paragraph of Word. */
export const wordPicture = (id: string): string =>
  `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData>${blip(id)}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;

/** Relations to pictures in the folder `media`: their ids, and the names of their files. */
export function pictureRelations(pictures: Record<string, string>): Buffer {
  const written = Object.entries(pictures).map(
    ([id, name]) => `<Relationship Id="${id}" Type="${RELATIONS}/image" Target="media/${name}.png"/>`,
  );
  return Buffer.from(`<Relationships xmlns="${PACKAGE}">${written.join('')}</Relationships>`);
}

/** A picture of that id on a slide, so far from its top. */
export const slidePicture = (id: string, top = 0): string =>
  `<p:pic><p:nvPicPr><p:cNvPr id="4" name="x"/><p:nvPr/></p:nvPicPr><p:blipFill>${blip(id)}</p:blipFill><p:spPr><a:xfrm><a:off x="0" y="${top}"/><a:ext cx="9" cy="9"/></a:xfrm></p:spPr></p:pic>`;

/** Slides whose shapes name pictures by these ids. */
export function slidesWithPictures(slides: readonly string[], media: Record<string, Uint8Array>): Buffer {
  const relations = pictureRelations(Object.fromEntries(Object.keys(media).map(name => [name, name])));
  return slidesFile(
    slides.map(shapes => ({ shapes })),
    {
      others: {
        ...Object.fromEntries(slides.map((_, index) => [`ppt/_rels/slide${index}.xml.rels`, relations])),
        ...Object.fromEntries(
          Object.entries(media).map(([name, content]) => [`ppt/media/${name}.png`, content]),
        ),
      },
    },
  );
}

/** A Word file that is this picture. */
export const shownInWord = (picture: Uint8Array): Buffer =>
  wordFile(paragraph(wordPicture('one')), {
    one: { kind: 'image', name: 'media/one.png', content: picture },
  });

/** Slides that say this; those that say nothing show the picture. */
export const shownOnSlides = (texts: readonly string[], picture: Uint8Array): Buffer =>
  slidesWithPictures(
    texts.map(text => (text === '' ? slidePicture('one') : shape(drawn(text)))),
    { one: picture },
  );
