import type { SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/**
 * What becomes of a column in the archive of a client: its name there, the names of what it points at under a name of
 * its own, the field of which a writer makes it a part, or why it is not there. Records have their fields in the order
 * in which they are listed.
 */
export type Field = string | { as: string; nameIn: SQLiteTable } | { partOf: string } | { leftOut: string };

/** What `README.txt` in the archive says of it. */
type Words = { fr: string; en: string };

type Fields<Column extends string> = Readonly<Record<Column, Field>>;

/** What does by hand what no rule says: written in `features/exports/writers.ts`. */
export type ListWriter = 'people';
export type RecordWriter = 'message';

/** Which store of files has the bytes. */
export type StoredIn = 'files' | 'logos' | 'attachments';

/** A list of the archive: the rows of the client, by primary key. */
export type ArchiveList<Column extends string = string> = {
  file: `${string}.json`;
  /** Lists come in this order. */
  place: number;
  about: Words;
  /** What docs/client-export.md says of it, besides the names of its fields. */
  guide: string;
  /** Not a list: the one row that there is. */
  single?: true;
  /** Which rows, where they are not those whose client it is. */
  rows?: (clientId: string) => SQL | undefined;
  writer?: ListWriter;
  columns: Fields<Column>;
  stored?: StoredBytes<Column>;
};

/** Rows told of by their hash are followed by the bytes. */
export type StoredBytes<Column extends string = string> = {
  in: StoredIn;
  folder: string;
  about: Words;
  hash: Column;
} & (
  | { /** Numbered as in the list, which has `file`, where they are. */ name: Column; mediaType: Column }
  | { /** Named by their hash. */ named: 'hash' }
);

/** What stands within the records of another table. */
export type ArchivePart<Column extends string = string> = {
  in: SQLiteTable;
  /** The column that names the row of that table. */
  by: Column;
  as: string;
  columns: Fields<Column>;
} & (
  | { /** Only the values of the one column that is there. */ shape: 'values' }
  | { /** Records. */ shape: 'list'; order: Column; guide: string; writer?: RecordWriter }
  | { /** The one record, or null. */ shape: 'one' }
  | {
      /** Where it is: the one column that is there is a file of its own. */ shape: 'text';
      folder: string;
      about: Words;
      name: string;
    }
);

export type ArchiveRule<Column extends string = string> =
  | ArchiveList<Column>
  | ArchivePart<Column>
  | { /** Read by the writer of that file. */ within: string; columns: Fields<Column> }
  | { leftOut: string };
