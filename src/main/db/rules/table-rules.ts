import { getTableName, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { RemovedCounts, RemovedOther } from '#shared/contract/privacy.ts';
import type { ArchiveRule } from './archive.ts';
import type { Audited } from './audit.ts';

/** What certificates count. */
export type Kind = keyof RemovedCounts;

/** The row of another table that a row belongs to: it goes with it. */
export type Belonging<Column extends string = string> = { by: Column; of: SQLiteTable };

/** `text`: the whole column is one sealed text. `json`: sealed texts may stand anywhere in it. */
export type SealedForm = 'text' | 'json';

/** Who is erased: an account, or somebody anonymous who came through a widget. */
export type Person = { kind: 'account'; id: string; email: string } | { kind: 'visitor'; id: string };

/** What happens to rows that name a person: they go, or forget what these columns say. */
export type Forgetting<Empty extends string> = 'delete' | { forget: readonly Empty[] };

/**
 * What becomes of the rows of a table. Every key is required: what does not apply says why.
 *
 * @typeParam Empty columns that may be null
 * @typeParam Sealed columns whose name says that they are sealed
 */
export type Rules<Column extends string, Empty extends Column, Sealed extends Column> = {
  /** Whose the rows are: of the client that a column names, of a row of another table, or of no client. */
  client: Column | Belonging<Column> | { none: string };
  /**
   * What they are called on the certificate of an erasure: by one of its kinds, or, for a table of a module, in words of
   * its own; within what they are counted; or why they are not.
   */
  counted: Kind | { as: RemovedOther['what'] } | { within: Kind } | { not: string };
  /** What the log records of changes, column by column; or why nothing. */
  audit: Audited<Column> | { leftOut: string };
  /** Where something sealed by the vault is kept. */
  sealed: Readonly<Record<Sealed, SealedForm> & Partial<Record<Column, SealedForm>>>;
  /** Where the archive of a client has them, column by column; or why it does not. */
  export: ArchiveRule<Column>;
  /**
   * When their client is erased: deleted (`rows`: which, where these are not just those of the client; `atOnce`: so many
   * in one turn, because there may be very many), removed by the database with the row they belong to, or kept.
   */
  eraseClient:
    | 'delete'
    | { delete: { rows: (clientId: string) => SQL | undefined } | { atOnce: number } }
    | 'along'
    | { stay: string };
  /** When a person is erased: by the columns that name them, with rows of theirs that they belong to, by hand, or why not. */
  erasePerson:
    | {
        by: Readonly<Partial<Record<Column, Forgetting<Empty>>>>;
        along?: Belonging<Column>;
        /** So many in one turn. */
        atOnce?: number;
      }
    | { along: Belonging<Column> }
    | { rows: (person: Person) => SQL | undefined }
    | { stay: string };
  /** How long they are kept: as the client keeps its conversations or files, as what they belong to, or otherwise. */
  keep:
    | {
        as: 'conversations';
        since: Column;
        /** As long as a row that would outlive it names it, it stays. */
        whileNamed?: true;
        /** What it names does not stay for its sake. */
        holdsNothing?: true;
        /** As long as this holds of it, it stays. */
        unless?: () => SQL;
        /** So many in one turn. */
        atOnce?: number;
      }
    | { as: 'files'; since: Column; /** What removes one with its bytes. */ through: 'documents' }
    | 'along'
    | { otherwise: string };
};

type ColumnsOf<Table extends SQLiteTable> = Table['_']['columns'];
type ColumnOf<Table extends SQLiteTable> = keyof ColumnsOf<Table> & string;
type EmptyColumnOf<Table extends SQLiteTable> = {
  [Column in ColumnOf<Table>]: ColumnsOf<Table>[Column]['_']['notNull'] extends true ? never : Column;
}[ColumnOf<Table>];
type SealedColumnOf<Table extends SQLiteTable> = Extract<ColumnOf<Table>, `sealed${string}`>;

type RulesOf<Table extends SQLiteTable> = Rules<ColumnOf<Table>, EmptyColumnOf<Table>, SealedColumnOf<Table>>;

/** The rules of one table, as loops read them. */
export type TableRules<Name extends string = string> = {
  readonly name: Name;
  readonly table: SQLiteTable;
} & Rules<string, string, never>;

/**
 * Says beside a table what becomes of its rows. A key that is missing does not compile, nor a column of which it is not
 * said whether the log and the archive have it.
 */
export function tableRules<Table extends SQLiteTable>(
  table: Table,
  rules: RulesOf<Table>,
): TableRules<Table['_']['name']> {
  return {
    name: getTableName(table) as Table['_']['name'],
    table,
    ...(rules as Rules<string, string, never>),
  };
}
