import { posix } from 'node:path';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { readOfficePackage } from '../office-package.ts';
import type { PackageFile } from '../office-package.ts';
import { elementsOf, parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What a part says of another: what it is to it (`styles`, `header`, …) and its name in the package. */
type Relation = { id: string; kind: string; target: string };

export type Part = {
  xml: XmlElement;
  relations: readonly Relation[];
};

export type Parts = {
  /** The part with the text. */
  main: Part;
  /** The part that is `kind` to the main one, or that has the usual name for it. */
  companion(kind: string): Part | null;
  /** The part that `owner` calls `id`. */
  related(owner: Part, id: string | undefined): Part | null;
  /** The bytes of the part that `owner` calls `id`. */
  content(owner: Part, id: string | undefined): { name: string; bytes: Buffer } | null;
  /** The name in the package of what `owner` calls `id`; null when it lies elsewhere. */
  nameOf(owner: Part, id: string | undefined): string | null;
  /** The bytes of a picture, by its name in the package; null when there is none. */
  picture(name: string): PackageFile | null;
  /** What the file says of itself (title, author, …). */
  properties: XmlElement | null;
  /** Parts beside the main one that were asked for, and those of them that are damaged. */
  asked: { total: number; damaged: string[] };
};

const PROPERTIES = 'docProps/core.xml';

export function decodedXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/** `word/document.xml` → `word/_rels/document.xml.rels`; of the package itself: `_rels/.rels`. */
function relationsName(name: string): string {
  return posix.join(posix.dirname(name), '_rels', `${posix.basename(name)}.rels`);
}

function readRelations(xml: XmlElement, owner: string): Relation[] {
  return elementsOf(xml).flatMap(({ attributes }) => {
    const target = attributes['Target'];
    if (target === undefined || attributes['TargetMode'] === 'External') return [];
    const kind = posix.basename(attributes['Type'] ?? '');
    // Names are from the root with a slash, else from the folder of the part.
    const path = posix.join('/', target.startsWith('/') ? '' : posix.dirname(owner), target).slice(1);
    return [{ id: attributes['Id'] ?? '', kind, target: path }];
  });
}

/**
 * The parts of a Word file, each read when it is asked for. Throws as `readOfficePackage` does, or document.damaged
 * when the main part or what names it is; another that is damaged is noted and read as if it was not there.
 */
export function openParts(bytes: Uint8Array): Parts {
  const files = readOfficePackage(bytes);
  const asked: Parts['asked'] = { total: 0, damaged: [] };

  const parsed = (name: string): XmlElement | null => {
    const content = files.read(name);
    return content === null ? null : parseXml(decodedXml(content));
  };
  const parsedIfSound = (name: string): XmlElement | null => {
    asked.total += 1;
    try {
      return parsed(name);
    } catch (error) {
      if (!isFoyerError(error) || error.code !== 'document.damaged') throw error;
      asked.damaged.push(name);
      return null;
    }
  };
  const relationsOf = (name: string): Relation[] => {
    const xml = parsedIfSound(relationsName(name));
    return xml === null ? [] : readRelations(xml, name);
  };
  const part = (name: string): Part | null => {
    const xml = parsedIfSound(name);
    return xml === null ? null : { xml, relations: relationsOf(name) };
  };

  const root = parsed(relationsName(''));
  const roots = root === null ? [] : readRelations(root, '');
  const rootTarget = (kind: string, usual: string): string =>
    roots.find(relation => relation.kind === kind)?.target ?? usual;
  const mainName = rootTarget('officeDocument', 'word/document.xml');
  const mainXml = parsed(mainName);
  if (mainXml === null) throw new FoyerError('document.damaged', `The package has no ${mainName}`);
  const main = { xml: mainXml, relations: relationsOf(mainName) };

  return {
    main,
    companion: kind =>
      part(
        main.relations.find(relation => relation.kind === kind)?.target ??
          posix.join(posix.dirname(mainName), `${kind}.xml`),
      ),
    related(owner, id) {
      const relation = owner.relations.find(candidate => candidate.id === id);
      return relation === undefined ? null : part(relation.target);
    },
    content(owner, id) {
      const relation = owner.relations.find(candidate => candidate.id === id);
      const content = relation === undefined ? null : files.read(relation.target);
      return relation === undefined || content === null
        ? null
        : { name: posix.basename(relation.target), bytes: Buffer.from(content) };
    },
    nameOf: (owner, id) => owner.relations.find(candidate => candidate.id === id)?.target ?? null,
    picture: files.file,
    properties: parsedIfSound(rootTarget('core-properties', PROPERTIES)),
    asked,
  };
}
