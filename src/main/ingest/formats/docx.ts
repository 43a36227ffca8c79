import { zipSync } from 'fflate';
import mammoth from 'mammoth';
import { parse } from 'parse5';
import { FoyerError } from '#shared/errors.ts';
import { cleanLine } from '../clean-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { replaceEnclosed } from './enclosed.ts';
import { equationText } from './equation-text.ts';
import { PAGE_MARK, readHtmlBlocks } from './html-reader.ts';
import { decodeEntities } from './markdown-inline.ts';
import { readOfficePackage } from './office-package.ts';

const EQUATION_START = /<m:oMath(?:Para)?(?:\s[^<>]*)?(?<!\/)>/gu;
/** Where Word itself ended a page when it last saved; LibreOffice and others write only the explicit ones. */
const RENDERED_BREAK = /<w:lastRenderedPageBreak\s*\/>/gu;
const EXPLICIT_BREAK = /<w:br\b[^>]*w:type="page"[^>]*\/>/gu;
const PAGE_RUN_TEXT = `<w:t xml:space="preserve">${PAGE_MARK}</w:t>`;
/** No part of a Word file has a document type; one that has wants entities expanded or files read. */
const DOCUMENT_TYPE = /<!DOCTYPE/iu;

/** Styles named in the language of the Word that wrote them, where the default map knows English only. */
const STYLE_MAP = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Titre'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  ...[1, 2, 3, 4, 5, 6].flatMap(level => [
    `p[style-name='Titre ${level}'] => h${level}:fresh`,
    `p[style-name='Überschrift ${level}'] => h${level}:fresh`,
    `p[style-name='Título ${level}'] => h${level}:fresh`,
  ]),
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
];

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Body XML with what the converter would drop turned into plain runs: equations and page starts. */
function prepareBody(xml: string): { xml: string; hasPages: boolean } {
  let prepared = xml.replaceAll(PAGE_MARK, '');
  if (prepared.includes('<m:oMath')) {
    prepared = replaceEnclosed(
      prepared,
      EQUATION_START,
      start => (start.startsWith('<m:oMathPara') ? '</m:oMathPara>' : '</m:oMath>'),
      equation => `<w:r><w:t xml:space="preserve"> ${escapeXml(equationText(equation))} </w:t></w:r>`,
    );
  }
  const rendered = prepared.match(RENDERED_BREAK) !== null;
  // Word writes both kinds for one break; counting both would number pages twice.
  const hasPages = rendered || prepared.match(EXPLICIT_BREAK) !== null;
  prepared = rendered
    ? prepared.replace(EXPLICIT_BREAK, '').replace(RENDERED_BREAK, PAGE_RUN_TEXT)
    : prepared.replace(EXPLICIT_BREAK, PAGE_RUN_TEXT);
  return { xml: prepared, hasPages };
}

function titleOf(parts: Map<string, Uint8Array>): string | null {
  const properties = parts.get('docProps/core.xml');
  if (properties === undefined) return null;
  const found = /<dc:title[^>]*>([^<]*)<\/dc:title>/u.exec(Buffer.from(properties).toString('utf8'))?.[1];
  const title = found === undefined ? '' : cleanLine(decodeEntities(found));
  return title === '' ? null : title;
}

/**
 * Reads a Word document: checked package → converter → blocks. The converter only ever sees XML that was
 * inflated under caps, without pictures; nothing it names outside the package is read.
 */
export async function extractDocx(bytes: Buffer): Promise<ExtractedDocument> {
  const parts = readOfficePackage(bytes);
  const files: Record<string, Uint8Array> = {};
  let hasPages = false;
  for (const [name, content] of parts) {
    if (DOCUMENT_TYPE.test(Buffer.from(content.subarray(0, 4096)).toString('latin1'))) {
      throw new FoyerError('document.damaged', `${name} declares a document type`);
    }
    if (/^word\/document\d*\.xml$/u.test(name)) {
      const body = prepareBody(Buffer.from(content).toString('utf8'));
      hasPages ||= body.hasPages;
      files[name] = Buffer.from(body.xml);
    } else {
      files[name] = content;
    }
  }
  const { value: markup } = await mammoth.convertToHtml(
    { buffer: Buffer.from(zipSync(files, { level: 0 })) },
    {
      styleMap: STYLE_MAP,
      ignoreEmptyParagraphs: false,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    },
  );
  const builder = createDocumentBuilder();
  if (hasPages) builder.startPage();
  readHtmlBlocks(parse(markup), {
    builder,
    skips: element =>
      element.attrs.some(
        ({ value }) => value.startsWith('#footnote-ref') || value.startsWith('#endnote-ref'),
      ),
  });
  return builder.build(titleOf(parts));
}
