import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { RemovedCounts } from '#shared/contract/privacy.ts';

/** Kept as long as a client keeps its conversations. */
export type Kept = {
  /** When the row's age begins. */
  since: SQLiteColumn;
  /** Columns that name the row: as long as one does, it stays. */
  whileNamedBy?: readonly SQLiteColumn[];
};

/**
 * What becomes of the rows of a table. Every table of the schema has a rule, and every rule says all of it: erasure, log,
 * certificate, archive and retention follow.
 */
export type TableRule = {
  /**
   * Whose the rows are: of the client that a column names, of the row of another table (with which they go), or of the
   * installation.
   */
  owner:
    | { client: SQLiteColumn; id: SQLiteColumn | null }
    | { with: SQLiteTable }
    | { installation: string }
    | { byHand: string };
  /** What they are called on the certificate of an erasure; null where they are a part of what is counted. */
  counted: keyof RemovedCounts | null;
  /** Where the archive of a client has them; null with the reason where it does not. */
  archive: string | { leftOut: string };
  /** Which rows go with age, besides with what they belong to; null for none. */
  kept: Kept | null;
  /** Columns that hold something sealed by the vault. A column named `sealed…` that is not here fails a test. */
  sealed: readonly SealedColumn[];
};

/** `text`: the whole column is one sealed text. `json`: sealed texts may stand anywhere in it. */
export type SealedColumn = { column: SQLiteColumn; form: 'text' | 'json' };
