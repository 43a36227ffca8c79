import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import type { PullProgress } from '#main/ai/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Ledger } from '#main/platform/outbound/index.ts';
import { createFetching } from './fetching.ts';
import { addressOf } from './model-settings.ts';
import { isSame, type OllamaArrivals } from './ollama-arrivals.ts';
import type { ModelService } from './service.ts';

export const PULL_JOB = jobKind('models.pull', z.object({ url: z.string(), model: z.string() }), {
  called: { fr: 'Téléchargement du modèle {{name}}', en: 'Download of the model {{name}}' },
  pointlessAfter: ['model.no_space', 'model.not_in_library', 'model.server_too_old', 'model.pull_offline'],
});

type Place = PayloadOf<typeof PULL_JOB>;

export type LibraryConnections = {
  /** Has a server fetch a model. Throws what keeps it from coming. */
  pull(place: Place, signal: AbortSignal): AsyncIterable<PullProgress>;
  uninstall(place: Place, signal: AbortSignal): Promise<void>;
};

type Dependencies = {
  models: Pick<ModelService, 'list'>;
  arrivals: OllamaArrivals;
  connect: LibraryConnections;
  jobs: Jobs;
  changes: Pick<Changes, 'publish'>;
  ledger: Pick<Ledger, 'refused'>;
  isOffline: () => boolean;
};

export type ModelPulls = ReturnType<typeof createModelPulls>;

/** Fetching models of Ollama's library: its server does it, and goes on by itself where it stopped. */
export function createModelPulls({ models, arrivals, connect, ...rest }: Dependencies) {
  const fetching = createFetching(
    {
      kind: PULL_JOB,
      source: 'ollama',
      named: place => place,
      isSame: (one, other) => one.url === other.url && isSame(one.model, other.model),
      async fetch({ payload, signal }, told) {
        for await (const now of connect.pull(payload, signal)) told(now);
      },
      finish: arrivals.finish,
    },
    rest,
  );

  return {
    ...fetching,

    /** One that is paused or failed goes on. Throws `model.pull_offline`. */
    begin: ({ url, model }: Place) => fetching.begin({ url: addressOf('ollama', url), model: model.trim() }),

    /** Throws `model.in_use` while it is among the configured models. */
    async uninstall(place: Place, signal: AbortSignal): Promise<void> {
      const url = addressOf('ollama', place.url);
      const user = models
        .list()
        .find(one => one.provider === 'ollama' && one.url === url && isSame(one.model, place.model));
      if (user) throw new FoyerError('model.in_use', `${user.name} is configured`);
      await connect.uninstall({ url, model: place.model }, signal);
      rest.changes.publish({ topic: 'models', clientId: null, id: place.model });
    },
  };
}
