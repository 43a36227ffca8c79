import { setTimeout as pause } from 'node:timers/promises';
import { FoyerError } from '#shared/errors.ts';
import { promptText } from '#main/ai/model-pace.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { ChatbotRow, ChatbotStore } from '#main/features/chatbots/index.ts';
import type { AnsweringModel, Consents, ModelService } from '#main/features/models/index.ts';
import type { Events } from '#main/platform/events/index.ts';
import { newId } from '#main/platform/new-id.ts';
import type { AnswerBounds } from './answer-bounds.ts';
import { MODEL_USED } from './events.ts';
import type { LiveAnswers } from './live-answers.ts';
import type { Route } from './model-routes.ts';
import { hidingFor } from './outside.ts';
import { letThrough } from './passed-over.ts';
import { createUsageMeter } from './usage-meter.ts';

/** Something short that a model is asked beside any conversation. */
export type Asked = { system: string; text: string; maxOutputTokens: number };

export type Asking = {
  /** Whether a model of the chatbot may be asked now. */
  mayAsk(scope: ClientScope, chatbotId: string): boolean;
  /**
   * What the first model of the chatbot that answers says. It gives way to people who are being answered, and is
   * bounded and metered as answers are. Throws what models throw, `resource.not_found` where there is none to ask.
   */
  ask(scope: ClientScope, chatbotId: string, asked: Asked, signal: AbortSignal): Promise<string>;
};

const LOOKED_MS = 250;
/** Somebody is always answered where many ask: then it goes on all the same. */
const GIVES_WAY_MS = 120_000;
const TOKENS_PRICED = 1_000;

type Needs = {
  chatbots: Pick<ChatbotStore, 'row'>;
  models: Pick<ModelService, 'chain'>;
  consents: Pick<Consents, 'mayLeave'>;
  bounds: Pick<AnswerBounds, 'outside' | 'settle'>;
  route: Route;
  live: Pick<LiveAnswers, 'ids'>;
  events: Events;
};

export function createAsking({ chatbots, models, consents, bounds, route, live, events }: Needs): Asking {
  function botOf(scope: ClientScope, chatbotId: string): ChatbotRow {
    const bot = chatbots.row(scope, chatbotId);
    if (bot === null) throw new FoyerError('resource.not_found', `No chatbot ${chatbotId}`);
    return bot;
  }
  const refusalFor = (bot: ChatbotRow) => (model: AnsweringModel) =>
    consents.mayLeave(bot.id, model) ? null : 'model.no_consent';
  const writing = (bot: ChatbotRow) => models.chain(bot, undefined).filter(({ modelId }) => modelId !== null);

  async function giveWay(signal: AbortSignal): Promise<void> {
    for (let waited = 0; live.ids().length > 0 && waited < GIVES_WAY_MS; waited += LOOKED_MS)
      await pause(LOOKED_MS, undefined, { signal });
  }

  return {
    mayAsk(scope, chatbotId) {
      const bot = botOf(scope, chatbotId);
      return writing(bot).some(model => refusalFor(bot)(model) === null);
    },

    async ask(scope, chatbotId, { system, text, maxOutputTokens }, signal) {
      await giveWay(signal);
      const bot = botOf(scope, chatbotId);
      const id = newId();
      const request = {
        system,
        turns: [{ role: 'user' as const, content: text }],
        grounding: null,
        maxOutputTokens,
        temperature: 0,
      };
      const read = estimateTokens(promptText(system, request.turns));
      const refusalOf = refusalFor(bot);
      const tooDear = bounds.outside({
        answerId: id,
        models: writing(bot).flatMap(model =>
          model.modelId === null || model.place === null || refusalOf(model) !== null
            ? []
            : [{ modelId: model.modelId, cost: costOf(model, read, maxOutputTokens) }],
        ),
      });
      const meter = createUsageMeter();
      let said = '';
      try {
        const asked = letThrough(
          models.chain(bot, undefined),
          model => refusalOf(model) ?? (tooDear.has(model.modelId ?? '') ? 'model.spending_cap' : null),
          hidingFor(bot),
        );
        const [first, ...others] = asked.models.filter(({ modelId }) => modelId !== null);
        if (first === undefined)
          throw new FoyerError(asked.passedOver[0]?.code ?? 'resource.not_found', 'No model may be asked');
        const able = [first, ...others] as const;
        const watch = meter.watch({
          models: able,
          purpose: 'questions',
          estimate: { input: () => read, output: () => estimateTokens(said) },
        });
        const deltas = route(able, { ...request, contextTokens: first.contextTokens }, signal, { watch });
        for await (const delta of deltas) {
          if (delta.type === 'text') said += delta.text;
          else if (delta.type === 'take-back') said = '';
        }
        return said;
      } finally {
        const uses = meter.uses(false);
        events.atOnce(() => {
          for (const use of uses)
            events.record(MODEL_USED, {
              clientId: bot.clientId,
              subjectId: id,
              payload: { chatbotId: bot.id, channel: 'preview', ownTest: true, asker: null, ...use },
            });
          bounds.settle({ clientId: bot.clientId, answerId: id, uses });
        });
      }
    },
  };
}

function costOf({ inputPrice, outputPrice }: AnsweringModel, read: number, written: number): number | null {
  if (inputPrice === null || outputPrice === null) return null;
  return (read * inputPrice + written * outputPrice) / TOKENS_PRICED;
}
