import {
  allClients,
  conversationMetrics,
  COST_PARTS,
  modelMetrics,
  type Metrics,
  type ModelService,
} from '../../../api.ts';
import { beginningOf, monthFrom } from '../months.ts';
import type { Amounts } from '../quota/month-meter.ts';
import { ALL } from './store.ts';

const HOUR_CHARACTERS = '2026-11-25T14'.length;

export type Outside = ReturnType<typeof createOutside>;

/** What was used of models outside this network. A model that is gone counts as such: deleting one frees no money. */
export function createOutside({ metrics, models }: { metrics: Metrics; models: Pick<ModelService, 'list'> }) {
  /** Whether what a model costs counts under a key. */
  function counts(key: string): (modelId: string | null) => boolean {
    if (key !== ALL) return modelId => modelId === key;
    const near = new Set(models.list().flatMap(({ id, local }) => (local ? [id] : [])));
    return modelId => modelId !== null && !near.has(modelId);
  }

  return {
    counts,
    usesOf<Use extends { modelId: string | null }>(key: string, uses: readonly Use[]): Use[] {
      const isOf = counts(key);
      return uses.filter(({ modelId }) => isOf(modelId));
    },
    /** From the figures, whose hours begin where those of Greenwich do. */
    usedIn(key: string, timeZone: string, month: string): Amounts {
      const isOf = counts(key);
      const hour = (of: string) => beginningOf(of, timeZone).toISOString().slice(0, HOUR_CHARACTERS);
      const [from, until] = [hour(month), hour(monthFrom(month, 1))];
      const costs = [
        ...metrics.hours(conversationMetrics.MODEL_COST, allClients, from, until),
        ...metrics.hours(modelMetrics.COMPARED_COST, allClients, from, until),
      ];
      const cost = costs.reduce((sum, { by, value }) => sum + (isOf(by.modelId) ? value : 0), 0);
      return { requests: 0, tokens: 0, cost };
    },
  };
}

/** As figures add costs up. */
export const inParts = (cost: number): number => Math.round(cost * COST_PARTS);
