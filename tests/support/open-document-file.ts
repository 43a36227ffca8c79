import { zipSync } from 'fflate';

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns';
const NAMESPACES = [
  ...['office', 'text', 'table', 'style', 'presentation', 'chart', 'manifest'].map(
    name => `xmlns:${name}="${OASIS}:${name}:1.0"`,
  ),
  `xmlns:draw="${OASIS}:drawing:1.0"`,
  `xmlns:svg="${OASIS}:svg-compatible:1.0"`,
  `xmlns:fo="${OASIS}:xsl-fo-compatible:1.0"`,
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
].join(' ');

export type OpenDocumentParts = {
  /** Styles that only the content uses, and those that have a name. */
  automatic?: string;
  styles?: string;
  /** What stands on every page. */
  masters?: string;
  title?: string;
  /** Entries of the manifest. */
  manifest?: string;
  others?: Record<string, Uint8Array>;
};

/** An OpenDocument file of this kind with this body. */
export function openDocumentFile(
  kind: 'text' | 'presentation' | 'graphics',
  body: string,
  {
    automatic = '',
    styles = '',
    masters = '',
    title = '',
    manifest = '',
    others = {},
  }: OpenDocumentParts = {},
): Buffer {
  const xml = (text: string): Buffer => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
  return Buffer.from(
    zipSync({
      mimetype: [Buffer.from(`application/vnd.oasis.opendocument.${kind}`), { level: 0 }],
      'content.xml': xml(
        `<office:document-content ${NAMESPACES}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
      ),
      'styles.xml': xml(
        `<office:document-styles ${NAMESPACES}><office:styles>${styles}</office:styles><office:master-styles>${masters}</office:master-styles></office:document-styles>`,
      ),
      'meta.xml': xml(
        `<office:document-meta ${NAMESPACES}><office:meta><dc:title>${title}</dc:title></office:meta></office:document-meta>`,
      ),
      'META-INF/manifest.xml': Buffer.from(
        `<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><manifest:manifest ${NAMESPACES}>${manifest}</manifest:manifest>`,
      ),
      ...others,
    }),
  );
}

/** The content of an object within a document (`Object 1/content.xml`). */
export function objectContent(body: string): Buffer {
  return Buffer.from(
    `<office:document-content ${NAMESPACES}><office:body>${body}</office:body></office:document-content>`,
  );
}
