import { FoyerError } from '#shared/errors.ts';
import type { Embedder, ReadTokens, Reranker } from '#main/ai/ports.ts';
import { estimateTokens, tokensToRank } from '#main/ai/token-estimate.ts';
import type { Events } from '#main/platform/events/index.ts';
import { newId } from '#main/platform/new-id.ts';
import { concerned } from '#main/platform/outbound/index.ts';
import { MODEL_COMPARED } from './events.ts';
import type { ModelPlaces } from './model-places.ts';
import type { Refusals } from './refusals.ts';
import type { SpendingBounds } from './spending-bounds.ts';
import type { ModelRow } from './store.ts';

const TOKENS_PRICED = 1_000;
/** Vocabularies differ from our count, and each text has marks around it. */
const MARGIN = 1.5;
const MARKS_TOKENS = 16;
/** A long question: where that much may not be spent, none is sent. */
const QUESTION_TOKENS = 200;

type Purpose = 'passages' | 'question' | 'order';

type Dependencies = {
  places: Pick<ModelPlaces, 'comparingPlaceOf'>;
  refusals: Refusals;
  bounds: () => SpendingBounds;
  events: Pick<Events, 'atOnce' | 'record'>;
  /** The client of what is no client's in particular: a program's texts, a search that is tried. */
  usualClient: () => string | null;
};

export type ComparingUse = ReturnType<typeof createComparingUse>;

/**
 * Counts what models outside read that compare texts or put them in order, at the price of the moment, and asks for
 * nothing more once the spending cap is reached. Those of this machine and network cost nothing, and are not counted.
 */
export function createComparingUse({ places, refusals, bounds, events, usualClient }: Dependencies) {
  function settle(row: ModelRow, callId: string, purpose: Purpose, calls: readonly ReadTokens[]): void {
    const { id: modelId, provider, model } = row;
    const inputTokens = calls.reduce((sum, { tokens }) => sum + tokens, 0);
    const cost = costOf(row, inputTokens);
    const estimated = calls.some(call => call.estimated);
    const { clientId, chatbotId } = concerned();
    events.atOnce(() => {
      if (calls.length > 0)
        events.record(MODEL_COMPARED, {
          clientId: clientId ?? usualClient(),
          subjectId: modelId,
          payload: { chatbotId, modelId, provider, model, purpose, inputTokens, cost, estimated },
        });
      bounds().end(callId, calls.length === 0 ? [] : [{ modelId, inputTokens, outputTokens: 0, cost }]);
    });
  }

  /** Throws `model.spending_cap` before anything is sent. */
  async function metered<Result>(
    row: ModelRow,
    { purpose, tokens }: { purpose: Purpose; tokens: () => number },
    call: (onUse?: (read: ReadTokens) => void) => Promise<Result>,
  ): Promise<Result> {
    if (places.comparingPlaceOf(row) === null) return await call();
    const callId = newId();
    const cost = costOf(row, Math.ceil(tokens() * MARGIN));
    if (!bounds().begin(callId, { modelId: row.id, cost })) {
      refusals.tell(row, 'model.spending_cap');
      throw new FoyerError('model.spending_cap', `${row.name} may cost no more this month`);
    }
    const calls: ReadTokens[] = [];
    try {
      return await call(read => calls.push(read));
    } finally {
      settle(row, callId, purpose, calls);
    }
  }

  const embedding = (
    { kind }: { kind: 'query' | 'passage' },
    texts: readonly string[],
  ): { purpose: Purpose; tokens: () => number } => ({
    purpose: kind === 'query' ? 'question' : 'passages',
    tokens: () => texts.reduce((sum, text) => sum + estimateTokens(text) + MARKS_TOKENS, 0),
  });

  return {
    /** Whether a question may still be sent to a model. */
    mayBeAsked(row: ModelRow): boolean {
      if (places.comparingPlaceOf(row) === null) return true;
      const callId = newId();
      if (!bounds().begin(callId, { modelId: row.id, cost: costOf(row, QUESTION_TOKENS) })) {
        refusals.tellAtWork(row, 'model.spending_cap');
        return false;
      }
      bounds().end(callId, []);
      return true;
    },
    embedder: (row: ModelRow, embedder: Embedder): Embedder => ({
      provider: embedder.provider,
      model: embedder.model,
      embed: (texts, options) =>
        metered(row, embedding(options, texts), onUse => embedder.embed(texts, withUse(options, onUse))),
      embedEach: (texts, options) =>
        metered(row, embedding(options, texts), onUse => embedder.embedEach(texts, withUse(options, onUse))),
    }),
    reranker: (row: ModelRow, reranker: Reranker): Reranker => ({
      provider: reranker.provider,
      model: reranker.model,
      rank: (question, passages, options) =>
        metered(
          row,
          {
            purpose: 'order',
            tokens: () => tokensToRank(question, passages) + passages.length * MARKS_TOKENS,
          },
          onUse => reranker.rank(question, passages, withUse(options, onUse)),
        ),
    }),
  };
}

function withUse<Options extends object>(
  options: Options,
  onUse: ((read: ReadTokens) => void) | undefined,
): Options {
  return onUse === undefined ? options : { ...options, onUse };
}

function costOf({ inputPrice }: ModelRow, tokens: number): number | null {
  return inputPrice === null ? null : (tokens * inputPrice) / TOKENS_PRICED;
}
