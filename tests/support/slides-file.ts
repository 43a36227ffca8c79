import { zipSync } from 'fflate';

const OFFICE = 'http://schemas.openxmlformats.org';
const NAMESPACES = [
  `xmlns:p="${OFFICE}/presentationml/2006/main"`,
  `xmlns:a="${OFFICE}/drawingml/2006/main"`,
  `xmlns:r="${OFFICE}/officeDocument/2006/relationships"`,
  `xmlns:mc="${OFFICE}/markup-compatibility/2006"`,
  `xmlns:c="${OFFICE}/drawingml/2006/chart"`,
  `xmlns:dgm="${OFFICE}/drawingml/2006/diagram"`,
  `xmlns:m="${OFFICE}/officeDocument/2006/math"`,
  'xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"',
].join(' ');

/** A part that a slide or the presentation refers to: its kind, and its root element (`p:cmLst`) with content. */
export type SlidePart = {
  kind: string;
  root: string;
  content: string;
  relations?: Record<string, SlidePart>;
};

export type WrittenSlide = { shapes: string; attributes?: string; relations?: Record<string, SlidePart> };

/** A PowerPoint file with these slides; `parts` belong to the presentation. */
export function slidesFile(
  slides: readonly WrittenSlide[],
  {
    order = slides.map((_, index) => index),
    parts = {},
    others = {},
  }: {
    order?: readonly number[];
    parts?: Record<string, SlidePart>;
    others?: Record<string, Uint8Array>;
  } = {},
): Buffer {
  const files: Record<string, Uint8Array> = {};
  let count = 0;
  const write = (name: string, xml: string, relations: Record<string, SlidePart>, more = ''): void => {
    files[`ppt/${name}`] = Buffer.from(`<?xml version="1.0"?>${xml}`);
    const written = Object.entries(relations).map(([id, { kind, root, content, relations: inner }]) => {
      count += 1;
      const target = `part${count}.xml`;
      write(target, `<${root} ${NAMESPACES}>${content}</${root.split(' ')[0]}>`, inner ?? {});
      return `<Relationship Id="${id}" Type="${OFFICE}/officeDocument/2006/relationships/${kind}" Target="${target}"/>`;
    });
    files[`ppt/_rels/${name}.rels`] = Buffer.from(
      `<Relationships xmlns="${OFFICE}/package/2006/relationships">${written.join('')}${more}</Relationships>`,
    );
  };
  for (const [index, { shapes, attributes = '', relations = {} }] of slides.entries())
    write(
      `slide${index}.xml`,
      `<p:sld ${NAMESPACES} ${attributes}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`,
      relations,
    );
  const related = slides.map(
    (_, index) =>
      `<Relationship Id="s${index}" Type="${OFFICE}/officeDocument/2006/relationships/slide" Target="slide${index}.xml"/>`,
  );
  const ids = order.map(index => `<p:sldId id="${256 + index}" r:id="s${index}"/>`).join('');
  write(
    'presentation.xml',
    `<p:presentation ${NAMESPACES}><p:sldIdLst>${ids}</p:sldIdLst></p:presentation>`,
    parts,
    related.join(''),
  );
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': Buffer.from(`<Types xmlns="${OFFICE}/package/2006/content-types"/>`),
      '_rels/.rels': Buffer.from(
        `<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="r" Type="${OFFICE}/officeDocument/2006/relationships/officeDocument" Target="ppt/presentation.xml"/></Relationships>`,
      ),
      ...files,
      ...others,
    }),
  );
}

/** Paragraphs of text, with their properties (`<a:pPr/>`) where one has some. */
export function drawn(...paragraphs: readonly (string | [properties: string, text: string])[]): string {
  return paragraphs
    .map(paragraph => {
      const [properties, text] = typeof paragraph === 'string' ? ['', paragraph] : paragraph;
      return `<a:p>${properties}${text.startsWith('<') ? text : `<a:r><a:t>${text}</a:t></a:r>`}</a:p>`;
    })
    .join('');
}

/** A shape with text at a place (left, top, width, height); `placeholder` are the attributes of its `p:ph`. */
export function shape(
  paragraphs: string,
  { at, placeholder, name = '' }: { at?: readonly number[]; placeholder?: string; name?: string } = {},
): string {
  const [x, y, width = 10, height = 10] = at ?? [];
  const transform =
    at === undefined
      ? ''
      : `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${width}" cy="${height}"/></a:xfrm>`;
  const filled = placeholder === undefined ? '' : `<p:ph ${placeholder}/>`;
  return `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x" ${name}/><p:cNvSpPr/><p:nvPr>${filled}</p:nvPr></p:nvSpPr><p:spPr>${transform}</p:spPr><p:txBody><a:bodyPr/>${paragraphs}</p:txBody></p:sp>`;
}

export function titleShape(text: string): string {
  return shape(drawn(text), { placeholder: 'type="title"' });
}

/** A frame with a table, chart or diagram. */
export function frame(graphic: string, description = ''): string {
  return `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="2" name="y" descr="${description}"/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="0" y="50"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData>${graphic}</a:graphicData></a:graphic></p:graphicFrame>`;
}
