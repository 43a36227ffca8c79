import { z } from 'zod';
import { SILENCE_SECONDS } from './limits.ts';

export const language = z.enum(['fr', 'en']);
export type Language = z.infer<typeof language>;

/** What something is called, or a sentence about it, in each language: declared with the thing, and shown as it comes. */
export const named = z.object({ fr: z.string(), en: z.string() }).readonly();
export type Named = z.infer<typeof named>;

/** Opaque identifier: UUID version 7, so that ids sort by creation time. */
export const id = z.uuid();

const TIME_ZONE_SHAPE = /^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*){0,2}$/; // no offsets like `+02:00`

/** IANA name of a time zone, e.g. `Europe/Paris`. */
export const timeZone = z
  .string()
  .max(64)
  .refine(name => TIME_ZONE_SHAPE.test(name) && isKnownTimeZone(name), 'Not a time zone');

function isKnownTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** ISO 8601 in UTC, e.g. `2026-11-20T21:08:00.000Z`. */
export const instant = z.iso.datetime();

export const provider = z.enum(['embedded', 'inside', 'ollama', 'openai', 'anthropic']);

/** How long a model may be silent while a person waits. */
export const silenceSeconds = z.number().int().min(SILENCE_SECONDS.min).max(SILENCE_SECONDS.max);

const NOT_OF_THIS_LIST = 'Not a cursor of this list';
const NUMBER_DIGITS = 15; // what a program counts exactly (2^53)
const SORTED_CURSOR_CHARACTERS = 800; // of a title of 80 characters, however many bytes each takes

/** Which way a list is sorted. */
export const order = z.enum(['asc', 'desc']);

/** Yes or no, in an address too. */
export const flag = z.stringbool().or(z.boolean());

/** Where a list goes on that is numbered: the number of the last row of the page before. */
export const numberCursor = z.string().regex(new RegExp(`^\\d{1,${NUMBER_DIGITS}}$`), NOT_OF_THIS_LIST);

/** Where a list goes on whose order its caller chose: letters without a meaning for anyone else. */
export const sortedCursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/, NOT_OF_THIS_LIST)
  .max(SORTED_CURSOR_CHARACTERS);

/**
 * What a caller asks of a list: at most `limit` rows after `cursor` (from the previous page). It is the id of a row
 * where the list says nothing else; what cannot be one is refused before anything is looked for.
 */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: id.optional(),
});

/**
 * What a caller may ask of a list that is an array: it comes whole, or by pages of `limit` rows, the address of the
 * next one in the header `Link`.
 */
export const arrayQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: id.optional(),
  /** Words of the name. */
  q: z.string().trim().max(200).optional(),
  active: flag.optional(),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** An id in the address of a file: one that was never one is as unknown as any other (404). */
export const fileId = z.string().min(1).max(100);
export const empty = z.object({}).strict();
