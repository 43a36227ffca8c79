declare const held: unique symbol;

/**
 * The id of a row that is known to be within reach: it was read within a scope, or made here. A text that came from
 * outside is none and does not compile as one, so that a store that takes it needs no further condition.
 */
export type HeldId = string & { readonly [held]: true };

/** The few ids that are taken as they come, each with the reason why. Whoever looks for them looks for `Because(`. */
export function heldIdBecause(_why: string, id: string): HeldId {
  return id as HeldId;
}

/** An id that lets in by itself, or that strangers name what is public by: the reason stands in its type. */
export type UnscopedId<_Why extends string> = string;
