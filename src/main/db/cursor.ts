import { FoyerError } from '#shared/errors.ts';

/** The place in a list where the next page begins, when the list goes by a number. Throws `request.invalid`. */
export function numberOfCursor(cursor: string): number {
  const place = /^\d{1,16}$/.test(cursor) ? Number(cursor) : Number.NaN;
  if (Number.isSafeInteger(place)) return place;
  throw new FoyerError('request.invalid', 'cursor: not one that a page of this list gave', {
    details: { field: 'cursor' },
  });
}
