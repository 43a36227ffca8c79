import type { GroundingPassage } from '#main/ai/ports.ts';
import { withTableHeader } from '#shared/lib/table-header.ts';
import type { RetrievedPassage } from '#main/features/search/index.ts';

const PASSAGES_MAX = 8; // about 1,400 words: what the retrieval figures were measured at, with room to merge

/** Passages are cut at blanks: more between two of them is something that was left out. */
const GAP_MAX = 200; // characters

/** A passage as it is offered to the model, with its place in the document. */
export type GroundedPassage = GroundingPassage & {
  documentId: string;
  start: number;
  end: number;
  score: number;
  relevance: number;
  /** Its words are a person's: they stand between `start` and `end` as a whole. */
  edited?: boolean;
};

/**
 * The relevant passages, numbered in order of rank. Passages that overlap or follow each other in one document
 * become one, so that a sentence is not offered twice under two numbers.
 */
export function groundingOf(retrieved: readonly RetrievedPassage[]): GroundedPassage[] {
  const kept: (RetrievedPassage & { first: number; last: number })[] = [];
  for (const found of retrieved.filter(candidate => candidate.relevant).slice(0, PASSAGES_MAX)) {
    const passage = { ...found, text: withTableHeader(found) };
    const neighbour = kept.find(
      other =>
        other.documentId === passage.documentId &&
        !other.edited &&
        !passage.edited &&
        other.last - other.first < 2 &&
        between(passage, other) <= GAP_MAX &&
        (passage.ordinal === other.last + 1 || passage.ordinal === other.first - 1),
    );
    if (!neighbour) {
      kept.push({ ...passage, first: passage.ordinal, last: passage.ordinal });
      continue;
    }
    const [before, after] = passage.ordinal < neighbour.first ? [passage, neighbour] : [neighbour, passage];
    const overlap = Math.max(0, before.end - after.start);
    // As long as what lies between in the document, so that places in the text stay places in the document.
    const gap = '\n'.repeat(Math.max(0, after.start - before.end));
    Object.assign(neighbour, {
      text: before.text + gap + bodyOf(after).slice(overlap),
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
      { documentId, title, page, heading, text, start, end, score, relevance, context, byMeaning, edited },
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
      edited,
    }),
  );
}

/** Passages in the order in which others hold their beginnings; those that none holds come last. */
export function inOrderOf(
  others: readonly GroundedPassage[],
  passages: readonly GroundedPassage[],
): GroundedPassage[] {
  const placeOf = ({ documentId, start }: GroundedPassage): number => {
    const place = others.findIndex(
      other => other.documentId === documentId && other.start <= start && start < other.end,
    );
    return place === -1 ? others.length : place;
  };
  return passages.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** The words that stand in the document: the head of a table may be repeated above them. */
function bodyOf({ text, start, end }: RetrievedPassage): string {
  return text.slice(Math.max(0, text.length - (end - start)));
}

/** Characters of the document between two passages; negative where they overlap. */
function between(one: RetrievedPassage, other: RetrievedPassage): number {
  return Math.max(one.start, other.start) - Math.min(one.end, other.end);
}
