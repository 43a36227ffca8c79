import { posix } from 'node:path';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { cleanLine } from '../../clean-text.ts';
import { isZipFile } from '../../detect-type.ts';
import { MAX_OFFICE_XML_BYTES } from '../../limits.ts';
import { readOfficePackage } from '../office-package.ts';
import type { OfficePackage, PackageFile } from '../office-package.ts';
import { decodedXml } from '../word/parts.ts';
import { descend, parseXml, textOf, withoutDocumentType } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';

export type OpenDocument = {
  content: XmlElement;
  /** Styles that have a name, and what stands on every page. */
  styles: XmlElement | null;
  title: string | null;
  /** The content of an object that the document names (`./Object 1`): a chart, a formula, a sheet. */
  object(name: string): XmlElement | null;
  /** A picture that the document names (`Pictures/1.png`); null when it lies elsewhere. */
  picture(name: string): PackageFile | null;
  /** Parts beside the content that were asked for, and those of them that are damaged. */
  asked: { total: number; damaged: string[] };
};

function parsed(bytes: Uint8Array): XmlElement {
  return parseXml(withoutDocumentType(decodedXml(bytes)), { keepsBlanks: true });
}

/** Parts that a file without a package holds all of. */
const FLAT_PARTS = new Set(['content.xml', 'styles.xml', 'meta.xml']);

/** The package of an OpenDocument file; one that is a single file of XML is each of its parts. */
export function openDocumentPackage(bytes: Uint8Array): OfficePackage {
  if (isZipFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
    return readOfficePackage(bytes);
  if (bytes.length > MAX_OFFICE_XML_BYTES)
    throw new FoyerError('document.too_large', `${bytes.length} bytes of XML`);
  return { read: name => (FLAT_PARTS.has(name) ? bytes : null), file: () => null };
}

/**
 * The parts of an OpenDocument file, which is not encrypted. Throws document.damaged without readable content, and as
 * `readOfficePackage` does.
 */
export function openOpenDocument(bytes: Uint8Array): OpenDocument {
  const files = openDocumentPackage(bytes);
  const asked: OpenDocument['asked'] = { total: 0, damaged: [] };

  const part = (name: string): XmlElement | null => {
    const found = files.read(name);
    if (found === null) return null;
    asked.total += 1;
    try {
      return parsed(found);
    } catch (error) {
      if (!isFoyerError(error) || error.code !== 'document.damaged') throw error;
      asked.damaged.push(name);
      return null;
    }
  };

  const content = files.read('content.xml');
  if (content === null) throw new FoyerError('document.damaged', 'The package has no content.xml');
  const metadata = descend(part('meta.xml') ?? undefined, 'office:meta', 'dc:title');
  const title = metadata === undefined ? '' : cleanLine(textOf(metadata));
  return {
    content: parsed(content),
    styles: part('styles.xml'),
    title: title === '' ? null : title,
    object(name) {
      const folder = posix.join('/', name).slice(1);
      return folder === '' ? null : part(posix.join(folder, 'content.xml'));
    },
    picture: name => files.file(posix.join('/', name).slice(1)),
    asked,
  };
}
