import { and, eq, gt, lt, or, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { z } from 'zod';
import { id } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';

/** A page of a list sorted by some value, ties by the id of the row. */
export type SortedPage = { order: 'asc' | 'desc'; limit: number; cursor?: string | undefined };

type After = Pick<SortedPage, 'order' | 'cursor'>;

/** The place in a list where the next page begins, when the list goes by a number. Throws `request.invalid`. */
export function numberOfCursor(cursor: string): number {
  const place = /^\d{1,16}$/.test(cursor) ? Number(cursor) : Number.NaN;
  if (Number.isSafeInteger(place)) return place;
  throw notOfThisList();
}

/** Where the next page of a sorted list begins: the value that is sorted by and the id of the last row. Opaque to callers. */
export function sortedCursor(key: string | number, lastId: string): string {
  return Buffer.from(JSON.stringify([key, lastId])).toString('base64url');
}

const sortedPlace = z.tuple([z.union([z.string(), z.number()]), id]);

/** The rows of the page that a `sortedCursor` begins; none: of the first. Throws `request.invalid`. */
export function afterSortedCursor(by: SQL, ids: SQLiteColumn, { order, cursor }: After): SQL | undefined {
  if (cursor === undefined) return undefined;
  const further = order === 'asc' ? gt : lt;
  const [key, lastId] = read(
    (): unknown => JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    sortedPlace,
  );
  return or(further(by, key), and(eq(by, key), further(ids, lastId)));
}

/** The rows after the id that is the place, when the list goes by ids. Throws `request.invalid`. */
export function afterIdCursor(ids: SQLiteColumn, { order, cursor }: After): SQL | undefined {
  if (cursor === undefined) return undefined;
  return (order === 'asc' ? gt : lt)(
    ids,
    read(() => cursor, id),
  );
}

function read<Shape extends z.ZodType>(value: () => unknown, shape: Shape): z.infer<Shape> {
  try {
    return shape.parse(value());
  } catch (error) {
    throw notOfThisList(error);
  }
}

function notOfThisList(cause?: unknown): FoyerError {
  return new FoyerError('request.invalid', 'cursor: not one that a page of this list gave', {
    cause,
    details: { field: 'cursor' },
  });
}
