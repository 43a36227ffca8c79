import type { ArchiveList, ArchivePart } from './archive.ts';
import type { TableRules } from './table-rules.ts';

/** A file or folder of the archive of a client. */
export type ArchiveContent = {
  path: string;
  about: { fr: string; en: string };
  /** The rules of a list; null for a folder. */
  list: ArchiveList | null;
};

/** What is in the archive of a client, lists in their order, each followed by the folders of its files. */
export function contentsOf(tables: readonly TableRules[]): ArchiveContent[] {
  const lists = tables.flatMap(({ table, export: rule }) => ('file' in rule ? [{ table, rule }] : []));
  return lists
    .toSorted((one, other) => one.rule.place - other.rule.place)
    .flatMap(({ table, rule }) => {
      const texts = partsOf(tables, table).flatMap(part => (part.shape === 'text' ? [part] : []));
      const folders = [...(rule.stored === undefined ? [] : [rule.stored]), ...texts];
      return [
        { path: rule.file, about: rule.about, list: rule },
        ...folders.map(({ folder, about }) => ({ path: `${folder}/`, about, list: null })),
      ];
    });
}

/** What stands within the records of a table. */
export function partsOf(tables: readonly TableRules[], table: TableRules['table']): ArchivePart[] {
  return tables.flatMap(({ export: part }) => ('in' in part && part.in === table ? [part] : []));
}
