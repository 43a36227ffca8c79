import { z } from 'zod';
import type { OfferedModel } from '#shared/contract/model-sources.ts';
import type { Model, ModelTest } from '#shared/contract/models.ts';
import { FoyerError } from '#shared/errors.ts';
import type { PullProgress } from '#main/ai/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { createFetching } from './fetching.ts';
import { addressOf } from './model-settings.ts';
import type { ModelServers } from './servers.ts';
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
  models: Pick<ModelService, 'list' | 'create'>;
  test: (modelId: string, signal: AbortSignal) => Promise<ModelTest>;
  servers: Pick<ModelServers, 'offered'>;
  connect: LibraryConnections;
  jobs: Jobs;
  changes: Pick<Changes, 'publish'>;
  isOffline: () => boolean;
};

export type ModelPulls = ReturnType<typeof createModelPulls>;

/** Fetching models of Ollama's library: its server does it, and goes on by itself where it stopped. */
export function createModelPulls({ models, servers, connect, ...rest }: Dependencies) {
  async function added({ url, model }: Place, signal: AbortSignal): Promise<Model> {
    const { models: listed, failure } = await servers.offered({ provider: 'ollama', url }, signal);
    if (failure !== null) throw new FoyerError(failure, `${url} does not list its models`);
    const said = listed.find(one => isSame(one.model, model));
    if (said === undefined) throw new FoyerError('model.missing', `${model} did not come`);
    const all = models.list();
    const known = all.find(
      one =>
        one.provider === 'ollama' && isSame(one.model, said.model) && (one.url === null || one.url === url),
    );
    return known ?? models.create({ ...settingsOf(said, all), url });
  }

  const fetching = createFetching(
    {
      kind: PULL_JOB,
      source: 'ollama',
      named: place => place,
      isSame: (one, other) => one.url === other.url && isSame(one.model, other.model),
      async fetch({ payload, signal }, told) {
        for await (const now of connect.pull(payload, signal)) told(now);
      },
      added,
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

/** `bge-m3` is `bge-m3:latest`. */
function isSame(one: string, other: string): boolean {
  const whole = (name: string) => (name.includes(':') ? name : `${name}:latest`);
  return whole(one) === whole(other);
}

function settingsOf({ model, purpose, contextTokens }: OfferedModel, all: readonly Model[]) {
  const name = all.some(one => one.name === model) ? `${model} (Ollama)` : model;
  return {
    name,
    provider: 'ollama' as const,
    model,
    purpose,
    // A chat model's own window is larger than a laptop holds.
    ...(purpose === 'embedding' && contextTokens !== null ? { contextTokens } : {}),
  };
}
