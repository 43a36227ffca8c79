import { heldIdBecause, type HeldId } from '#main/platform/held-id.ts';

/** An id as a store takes it, of a row that a test made. */
export const plantedId = (id: string): HeldId => heldIdBecause('made by a test', id);
