import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { administrators, route } from './route.ts';
import { empty, id, instant } from './vocabulary.ts';

const namedModel = z.object({ id, name: z.string() });

/** A change of the model that compares by meaning, of the whole installation. */
export const indexChange = z.object({
  id,
  /**
   * `building`: the index of `to` is built, `from` answers. `ready`: both are complete, `from` answers. `swapped`: `to`
   * answers, the index of `from` is kept until somebody confirms.
   */
  state: z.enum(['building', 'ready', 'swapped']),
  to: namedModel,
  /** Null: it was removed, and words are searched alone until the index of `to` is complete. */
  from: namedModel.nullable(),
  /** Whether `from` can be asked: it answers, or one may go back to it. */
  fromAnswers: z.boolean(),
  paused: z.boolean(),
  swapsByItself: z.boolean(),
  /** Why it stopped until somebody resumes it. */
  failure: z.enum(errorCodes).nullable(),
  /** What it waits for now; it is tried again by itself. */
  waitsFor: z.enum(errorCodes).nullable(),
  passages: z.number().int(),
  /** Passages with a vector in the index that is not the one of `from`. */
  donePassages: z.number().int(),
  failedPassages: z.number().int(),
  cutPassages: z.number().int(),
  /** By the measured speed of the model; null while it is not known, or nothing is left. */
  secondsLeft: z.number().int().nullable(),
  /** What is freed once one of the two indexes is left, about. */
  besideBytes: z.number().int(),
  createdAt: instant,
  readyAt: instant.nullable(),
  swappedAt: instant.nullable(),
});
export type IndexChange = z.infer<typeof indexChange>;

export const searchIndex = z.object({
  /** The model whose index answers; null: words answer alone. */
  inUse: namedModel.nullable(),
  change: indexChange.nullable(),
});
export type SearchIndex = z.infer<typeof searchIndex>;

/** What building the index of a model would cost, before anything is begun. */
export const indexCost = z.object({
  model: namedModel,
  inUse: namedModel.nullable(),
  passages: z.number().int(),
  tokens: z.number().int(),
  /** By its measured speed on this machine; null where that was not measured, or where it is elsewhere. */
  seconds: z.number().int().nullable(),
  /** The host outside to which the passages go; null where they do not leave. */
  outside: z.string().nullable(),
  /** In the currency of the prices; null where it costs nothing, or has no price in its settings. */
  price: z.number().nullable(),
  /** About what the index takes of the disk, and what is free; that is null where the system does not tell. */
  bytes: z.number().int(),
  freeBytes: z.number().int().nullable(),
  /** Its server holds one model at a time: it is built when nobody asks. */
  throwsOut: z.boolean(),
});
export type IndexCost = z.infer<typeof indexCost>;

const tag = 'Models';

export const searchIndexes = {
  get: route({
    access: administrators,
    method: 'GET',
    path: '/search-index',
    summary: 'The model that compares by meaning, and a change of it',
    tag,
  })
    .input(empty)
    .output(searchIndex),

  cost: route({
    access: administrators,
    method: 'GET',
    path: '/search-index/cost',
    summary: 'What building the index of another model would cost',
    tag,
  })
    .input(z.object({ modelId: id }).strict())
    .output(indexCost),

  start: route({
    access: administrators,
    method: 'POST',
    path: '/search-index/change',
    summary: 'Build the index of another model beside the one that answers',
    tag,
    successStatus: 201,
  })
    .input(z.object({ modelId: id, swapsByItself: z.boolean().default(false) }).strict())
    .output(searchIndex),

  set: route({
    access: administrators,
    method: 'PATCH',
    path: '/search-index/change',
    needs: 'writing',
    summary: 'Pause or resume it, or have it swap by itself',
    tag,
  })
    .input(z.object({ paused: z.boolean(), swapsByItself: z.boolean() }).partial().strict())
    .output(searchIndex),

  swap: route({
    access: administrators,
    method: 'POST',
    path: '/search-index/change/swap',
    needs: 'writing',
    summary: 'Search in the other index from now on; once more goes back',
    tag,
  })
    .input(empty)
    .output(searchIndex),

  keep: route({
    access: administrators,
    method: 'POST',
    path: '/search-index/change/keep',
    needs: 'writing',
    summary: 'Keep the index that answers, and remove the one before',
    tag,
  })
    .input(empty)
    .output(searchIndex),

  drop: route({
    access: administrators,
    method: 'DELETE',
    path: '/search-index/change',
    summary: 'Leave the other index, before it answers',
    tag,
  })
    .input(empty)
    .output(searchIndex),
};
