import type { Named } from '#shared/contract/vocabulary.ts';
import type { AuditAction } from '#shared/contract/audit-actions.ts';

/** The two sides of a change, as triggers call them. */
export type Row = 'OLD' | 'NEW';

/** An SQL expression about one side of a change. */
export type Of = (row: Row) => string;

/**
 * `watched`: what it was and what it became are recorded. `masked`: only that it changed. `ignored`: bookkeeping of
 * Foyer itself (dates, counters), recorded nowhere. A reference is watched with the name of what it points at, which
 * may be gone when the log is read.
 */
export type Treatment = 'watched' | 'masked' | 'ignored' | { name: Of };

/** A deed of the catalogue, or one with words of its own: `{{target}}` stands for what it was done to. */
type Deed = { action: AuditAction; says?: undefined } | { action: `${string}.${string}`; says: Named };

export type AuditedEvent<Column extends string = string> = Deed & {
  on: 'insert' | 'update' | 'delete';
  /** For updates: only when one of these changed; left out, any that is watched or masked. */
  of?: readonly Column[];
  /** SQL conditions, all of which must hold. */
  when?: readonly string[];
  /** SQL of the account that acts, when nobody is signed in yet. */
  actor?: string;
};

/** What the log records of a table. */
export type Audited<Column extends string = string> = {
  /** How each column is treated. */
  columns: Readonly<Record<Column, Treatment>>;
  /** What it happened to: its id, and words by which a person knows it. */
  targetId: Of;
  targetLabel: Of;
  /** Where `client` of the rules does not say it. */
  clientId?: Of;
  events: readonly AuditedEvent<Column>[];
  /** What its deeds are called together, where they have words of their own. */
  called?: Named;
  /** What its columns are called, where the catalogue does not say it (`i18n/{fr,en}/audit-fields.ts`). */
  fields?: Readonly<Partial<Record<Column, Named>>>;
};
