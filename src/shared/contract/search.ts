import { z } from 'zod';
import { id } from './vocabulary.ts';
import { everyone, route } from './route.ts';
import { BENCH_QUERY_MAX_LENGTH } from './limits.ts';
import { narrowing } from './narrowing.ts';

export const searchMode = z.enum(['keyword', 'hybrid']);
export type SearchMode = z.infer<typeof searchMode>;

export const searchResult = z.object({
  documentId: id,
  chunkId: z.string(),
  title: z.string(),
  page: z.number().int().nullable(),
  /** The page its last word is on. */
  pageEnd: z.number().int().nullable(),
  heading: z.string().nullable(),
  text: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** Comparable within one answer only; larger is better. */
  score: z.number(),
  /** 0 to 1: how much of the question the passage covers; under the threshold it is not used in answers. */
  relevance: z.number(),
});
export type SearchResult = z.infer<typeof searchResult>;

export const search = {
  search: route({
    access: [...everyone, 'key:search'],
    method: 'GET',
    path: '/search',
    summary: "Search a chatbot's knowledge, all of it or a part",
    tag: 'Search',
  })
    .input(
      z
        .object({
          chatbotId: id,
          q: z.string().trim().min(1).max(BENCH_QUERY_MAX_LENGTH),
          k: z.coerce.number().int().min(1).max(100).default(10),
          /** Searches the words as they are typed; without it, likely slips are corrected. */
          asTyped: z.stringbool().or(z.boolean()).default(false),
          ...narrowing,
        })
        .strict(),
    )
    .output(
      z.object({
        mode: searchMode,
        tookMs: z.number(),
        /** Words not found in the documents and what was searched in their place. */
        corrections: z.array(z.object({ term: z.string(), used: z.array(z.string()) })),
        results: z.array(searchResult),
      }),
    ),
};
