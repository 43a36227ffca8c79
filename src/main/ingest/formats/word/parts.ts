import { posix } from 'node:path';
import { FoyerError } from '#shared/errors.ts';
import { readOfficePackage } from '../office-package.ts';
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
  /** What the file says of itself (title, author, …). */
  properties: XmlElement | null;
};

const PROPERTIES = 'docProps/core.xml';

function decodedXml(bytes: Uint8Array): string {
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
    const target = attributes.get('Target');
    if (target === undefined || attributes.get('TargetMode') === 'External') return [];
    const kind = posix.basename(attributes.get('Type') ?? '');
    // Names are from the root with a slash, else from the folder of the part.
    const path = posix.join('/', target.startsWith('/') ? '' : posix.dirname(owner), target).slice(1);
    return [{ id: attributes.get('Id') ?? '', kind, target: path }];
  });
}

/** The parts of a Word file, each read when it is asked for. Throws as `readOfficePackage` does, or document.damaged. */
export function openParts(bytes: Uint8Array): Parts {
  const files = readOfficePackage(bytes);

  const relationsOf = (name: string): Relation[] => {
    const content = files.read(relationsName(name));
    return content === null ? [] : readRelations(parseXml(decodedXml(content)), name);
  };
  const part = (name: string): Part | null => {
    const content = files.read(name);
    return content === null ? null : { xml: parseXml(decodedXml(content)), relations: relationsOf(name) };
  };

  const roots = relationsOf('');
  const rootTarget = (kind: string, usual: string): string =>
    roots.find(relation => relation.kind === kind)?.target ?? usual;
  const mainName = rootTarget('officeDocument', 'word/document.xml');
  const main = part(mainName) ?? part('word/document.xml');
  if (main === null) throw new FoyerError('document.damaged', `The package has no ${mainName}`);

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
    properties: part(rootTarget('core-properties', PROPERTIES))?.xml ?? null,
  };
}
