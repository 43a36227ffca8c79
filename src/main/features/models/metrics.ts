import type { EventOf } from '#main/platform/events/index.ts';
import { COST_PARTS, defineMetric } from '#main/platform/metrics/index.ts';
import { MODEL_COMPARED } from './events.ts';

/** Told apart as what answers use is; nobody in particular asks for it. */
const byWhat = ({ chatbotId, modelId, provider, model }: EventOf<typeof MODEL_COMPARED>['payload']) => ({
  chatbotId,
  asker: null,
  modelId,
  provider,
  model,
});

/** What models outside read to compare texts, or to put them in order. */
export const COMPARED_INPUT = defineMetric({
  name: 'models.compared_tokens',
  from: [MODEL_COMPARED],
  by: byWhat,
  value: said => said.inputTokens,
});

/** What it cost, in `COST_PARTS` of the currency of the prices. */
export const COMPARED_COST = defineMetric({
  name: 'models.compared_cost',
  from: [MODEL_COMPARED],
  when: said => (said.cost ?? 0) > 0,
  by: byWhat,
  value: said => Math.round((said.cost ?? 0) * COST_PARTS),
});

/** How often a model without a price did so. */
export const COMPARED_UNPRICED = defineMetric({
  name: 'models.compared_unpriced',
  from: [MODEL_COMPARED],
  when: said => said.cost === null,
  by: byWhat,
});

/** How often Foyer counted what a server did not. */
export const COMPARED_ESTIMATED = defineMetric({
  name: 'models.compared_estimated',
  from: [MODEL_COMPARED],
  when: said => said.estimated,
  by: byWhat,
});
