import type { CloudConsent } from '#shared/contract/cloud-consent.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Embedder, Reranker } from '#main/ai/ports.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { ConsentStore } from './consent-store.ts';
import type { ModelPlaces } from './model-places.ts';
import type { Refusals } from './refusals.ts';
import type { ModelRow } from './store.ts';

export type ComparingConsents = ReturnType<typeof createComparingConsents>;

/**
 * Whether documents and questions may leave for where a model is that compares them or puts them in order, by the yes of
 * who administers.
 */
export function createComparingConsents({
  store,
  places: { comparingPlaceOf },
  refusals,
  clock,
}: {
  store: ConsentStore;
  places: Pick<ModelPlaces, 'comparingPlaceOf'>;
  refusals: Refusals;
  clock: Clock;
}) {
  /** What ends the calls under way of a model. */
  const underWay = new Map<string, AbortController>();
  const of = (row: ModelRow): CloudConsent | null =>
    row.purpose === 'chat' ? null : store.ofEmbedding(row.id);

  function mayLeave(row: ModelRow): boolean {
    const place = comparingPlaceOf(row);
    return place === null || of(row)?.host === place;
  }

  function guarded<Options extends { signal: AbortSignal }>(row: ModelRow, options: Options): Options {
    if (!mayLeave(row)) {
      refusals.tell(row, 'model.no_consent');
      throw noConsent(row);
    }
    const stopping = underWay.get(row.id) ?? new AbortController();
    underWay.set(row.id, stopping);
    return { ...options, signal: AbortSignal.any([options.signal, stopping.signal]) };
  }

  return {
    of,
    mayLeave,
    /** Whether it may, with what is not sent told where there is something to send. */
    mayBeSent(row: ModelRow): boolean {
      const may = mayLeave(row);
      if (!may) refusals.tellAtWork(row, 'model.no_consent');
      return may;
    },
    /** Sends nothing without a consent, and nothing more of what is under way once it is taken back. */
    guardingEmbedder: (row: ModelRow, embedder: Embedder): Embedder => ({
      provider: embedder.provider,
      model: embedder.model,
      async embed(texts, options) {
        return await embedder.embed(texts, guarded(row, options));
      },
      async embedEach(texts, options) {
        return await embedder.embedEach(texts, guarded(row, options));
      },
    }),
    guardingReranker: (row: ModelRow, reranker: Reranker): Reranker => ({
      provider: reranker.provider,
      model: reranker.model,
      async rank(question, passages, options) {
        return await reranker.rank(question, passages, guarded(row, options));
      },
    }),
    /** Throws `request.invalid` where the model is not at that place. */
    allow(row: ModelRow, host: string, givenById: string | null): void {
      if (comparingPlaceOf(row) !== host)
        throw new FoyerError('request.invalid', `Not where ${row.name} reads: ${host}`, {
          details: { field: 'host' },
        });
      store.allowEmbedding(row.id, host, {
        givenById,
        givenAt: clock.now().toISOString(),
        carriedOver: false,
      });
    },
    withdraw(row: ModelRow): void {
      store.withdrawEmbedding(row.id);
      underWay.get(row.id)?.abort(noConsent(row));
      underWay.delete(row.id);
    },
  };
}

function noConsent({ name }: ModelRow): FoyerError {
  return new FoyerError('model.no_consent', `Nothing may leave for ${name}`);
}
