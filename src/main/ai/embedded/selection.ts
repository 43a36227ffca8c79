import type { Grounding, GroundingPassage } from '../ports.ts';
import { LONGEST_QUOTE_WORDS } from './quotation-groups.ts';
import { askedKind } from './asked-kind.ts';
import type { AskedKind } from './asked-kind.ts';
import { certaintyOf } from './certainty.ts';
import { evidenceFor } from './evidence.ts';
import { readPassage } from './read-passage.ts';
import { SAME_SHARE, WEIGHTS, asks, overlap, pointsBack, scoreCandidates } from './sentence-scoring.ts';
import type { Candidate } from './sentence-scoring.ts';
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

/** What was not said must be worth this share of the best candidate to be what is asked for. */
const MOST_OF = 0.5;

/** How much sharing words with what is already quoted counts against a candidate. */
const OVERLAP_COST = 0.4;

/** The best candidates that each add something, best first. */
function choose(candidates: readonly Candidate[]): Candidate[] {
  const [best] = candidates;
  if (best === undefined) return [];
  const chosen = [best];
  while (chosen.length < MOST_QUOTATIONS) {
    let next: Candidate | null = null;
    let nextWorth = best.score * WORTH_SHARE;
    for (const candidate of candidates) {
      if (chosen.some(other => touches(candidate, other)) || isAboutAnother(candidate, best)) continue;
      if (isLesserRow(candidate, best)) continue;
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

/** True for a sentence about another reference or year than the one asked about: the price of another part, say. */
function isAboutAnother(candidate: Candidate, best: Candidate): boolean {
  if (best.numbers.length === 0 || candidate.numbers.length > 0) return false;
  const lengths = new Set(best.numbers.map(number => number.length));
  return (candidate.text.match(/\d{3,}/gu) ?? []).some(number => lengths.has(number.length));
}

/** True for a row of the same table that holds a part of what the best one holds: "North, winter" beside "South, winter". */
function isLesserRow(candidate: Candidate, best: Candidate): boolean {
  return (
    candidate.passage === best.passage &&
    best.header !== null &&
    candidate.header === best.header &&
    candidate.found.size < best.found.size &&
    [...candidate.found.keys()].every(term => best.found.has(term))
  );
}

/** True when the two quote the same piece. */
function touches(one: Candidate, other: Candidate): boolean {
  return one.passage === other.passage && one.first <= other.last && other.first <= one.last;
}

function wordsIn(pieces: readonly Quotable[]): number {
  return pieces.reduce((sum, piece) => sum + piece.text.split(' ').length, 0);
}

/** What to quote, and how likely it is the answer, 0 to 1: null when no word says, as between two languages. */
export type Selection = { quotations: Quotation[]; certainty: number | null };

/**
 * Chooses what to quote from the passages for a question: at most three quotations of at most
 * `LONGEST_QUOTE_WORDS` words, best first. When nothing shares a word with the question (another language, say), the
 * beginning of the first passage, since retrieval thought it best. Empty only when there is nothing to quote.
 */
export function selectQuotations(input: Grounding & { weights?: typeof WEIGHTS }): Selection {
  const candidates = scoreCandidates(input);
  const [best] = candidates;
  if (best === undefined) return { quotations: openingOf(input.passages), certainty: null };
  return {
    quotations: quotationsOf(choose(unsaid(candidates, input.said)), input.question),
    certainty: certaintyOf(evidenceFor(best, candidates, input)),
  };
}

/** How likely the best sentence is the answer, 0 to 1, as `selectQuotations` says it; null when no word says. */
export function certaintyFor(input: Grounding): number | null {
  const candidates = scoreCandidates(input);
  const [best] = candidates;
  return best === undefined ? null : certaintyOf(evidenceFor(best, candidates, input));
}

/** Without what was said already, unless that is all there is. */
function unsaid(candidates: readonly Candidate[], said: string | undefined): readonly Candidate[] {
  if (said === undefined) return candidates;
  const others = candidates.filter(
    ({ text, score }) => !said.includes(text) && score >= MOST_OF * (candidates[0]?.score ?? 0),
  );
  return others.length > 0 ? others : candidates;
}

function quotationsOf(chosen: readonly Candidate[], question: string): Quotation[] {
  const kind = askedKind(question);
  const quotations: Quotation[] = [];
  for (const candidate of chosen) {
    const { quotables } = readPassage(candidate.passage.text);
    const { first, last } = candidate.kind === 'sentence' ? completed(candidate, quotables, kind) : candidate;
    // An item says little without the line that announces it.
    const announcedBy = candidate.kind === 'list-item' ? quotables[first]?.announcedBy : null;
    const announcement = announcedBy == null ? undefined : quotables[announcedBy];
    if (announcement !== undefined) {
      quotations.push({
        passage: candidate.passage,
        kind: 'list',
        header: null,
        pieces: [announcement, ...quotables.slice(first, last + 1)],
      });
      continue;
    }
    quotations.push({
      passage: candidate.passage,
      kind: candidate.kind,
      header: candidate.header === null ? null : (quotables[candidate.header] ?? null),
      pieces: quotables.slice(first, last + 1),
    });
  }
  return mergeNeighbours(quotations);
}

/**
 * A sentence with what it needs beside it: the one before when it begins with a pronoun; the one after when it is a
 * question, which it then replaces; the one beside it that holds the kind of thing asked for when it holds none.
 */
function completed(
  { text, first, last }: Candidate,
  quotables: readonly Quotable[],
  kind: AskedKind | null,
): { first: number; last: number } {
  const at = (index: number): Quotable | null =>
    quotables[index]?.kind === 'sentence' && !asks(quotables[index].text) ? quotables[index] : null;
  const fits = (from: number, to: number): boolean =>
    wordsIn(quotables.slice(from, to + 1)) <= LONGEST_QUOTE_WORDS;
  if (asks(text)) return at(last + 1) === null ? { first, last } : { first: last + 1, last: last + 1 };
  const from = pointsBack(text) && at(first - 1) !== null && fits(first - 1, last) ? first - 1 : first;
  if (kind === null || kind.holds(text)) return { first: from, last };
  const [before, after] = [at(from - 1), at(last + 1)];
  if (after !== null && kind.holds(after.text) && fits(from, last + 1))
    return { first: from, last: last + 1 };
  if (before !== null && kind.holds(before.text) && fits(from - 1, last)) return { first: from - 1, last };
  return { first: from, last };
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
    const sentences = readPassage(passage.text).quotables.filter(({ kind }) => kind !== 'heading');
    const [first] = sentences;
    if (first === undefined) continue;
    return [
      { passage, kind: first.kind === 'table-row' ? 'table-row' : 'sentence', header: null, pieces: [first] },
    ];
  }
  return [];
}
