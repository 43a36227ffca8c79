import type { Language } from '#shared/contract/vocabulary.ts';
import type { GroundingPassage } from '../ports.ts';
import { LONGEST_QUOTE_WORDS } from './quotation-groups.ts';
import { pointsBack, scoreCandidates } from './sentence-scoring.ts';
import type { Candidate } from './sentence-scoring.ts';
import { splitQuotables } from './sentences.ts';
import type { Quotable } from './sentences.ts';

/** One quotation: consecutive pieces of one passage. */
export type Quotation = {
  passage: GroundingPassage;
  kind: Candidate['kind'];
  /** Row that names the columns of a quoted table row. */
  header: Quotable | null;
  /** In the order of the passage; more than one for a list or for sentences that follow one another. */
  pieces: readonly Quotable[];
};

const MOST_QUOTATIONS = 3;

/** A further quotation must be worth this share of the best one. */
const WORTH_SHARE = 0.5;

/** Two quotations that share more of their words than this say the same thing. */
const SAME_SHARE = 0.6;

/** How much sharing words with what is already quoted counts against a candidate. */
const OVERLAP_COST = 0.4;

/** Share of the smaller set that is in the other: a short sentence inside a long one says nothing new. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const smaller = Math.min(one.size, other.size);
  return smaller === 0 ? 1 : [...one].filter(stem => other.has(stem)).length / smaller;
}

/** The best candidates that each add something, best first. */
function choose(candidates: readonly Candidate[]): Candidate[] {
  const [best] = candidates;
  if (best === undefined) return [];
  const chosen = [best];
  while (chosen.length < MOST_QUOTATIONS) {
    let next: Candidate | null = null;
    let nextWorth = best.score * WORTH_SHARE;
    for (const candidate of candidates) {
      if (chosen.some(other => touches(candidate, other))) continue;
      const shared = Math.max(...chosen.map(other => overlap(candidate.stems, other.stems)));
      if (shared > SAME_SHARE) continue;
      const worth = candidate.score * (1 - OVERLAP_COST * shared);
      if (worth > nextWorth) {
        next = candidate;
        nextWorth = worth;
      }
    }
    if (next === null) break;
    chosen.push(next);
  }
  return chosen;
}

/** True when the two quote the same piece. */
function touches(one: Candidate, other: Candidate): boolean {
  return one.passage === other.passage && one.first <= other.last && other.first <= one.last;
}

function wordsIn(pieces: readonly Quotable[]): number {
  return pieces.reduce((sum, piece) => sum + piece.text.split(' ').length, 0);
}

/**
 * Chooses what to quote from the passages for a question: at most three quotations of at most
 * `LONGEST_QUOTE_WORDS` words, best first. When nothing shares a word with the question (another language, say), the
 * beginning of the first passage, since retrieval thought it best. Empty only when there is nothing to quote.
 */
export function selectQuotations(input: {
  question: string;
  language: Language;
  passages: readonly GroundingPassage[];
}): Quotation[] {
  const chosen = choose(scoreCandidates(input));
  if (chosen.length === 0) return openingOf(input.passages);
  const quotations: Quotation[] = [];
  for (const candidate of chosen) {
    const quotables = splitQuotables(candidate.passage.text);
    let { first } = candidate;
    const before = quotables[first - 1];
    // "Il doit…": the sentence before says who.
    if (
      before?.kind === 'sentence' &&
      candidate.kind === 'sentence' &&
      pointsBack(candidate.text) &&
      wordsIn(quotables.slice(first - 1, candidate.last + 1)) <= LONGEST_QUOTE_WORDS
    ) {
      first -= 1;
    }
    // An item says little without the line that announces it.
    const announcedBy = candidate.kind === 'list-item' ? quotables[first]?.announcedBy : null;
    const announcement = announcedBy == null ? undefined : quotables[announcedBy];
    if (announcement !== undefined) {
      quotations.push({
        passage: candidate.passage,
        kind: 'list',
        header: null,
        pieces: [announcement, ...quotables.slice(first, candidate.last + 1)],
      });
      continue;
    }
    quotations.push({
      passage: candidate.passage,
      kind: candidate.kind,
      header: candidate.header === null ? null : (quotables[candidate.header] ?? null),
      pieces: quotables.slice(first, candidate.last + 1),
    });
  }
  return mergeNeighbours(quotations);
}

/** Sentences that follow one another, or overlap, become one quotation, in the order of the passage. */
function mergeNeighbours(quotations: readonly Quotation[]): Quotation[] {
  const merged: Quotation[] = [];
  for (const quotation of quotations) {
    const index = merged.findIndex(
      other => follows(other, quotation) || follows(quotation, other) || sameList(other, quotation),
    );
    const other = merged[index];
    if (other === undefined) {
      merged.push(quotation);
      continue;
    }
    const pieces = [...other.pieces, ...quotation.pieces]
      .filter((piece, at, all) => all.findIndex(same => same.start === piece.start) === at)
      .sort((one, next) => one.start - next.start);
    if (wordsIn(pieces) > LONGEST_QUOTE_WORDS) merged.push(quotation);
    else merged[index] = { ...other, pieces };
  }
  return merged;
}

/** True for two items, or an item and a part, of one list, and for two rows of one table. */
function sameList(one: Quotation, other: Quotation): boolean {
  if (one.header !== null && other.header !== null) {
    return one.passage === other.passage && one.header.start === other.header.start;
  }
  return (
    one.kind === 'list' &&
    other.kind === 'list' &&
    one.passage === other.passage &&
    one.pieces[0]?.start === other.pieces[0]?.start
  );
}

/** True when `next` begins where `previous` ends, or inside it: only white space between them. */
function follows(previous: Quotation, next: Quotation): boolean {
  if (previous.passage !== next.passage || previous.kind !== 'sentence' || next.kind !== 'sentence')
    return false;
  const start = previous.pieces[0]?.start ?? 0;
  const end = previous.pieces.at(-1)?.end ?? 0;
  const begins = next.pieces[0]?.start ?? 0;
  return begins >= start && (begins <= end || previous.passage.text.slice(end, begins).trim() === '');
}

function openingOf(passages: readonly GroundingPassage[]): Quotation[] {
  for (const passage of passages) {
    const sentences = splitQuotables(passage.text).filter(({ kind }) => kind !== 'heading');
    const [first] = sentences;
    if (first === undefined) continue;
    return [
      { passage, kind: first.kind === 'table-row' ? 'table-row' : 'sentence', header: null, pieces: [first] },
    ];
  }
  return [];
}
