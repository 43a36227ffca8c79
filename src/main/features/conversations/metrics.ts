import type { Provider } from '#main/ai/ports.ts';
import { COST_PARTS, defineMetric } from '#main/platform/metrics/index.ts';
import {
  ANSWER_BROKEN_OFF,
  CONVERSATION_ABSTAINED,
  CONVERSATION_ANSWERED,
  MODEL_USED,
  QUESTION_ASKED,
} from './events.ts';

type Said = { channel: string; chatbotId: string; asker: string | null; ownTest: boolean };

/** What is tried beside the settings of a chatbot is no use of it. */
const isUse = ({ channel }: Pick<Said, 'channel'>) => channel !== 'preview';
const whose = ({ chatbotId, asker, ownTest }: Said) => ({ chatbotId, asker, ownTest });

export const QUESTIONS = defineMetric({
  name: 'questions',
  from: [QUESTION_ASKED],
  when: said => isUse(said) && said.turnedAway !== true,
  by: whose,
});

/** Conversations in which something was asked. */
export const CONVERSATIONS_USED = defineMetric({
  name: 'conversations.used',
  from: [QUESTION_ASKED],
  when: isUse,
  by: whose,
  oncePerSubject: true,
});

/** Answers about the documents that came to their end, with a source or without. */
export const ANSWERS = defineMetric({
  name: 'answers',
  from: [CONVERSATION_ANSWERED, CONVERSATION_ABSTAINED],
  when: said => isUse(said) && !said.aside,
  by: said => ({ ...whose(said), cited: 'cited' in said && said.cited }),
});

/** How soon the first word of an answer about the documents came. */
export const FIRST_WORDS = defineMetric({
  name: 'answers.first_words',
  from: [CONVERSATION_ANSWERED, CONVERSATION_ABSTAINED, ANSWER_BROKEN_OFF],
  when: said => isUse(said) && !said.aside && (said.firstTokenMs ?? 0) > 0,
  by: said => ({ ...whose(said), ms: twoDigits(said.firstTokenMs ?? 0) }),
});

type Used = {
  chatbotId: string;
  asker: string | null;
  modelId: string | null;
  provider: Provider;
  model: string;
};

/** All that is used is counted, the office's own tests too: a server takes its price for them. */
const byWhom = ({ chatbotId, asker, modelId, provider, model }: Used) => ({
  chatbotId,
  asker,
  modelId,
  provider,
  model,
});

/** Answers that were written, or begun: each by one model, or by none. */
export const MODEL_ANSWERS = defineMetric({
  name: 'models.answers',
  from: [MODEL_USED],
  when: said => said.purpose === 'answer',
  by: byWhom,
});

export const MODEL_INPUT = defineMetric({
  name: 'models.input_tokens',
  from: [MODEL_USED],
  when: said => said.inputTokens > 0,
  by: byWhom,
  value: said => said.inputTokens,
});

export const MODEL_OUTPUT = defineMetric({
  name: 'models.output_tokens',
  from: [MODEL_USED],
  when: said => said.outputTokens > 0,
  by: byWhom,
  value: said => said.outputTokens,
});

export const MODEL_CACHED = defineMetric({
  name: 'models.cached_tokens',
  from: [MODEL_USED],
  when: said => (said.cachedTokens ?? 0) > 0,
  by: byWhom,
  value: said => said.cachedTokens ?? 0,
});

/** What it cost, in `COST_PARTS` of the currency of the prices. */
export const MODEL_COST = defineMetric({
  name: 'models.cost',
  from: [MODEL_USED],
  when: said => (said.cost ?? 0) > 0,
  by: byWhom,
  value: said => Math.round((said.cost ?? 0) * COST_PARTS),
});

/** How often a model without a price was used. */
export const MODEL_UNPRICED = defineMetric({
  name: 'models.unpriced',
  from: [MODEL_USED],
  when: said => said.cost === null,
  by: byWhom,
});

/** How often Foyer counted what a server did not. */
export const MODEL_ESTIMATED = defineMetric({
  name: 'models.estimated',
  from: [MODEL_USED],
  when: said => said.estimated,
  by: byWhom,
});

/** As exact as anybody reads it, in a few dozen steps from a millisecond to a minute. */
function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}
