import { fuseByReciprocalRank } from './fusion.ts';

/** Whoever reads question and passage together orders better than who compares them from afar; both have a say. */
const RERANKER_WEIGHT = 2;
const RETRIEVAL_WEIGHT = 1;

/** How far down something may be put that stood at a place, from 1: what was found first stays among the first three. */
function lowestPlace(place: number): number {
  return 2 * place + 1;
}

/** Those of which one must come now, or some would end up too low; all, where any may. In the order of `left`. */
function dueNow(left: readonly number[], lowest: readonly number[], place: number): readonly number[] {
  for (let last = place; last <= lowest.length; last += 1) {
    const due = left.filter(index => (lowest[index] ?? 0) <= last);
    if (due.length > last - place) return due;
  }
  return left;
}

/**
 * Puts what was found in another order, by scores that only say which is better. The two orders are fused by rank, so
 * that no scale matters, and no score puts anything further down than `2 × place + 1`; what `keepsPlace` goes
 * up or stays. A re-ranker that is wrong about everything cannot throw out what was found first.
 *
 * @param found best first; the first `scores.length` of them were scored, the others follow as they were
 */
export function reorder<Item>(
  found: readonly Item[],
  scores: readonly number[],
  keepsPlace: (item: Item) => boolean,
): Item[] {
  const scored = found.slice(0, scores.length);
  const places = scored.map((_, index) => index);
  const byScore = places.toSorted((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0));
  const left = fuseByReciprocalRank([
    { ids: places, weight: RETRIEVAL_WEIGHT },
    { ids: byScore, weight: RERANKER_WEIGHT },
  ]).map(({ id }) => id);
  const lowest = scored.map((item, index) => (keepsPlace(item) ? index + 1 : lowestPlace(index + 1)));
  const ordered: number[] = [];
  for (let place = 1; place <= scored.length; place += 1) {
    const [next] = dueNow(left, lowest, place);
    if (next === undefined) break;
    left.splice(left.indexOf(next), 1);
    ordered.push(next);
  }
  return [...ordered.flatMap(index => scored.slice(index, index + 1)), ...found.slice(scores.length)];
}
