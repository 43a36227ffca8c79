import type { Source } from '#shared/contract/conversations.ts';
import type { GroundingPassage } from '#main/ai/ports.ts';
import type { RetrievedPassage } from '#main/features/search/index.ts';

const PASSAGES_MAX = 8; // about 1,400 words: what the retrieval figures were measured at, with room to merge

/** A passage as it is offered to the model, with its place in the document. */
export type GroundedPassage = GroundingPassage & {
  documentId: string;
  start: number;
  end: number;
  score: number;
  relevance: number;
};

/**
 * The relevant passages, numbered in order of rank. Passages that overlap or follow each other in one document
 * become one, so that a sentence is not offered twice under two numbers.
 */
export function groundingOf(retrieved: readonly RetrievedPassage[]): GroundedPassage[] {
  const kept: (RetrievedPassage & { first: number; last: number })[] = [];
  for (const passage of retrieved.filter(candidate => candidate.relevant).slice(0, PASSAGES_MAX)) {
    const neighbour = kept.find(
      other =>
        other.documentId === passage.documentId &&
        other.last - other.first < 2 &&
        (passage.ordinal === other.last + 1 || passage.ordinal === other.first - 1),
    );
    if (!neighbour) {
      kept.push({ ...passage, first: passage.ordinal, last: passage.ordinal });
      continue;
    }
    const [before, after] = passage.ordinal < neighbour.first ? [passage, neighbour] : [neighbour, passage];
    const overlap = Math.max(0, before.end - after.start);
    const gap = after.start > before.end ? '\n' : '';
    Object.assign(neighbour, {
      text: before.text + gap + after.text.slice(overlap),
      start: before.start,
      end: after.end,
      page: before.page,
      heading: before.heading,
      first: Math.min(neighbour.first, passage.ordinal),
      last: Math.max(neighbour.last, passage.ordinal),
      relevance: Math.max(neighbour.relevance, passage.relevance),
      byMeaning: neighbour.byMeaning || passage.byMeaning,
    });
  }
  return kept.map(
    (
      { documentId, title, page, heading, text, start, end, score, relevance, context, byMeaning },
      index,
    ) => ({
      number: index + 1,
      documentId,
      title,
      page,
      heading,
      text,
      start,
      end,
      score,
      relevance,
      context,
      byMeaning,
    }),
  );
}

/** Sources as shown: the whole passage, or only the quoted words once the answer is known. */
export function sourcesOf(
  passages: readonly GroundedPassage[],
  check: { cited: ReadonlySet<number>; quoted: ReadonlyMap<number, { start: number; end: number }> } | null,
): Source[] {
  return passages.map(({ number, documentId, title, page, heading, text, start, end, score }) => {
    const quoted = check?.quoted.get(number);
    // Offsets into the passage are offsets into the document only while no gap was bridged.
    const exact = quoted !== undefined && text.length === end - start;
    return {
      number,
      documentId,
      title,
      page,
      heading,
      quote: exact ? text.slice(quoted.start, quoted.end) : text,
      start: exact ? start + quoted.start : start,
      end: exact ? start + quoted.end : end,
      score,
      cited: check?.cited.has(number) ?? false,
    };
  });
}
