import type { LegPassage, Proven, ProvenPassage } from '../../api.ts';
import type { Look, LookedAt } from '../contract-look.ts';

/** What a question finds, as it is told. */
export function asLook({ legs, passages, tookMs, ...proven }: Proven): Look {
  return {
    ...proven,
    tookMs: Math.round(tookMs * 100) / 100,
    legs: {
      words: legs.words.map(found),
      meaning: legs.meaning === null ? null : legs.meaning.map(found),
    },
    passages: passages.map(lookedAt),
  };
}

function found({ chunkId, relevance, ...passage }: LegPassage): Look['legs']['words'][number] {
  return { ...passage, chunkId: String(chunkId), relevance: Math.min(1, Math.max(0, relevance)) };
}

function lookedAt(passage: ProvenPassage): LookedAt {
  const { id, documentId, title, page, pageEnd, heading, text } = passage;
  const { start, end, score, relevance } = passage;
  const { relevant, byMeaning, byWords, inMeaning, together, words } = passage;
  return {
    chunkId: String(id),
    documentId,
    title,
    page,
    pageEnd,
    heading,
    text,
    start,
    end,
    score,
    relevance,
    relevant,
    byMeaning,
    ranks: { words: byWords, meaning: inMeaning, together },
    words,
  };
}
