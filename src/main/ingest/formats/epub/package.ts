import { posix } from 'node:path';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { cleanLine } from '../../clean-text.ts';
import { protectedOtherwise } from '../../locks/lock.ts';
import { readOfficePackage } from '../office-package.ts';
import type { PackageFile } from '../office-package.ts';
import { decodedXml } from '../word/parts.ts';
import { child, descend, elementsOf, parseXml, textOf, withoutDocumentType } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';

/** A file of the book that its package names. */
export type BookItem = { name: string; mediaType: string; isNavigation: boolean; isCover: boolean };

export type Book = {
  title: string | null;
  language: string | null;
  /** What is read, in the order of reading; what stands beside that order comes last. */
  spine: readonly BookItem[];
  /** The list of contents of EPUB 3 and that of EPUB 2. */
  navigation: BookItem | null;
  ncx: BookItem | null;
  /** The bytes of a file, or null when there is none of that name. */
  read(name: string): Uint8Array | null;
  /** A picture of that name. */
  picture(name: string): PackageFile | null;
};

/** Fonts are mixed up so that nobody takes them out; anything else is encryption (EPUB OCF 3.3, 4.3). */
const FONT_MIXING = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC']);

function parsed(bytes: Uint8Array): XmlElement {
  return parseXml(withoutDocumentType(decodedXml(bytes)));
}

function algorithmsIn(element: XmlElement): string[] {
  return elementsOf(element).flatMap(inner =>
    /(?:^|:)EncryptionMethod$/u.test(inner.name)
      ? [inner.attributes['Algorithm'] ?? '']
      : algorithmsIn(inner),
  );
}

function refuseProtection(encryption: Uint8Array | null): void {
  if (encryption === null) return;
  if (algorithmsIn(parsed(encryption)).some(algorithm => !FONT_MIXING.has(algorithm)))
    throw protectedOtherwise('The book is protected');
}

/** A name within the package that a file calls another by; escapes are decoded, fragments left out. */
export function nameWithin(owner: string, reference: string): string {
  const [path = ''] = reference.split('#');
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch (error) {
    // A per cent sign that is none of an escape: the name is meant as it stands.
    if (!(error instanceof URIError)) throw error;
  }
  return posix.join('/', posix.dirname(owner), decoded).slice(1);
}

function metadataText(metadata: XmlElement | undefined, name: string): string | null {
  const holder = child(metadata, 'dc-metadata') ?? metadata;
  const found = child(holder, name);
  const text = found === undefined ? '' : cleanLine(textOf(found));
  return text === '' ? null : text;
}

function packageName(container: Uint8Array | null): string {
  const roots = container === null ? undefined : descend(parsed(container), 'rootfiles');
  const root = roots === undefined ? undefined : elementsOf(roots)[0];
  const name = root?.attributes['full-path'];
  if (name === undefined) throw new FoyerError('document.damaged', 'The book names no package');
  return nameWithin('', name);
}

/** The list of contents of EPUB 2, by the spine or by its type. */
function findNcx(items: ReadonlyMap<string, BookItem>, id: string | undefined): BookItem | null {
  const byType = [...items.values()].find(({ mediaType }) => mediaType === 'application/x-dtbncx+xml');
  return items.get(id ?? '') ?? byType ?? null;
}

/**
 * Opens an EPUB book (2 or 3). Throws document.protected for one that is, document.damaged without a package
 * that can be read, and as `readOfficePackage` does.
 */
export function openBook(bytes: Uint8Array): Book {
  const files = readOfficePackage(bytes);
  refuseProtection(files.read('META-INF/encryption.xml'));
  const name = packageName(files.read('META-INF/container.xml'));
  const content = files.read(name);
  if (content === null) throw new FoyerError('document.damaged', `The book has no ${name}`);
  const root = parsed(content);
  const guide = child(root, 'guide');
  const covers = (guide === undefined ? [] : elementsOf(guide))
    .filter(({ attributes }) => attributes['type'] === 'cover')
    .map(({ attributes }) => nameWithin(name, attributes['href'] ?? ''));
  const manifest = child(root, 'manifest');
  const items = new Map(
    (manifest === undefined ? [] : elementsOf(manifest)).map(({ attributes }): [string, BookItem] => {
      const own = nameWithin(name, attributes['href'] ?? '');
      const isNavigation = (attributes['properties'] ?? '').split(/\s+/u).includes('nav');
      const mediaType = (attributes['media-type'] ?? '').toLowerCase();
      return [attributes['id'] ?? '', { name: own, mediaType, isNavigation, isCover: covers.includes(own) }];
    }),
  );
  const spine = child(root, 'spine');
  const references = (spine === undefined ? [] : elementsOf(spine)).filter(
    element => element.name === 'itemref',
  );
  const isBeside = ({ attributes }: XmlElement): boolean => attributes['linear'] === 'no';
  const ordered = [
    ...references.filter(reference => !isBeside(reference)),
    ...references.filter(isBeside),
  ].map(({ attributes }) => {
    const id = attributes['idref'] ?? '';
    return items.get(id) ?? { name: id, mediaType: '', isNavigation: false, isCover: false };
  });
  const metadata = child(root, 'metadata');
  return {
    title: metadataText(metadata, 'dc:title'),
    language: metadataText(metadata, 'dc:language'),
    // A file that is named twice is read once.
    spine: [...new Map(ordered.map(item => [item.name, item])).values()],
    navigation: [...items.values()].find(({ isNavigation }) => isNavigation) ?? null,
    ncx: findNcx(items, spine?.attributes['toc']),
    read: files.read,
    picture: files.file,
  };
}

/** XML of the book beside its text, or null when it is not there or damaged: the text is read without it. */
export function readXmlIfSound(book: Book, name: string): XmlElement | null {
  const bytes = book.read(name);
  if (bytes === null) return null;
  try {
    return parsed(bytes);
  } catch (error) {
    if (isFoyerError(error) && error.code === 'document.damaged') return null;
    throw error;
  }
}
