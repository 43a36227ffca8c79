/** One ranked list, best first, without repetition. A leg of weight 0 changes nothing. */
export type RankedLeg<Id> = { ids: readonly Id[]; weight: number };

/** Cormack, Clarke & Büttcher 2009: flat enough that no leg decides alone, measured best near 60. */
const RANK_CONSTANT = 60;

/**
 * Merges ranked lists by reciprocal rank: each list gives `weight / (60 + rank)` to what it holds. Ties keep
 * the order of the first list, then of the second, and so on. Scores are comparable within one result only.
 */
export function fuseByReciprocalRank<Id>(legs: readonly RankedLeg<Id>[]): { id: Id; score: number }[] {
  const scores = new Map<Id, number>();
  for (const { ids, weight } of legs) {
    if (weight === 0) continue;
    ids.forEach((id, position) => {
      scores.set(id, (scores.get(id) ?? 0) + weight / (RANK_CONSTANT + position + 1));
    });
  }
  return [...scores].map(([id, score]) => ({ id, score })).sort((left, right) => right.score - left.score);
}

/** What one leg says of what it found, 0 to 1. */
export type ScoredLeg<Id> = { scores: ReadonlyMap<Id, number>; weight: number };

/**
 * Adds up what several legs say, each weighted. Unlike ranks, scores tell how sure a leg is of what it found: one that sees
 * little difference changes little. Ties keep the order of the first leg.
 */
export function fuseByScore<Id>(legs: readonly ScoredLeg<Id>[]): { id: Id; score: number }[] {
  const sums = new Map<Id, number>();
  for (const { scores, weight } of legs)
    for (const [id, score] of scores) sums.set(id, (sums.get(id) ?? 0) + weight * score);
  return [...sums].map(([id, score]) => ({ id, score })).sort((left, right) => right.score - left.score);
}
