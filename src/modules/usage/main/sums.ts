import { conversationMetrics, COST_PARTS, modelMetrics, type ClientScope, type Metrics } from '../../api.ts';
import type { UsageFigures, UsedByModel } from '../contract-figures.ts';

const {
  MODEL_ANSWERS,
  MODEL_INPUT,
  MODEL_OUTPUT,
  MODEL_CACHED,
  MODEL_COST,
  MODEL_UNPRICED,
  MODEL_ESTIMATED,
} = conversationMetrics;
const { COMPARED_INPUT, COMPARED_COST, COMPARED_UNPRICED, COMPARED_ESTIMATED } = modelMetrics;

/** Which figure of the report each metric adds to. */
const counted = [
  ['answers', MODEL_ANSWERS],
  ['inputTokens', MODEL_INPUT],
  ['outputTokens', MODEL_OUTPUT],
  ['cachedTokens', MODEL_CACHED],
  ['cost', MODEL_COST],
  ['unpriced', MODEL_UNPRICED],
  ['estimated', MODEL_ESTIMATED],
  ['inputTokens', COMPARED_INPUT],
  ['cost', COMPARED_COST],
  ['unpriced', COMPARED_UNPRICED],
  ['estimated', COMPARED_ESTIMATED],
] as const;

export type Compared = UsageFigures & { before: UsageFigures };
/** One figure, with all it is counted apart by. */
export type Used = ReturnType<typeof usedIn>[number];

/** What figures of use are counted apart by. */
type UsedBy = {
  chatbotId: string | null;
  asker: string | null;
  modelId: string | null;
  provider: UsedByModel['provider'];
  model: string;
};

/** All that was used in these days. */
export function usedIn(metrics: Metrics, scope: ClientScope, days: readonly string[]) {
  return counted.flatMap(([field, metric]) =>
    metrics.days<UsedBy>(metric, scope, days).map(figure => ({ ...figure, field })),
  );
}

/** What adds up to the same key, most answers first; `since`: what is older is of the period before. */
export function sumsBy<Key>(
  used: readonly Used[],
  since: string,
  keyOf: (used: Used) => Key,
): [Key, Compared][] {
  const sums = new Map<string, { key: Key; now: UsageFigures; before: UsageFigures }>();
  for (const one of used) {
    const key = keyOf(one);
    const name = JSON.stringify(key);
    const sum = sums.get(name) ?? { key, now: emptyFigures(), before: emptyFigures() };
    sums.set(name, sum);
    add(one.at < since ? sum.before : sum.now, one);
  }
  return [...sums.values()]
    .map(({ key, now, before }): [Key, Compared] => [key, { ...inCurrency(now), before: inCurrency(before) }])
    .toSorted(
      ([, one], [, other]) => other.answers - one.answers || other.before.answers - one.before.answers,
    );
}

/** The sum of all of it. */
export function sumOf(used: readonly Used[], since: string): Compared {
  const [first] = sumsBy(used, since, () => null);
  return first?.[1] ?? { ...emptyFigures(), before: emptyFigures() };
}

export function emptyFigures(): UsageFigures {
  return {
    answers: 0,
    withoutModel: 0,
    inputTokens: 0,
    outputTokens: 0,
    cachedTokens: 0,
    cost: 0,
    unpriced: 0,
    estimated: 0,
  };
}

function add(figures: UsageFigures, { field, value, by }: Used): void {
  figures[field] += value;
  if (field === 'answers' && by.provider === 'embedded') figures.withoutModel += value;
}

/** Costs are added up in whole parts. */
function inCurrency(figures: UsageFigures): UsageFigures {
  return { ...figures, cost: figures.cost / COST_PARTS };
}
