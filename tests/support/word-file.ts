import { zipSync } from 'fflate';

const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ');
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = `<?xml version="1.0"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;

/** The element each part of a Word file is. */
const ROOTS = {
  styles: 'styles',
  numbering: 'numbering',
  settings: 'settings',
  footnotes: 'footnotes',
  endnotes: 'endnotes',
  header: 'hdr',
  footer: 'ftr',
} as const;

export type WordPart = {
  kind: keyof typeof ROOTS | 'aFChunk' | 'chart' | 'diagramData' | 'image';
  content: string | Uint8Array;
  /** Without one a name for its kind. */
  name?: string;
};

function isRooted(kind: WordPart['kind']): kind is keyof typeof ROOTS {
  return kind in ROOTS;
}

function relationships(items: readonly string[]): Buffer {
  return Buffer.from(
    `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`,
  );
}

function relationship(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${kind}" Target="${target}"/>`;
}

/**
 * A Word file with this body. `parts` are named by the id by which the body refers to them; their content is what
 * stands within the root element, or, of graphics and what is embedded, all.
 */
export function wordFile(
  body: string,
  parts: Record<string, WordPart> = {},
  others: Record<string, Uint8Array> = {},
): Buffer {
  const files: Record<string, Uint8Array> = {};
  const related: string[] = [];
  for (const [id, { kind, content, name = `${kind}-${id}.xml` }] of Object.entries(parts)) {
    related.push(relationship(id, kind, name));
    files[`word/${name}`] =
      typeof content !== 'string' || !isRooted(kind)
        ? Buffer.from(content)
        : Buffer.from(`<?xml version="1.0"?><w:${ROOTS[kind]} ${NAMESPACES}>${content}</w:${ROOTS[kind]}>`);
  }
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': Buffer.from(TYPES),
      '_rels/.rels': relationships([relationship('r1', 'officeDocument', 'word/document.xml')]),
      'word/_rels/document.xml.rels': relationships(related),
      'word/document.xml': Buffer.from(
        `<?xml version="1.0"?><w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
      ),
      ...files,
      ...others,
    }),
  );
}

/** A run of text, with its properties. */
export function run(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/** A paragraph of plain text, with its properties; what is markup already stays it. */
export function paragraph(content: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr>${content.startsWith('<') || content === '' ? content : run(content)}</w:p>`;
}
