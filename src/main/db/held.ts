import type { HeldId } from '#main/platform/held-id.ts';

/** Columns that name rows of a client. */
type NamesRow = 'id' | `${string}Id` | 'replaces' | 'replacedBy';
/** People and models are of no client; the others were given by strangers, or are given to them. */
type NotHeld =
  'userId' | 'senderId' | 'ownerId' | 'modelId' | `${string}ModelId` | 'clientMessageId' | 'publicId';
type HeldKey<Value> = Value extends string ? HeldId : Value;

/** A row that was read within a scope: its ids, and those it names, are within reach. */
export type Held<Row> = Row extends object
  ? {
      [Key in keyof Row]: Key extends NotHeld
        ? Row[Key]
        : Key extends NamesRow
          ? HeldKey<Row[Key]>
          : Row[Key];
    }
  : Row;

/** To be said by a store alone, of what it read under the condition of a scope or of an id that is held. */
export function held<Row extends object | null>(row: Row): Held<Row> {
  return row as Held<Row>;
}

/** The few rows that are read without a scope, each with the reason why. Whoever looks for them looks for `Because(`. */
export function heldBecause<Row extends object | null>(_why: string, row: Row): Held<Row> {
  return held(row);
}
