import { z } from 'zod';
import { passageFlag } from './document.ts';
import {
  PASSAGE_MAX_LENGTH,
  PASSAGE_QUESTION_MAX_LENGTH,
  PASSAGE_QUESTIONS_MAX,
  PASSAGES_EXCLUDED_MAX,
} from './limits.ts';
import { editors, route } from './route.ts';
import { empty, id, numberCursor, pageOf, pageQuery } from './vocabulary.ts';

const tag = 'Documents';
const chunkId = z.string().regex(/^\d{1,15}$/);

/** What is left out stays as it is. */
const change = {
  /** In a person's words; null as it stands in the document. */
  text: z.string().trim().min(1).max(PASSAGE_MAX_LENGTH).nullable().optional(),
  /** Left out of answers: neither found, quoted nor counted. */
  excluded: z.boolean().optional(),
  /** What it answers: searched with weight, never shown as its words. */
  questions: z
    .array(z.string().trim().min(1).max(PASSAGE_QUESTION_MAX_LENGTH))
    .max(PASSAGE_QUESTIONS_MAX)
    .optional(),
};

export const passageEdit = z.object({
  id,
  documentId: id,
  start: z.number().int(),
  end: z.number().int(),
  /** The words that were read. */
  original: z.string(),
  text: z.string().nullable(),
  excluded: z.boolean(),
  questions: z.array(z.string()),
  /** `conflict`: another reading, or a newer version, has other words there; it counts in no answer until a person chose. */
  state: z.enum(['held', 'conflict']),
  /** Of a conflict: the words that are most like those that were read; null where none are. */
  now: z.string().nullable(),
});
export type PassageEdit = z.infer<typeof passageEdit>;

export const passageFlags = z.object({
  /** How many passages of the document may be of no use, by why. */
  counts: z.record(passageFlag, z.number().int()),
  /** How many of its passages say the same as another one, in it or in another document. */
  alike: z.number().int(),
  /** Passages that were not looked at yet. */
  pending: z.number().int(),
});
export type PassageFlags = z.infer<typeof passageFlags>;

export const alikeGroup = z.object({
  id: z.string(),
  /** How many passages it has, all of them counted. */
  count: z.number().int(),
  /** Another one as soon as others are in it. */
  mark: z.string(),
  /** The first of them, in the order in which they were read. */
  passages: z.array(
    z.object({
      chunkId: z.string(),
      document: z.object({ id, title: z.string(), fileName: z.string() }),
      start: z.number().int(),
      end: z.number().int(),
      page: z.number().int().nullable(),
      heading: z.string().nullable(),
      text: z.string(),
    }),
  ),
});
export type AlikeGroup = z.infer<typeof alikeGroup>;

export const alikePassages = pageOf(alikeGroup).extend({
  /** `under_way`: more may be found; `failed`: what earlier versions read could not be compared. */
  comparing: z.enum(['done', 'under_way', 'failed']),
});
export type AlikePassages = z.infer<typeof alikePassages>;

export const passages = {
  edits: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/passage-edits',
    summary:
      'What people made of the passages of a document, in order; those that are excluded and in conflict too',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(z.array(passageEdit)),

  mend: route({
    access: [...editors, 'key:write'],
    method: 'PATCH',
    path: '/documents/{id}/passages/{chunkId}',
    summary: 'Put a passage in other words, leave it out of answers, or say which questions it answers',
    tag,
  })
    .input(z.object({ id, chunkId, ...change }).strict())
    .output(passageEdit),

  split: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/passages/{chunkId}/split',
    summary: 'Cut a passage in two; undoing the answered edit makes them one again',
    tag,
  })
    .input(
      z
        .object({
          id,
          chunkId,
          /** Where the second one begins: characters from the start of the passage. */
          at: z.number().int().min(1),
        })
        .strict(),
    )
    .output(passageEdit),

  join: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/passages/{chunkId}/join',
    summary: 'Make one of a passage and the one that follows it; undoing the edit makes them two again',
    tag,
  })
    .input(z.object({ id, chunkId }).strict())
    .output(passageEdit),

  change: route({
    access: [...editors, 'key:write'],
    method: 'PATCH',
    path: '/passage-edits/{id}',
    summary: 'Change what was made of a passage',
    tag,
  })
    .input(z.object({ id, ...change }).strict())
    .output(passageEdit),

  keep: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/passage-edits/{id}/keep',
    summary: 'Keep what was made of a passage although other words stand there now',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(passageEdit),

  undo: route({
    access: [...editors, 'key:write'],
    method: 'DELETE',
    path: '/passage-edits/{id}',
    summary: 'Put a passage back as it was read',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(empty),

  flags: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/documents/{id}/passage-flags',
    summary: 'How many passages of a document may be of no use to answers, and why',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(passageFlags),

  excludeFlagged: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/passage-flags/{flag}/exclude',
    summary: 'Leave every passage with a flag out of answers',
    tag,
  })
    .input(z.object({ id, flag: passageFlag }).strict())
    .output(z.object({ editIds: z.array(id) })),

  takeBack: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/passage-edits/take-back',
    summary: 'Let passages that were left out count in answers again',
    tag,
  })
    .input(z.object({ id, editIds: z.array(id).min(1).max(PASSAGES_EXCLUDED_MAX) }).strict())
    .output(z.object({ count: z.number().int() })),

  alike: route({
    access: [...editors, 'key:read'],
    method: 'GET',
    path: '/passages/alike',
    summary:
      'Passages of a client that say the same in nearly the same words, in groups; with `documentId`, groups with one of it',
    tag,
  })
    .input(
      pageQuery.extend({ cursor: numberCursor.optional(), clientId: id, documentId: id.optional() }).strict(),
    )
    .output(alikePassages),

  keepAlone: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/passages/{chunkId}/keep-alone',
    summary:
      'Leave the passages that say the same as this one out of answers: those that were counted in its group (`mark`)',
    tag,
  })
    .input(z.object({ id, chunkId, mark: z.string().max(100) }).strict())
    .output(z.object({ excluded: z.array(z.object({ documentId: id, editIds: z.array(id) })) })),
};
