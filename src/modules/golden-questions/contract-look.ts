import { z } from 'zod';
import { meaningLeftOut, rerankingUse } from '#shared/contract/messages.ts';
import { searchMode } from '#shared/contract/search.ts';
import { id } from '#shared/contract/vocabulary.ts';

export const share = z.number().min(0).max(1);

export const waysToLook = ['answers', 'words', 'meaning', 'reranked'] as const;

const found = z.object({
  chunkId: z.string(),
  documentId: id,
  title: z.string(),
  text: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  relevance: share,
});

/** A passage in the order in which an answer reads them, and why it stands there. */
const lookedAt = found.extend({
  page: z.number().int().nullable(),
  /** The page its last word is on. */
  pageEnd: z.number().int().nullable(),
  heading: z.string().nullable(),
  score: z.number(),
  /** Whether an answer may rest on it, and whether its meaning alone says so. */
  relevant: z.boolean(),
  byMeaning: z.boolean(),
  /** Its place by words, by meaning, and by both; null: not among the first. */
  ranks: z.object({
    words: z.number().int().nullable(),
    meaning: z.number().int().nullable(),
    together: z.number().int(),
  }),
  /** Words of the question that it holds; `instead`: the one that stands there for a slip. */
  words: z.array(z.object({ word: z.string(), instead: z.string().nullable() })),
});
export type LookedAt = z.infer<typeof lookedAt>;

export const look = z.object({
  mode: searchMode,
  meaningLeftOut: meaningLeftOut.nullable(),
  reranking: rerankingUse.nullable(),
  tookMs: z.number(),
  corrections: z.array(z.object({ term: z.string(), used: z.array(z.string()) })),
  /** Words that were looked for, and how much each tells; `found`: whether the documents have it. */
  searched: z.array(z.object({ word: z.string(), weight: z.number(), found: z.boolean() })),
  certainty: share,
  /** Under it the chatbot says that its documents do not answer. */
  leastCertainty: share,
  answers: z.boolean(),
  byMeaning: z.boolean(),
  /** What each of the two searches found; null: meaning was not searched. */
  legs: z.object({ words: z.array(found), meaning: z.array(found).nullable() }),
  passages: z.array(lookedAt),
});
export type Look = z.infer<typeof look>;
