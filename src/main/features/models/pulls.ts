import { z } from 'zod';
import type { OfferedModel } from '#shared/contract/model-sources.ts';
import type { Model, ModelTest, ModelPull } from '#shared/contract/models.ts';
import type { Job } from '#shared/contract/operations.ts';
import { FoyerError } from '#shared/errors.ts';
import type { PullProgress } from '#main/ai/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobRun, Jobs } from '#main/platform/jobs/ports.ts';
import { createSpeedometer } from './pull-speed.ts';
import { addressOf } from './model-settings.ts';
import type { ModelServers } from './servers.ts';
import type { ModelService } from './service.ts';

export const PULL_JOB = jobKind('models.pull', z.object({ url: z.string(), model: z.string() }), {
  called: { fr: 'Téléchargement du modèle {{name}}', en: 'Download of the model {{name}}' },
  pointlessAfter: ['model.no_space', 'model.not_in_library', 'model.server_too_old', 'model.pull_offline'],
});

type Place = PayloadOf<typeof PULL_JOB>;

/** Networks fail for minutes: five waits of up to two minutes. */
const ATTEMPTS = 6;

export type LibraryConnections = {
  /** Has a server fetch a model. Throws what keeps it from coming. */
  pull(place: Place, signal: AbortSignal): AsyncIterable<PullProgress>;
  uninstall(place: Place, signal: AbortSignal): Promise<void>;
};

/** What this process knows of a pull. */
type Live = PullProgress & { bytesPerSecond: number | null };
type Outcome = { modelId: string; test: ModelTest };

type Dependencies = {
  models: Pick<ModelService, 'list' | 'create' | 'test'>;
  servers: Pick<ModelServers, 'offered'>;
  connect: LibraryConnections;
  jobs: Jobs;
  changes: Pick<Changes, 'publish'>;
  isOffline: () => boolean;
};

export type ModelPulls = ReturnType<typeof createModelPulls>;

/** Fetching models of Ollama's library: a job each, which also adds the model and tries it. */
export function createModelPulls({ models, servers, connect, jobs, changes, isOffline }: Dependencies) {
  const live = new Map<string, Live>();
  const phases = new Map<string, 'downloading' | 'checking' | 'testing'>();
  const outcomes = new Map<string, Outcome>();
  const tell = (id: string) => changes.publish({ topic: 'models', clientId: null, id });

  function requireOnline(): void {
    if (isOffline()) throw new FoyerError('model.pull_offline', 'Outgoing connections are switched off');
  }

  async function fetchModel({ id, payload, signal, progress }: JobRun<Place>): Promise<void> {
    const speed = createSpeedometer();
    phases.set(id, 'downloading');
    requireOnline();
    for await (const now of connect.pull(payload, signal)) {
      requireOnline(); // the switch may be turned while it comes
      phases.set(id, now.isChecking ? 'checking' : 'downloading');
      live.set(id, { ...now, bytesPerSecond: speed.read(now.doneBytes) });
      progress(now.totalBytes === 0 ? 0 : now.doneBytes / now.totalBytes); // which tells open pages, too
    }
  }

  /** The model as it is configured; added when it is not. */
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

  const stateOf = (job: Job): ModelPull['state'] => {
    if (job.state === 'succeeded') return 'done';
    if (job.state === 'failed') return 'failed';
    if (job.state === 'cancelled') return 'paused';
    return job.state === 'queued' ? 'waiting' : (phases.get(job.id) ?? 'waiting');
  };

  function asPull({ job, payload }: { job: Job; payload: Place }): ModelPull {
    const state = stateOf(job);
    const now = live.get(job.id) ?? null;
    const bytesPerSecond = state === 'downloading' ? (now?.bytesPerSecond ?? null) : null;
    const outcome = outcomes.get(job.id) ?? null;
    const leftBytes = now === null ? 0 : now.totalBytes - now.doneBytes;
    return {
      id: job.id,
      ...payload,
      state,
      progress: now === null || now.totalBytes === 0 ? job.progress : now.doneBytes / now.totalBytes,
      doneBytes: now?.doneBytes ?? null,
      totalBytes: now?.totalBytes ?? null,
      bytesPerSecond,
      secondsLeft:
        bytesPerSecond === null || bytesPerSecond === 0 ? null : Math.ceil(leftBytes / bytesPerSecond),
      failure: job.failure,
      modelId: outcome?.modelId ?? null,
      test: outcome?.test ?? null,
    };
  }

  /** A failure that was dismissed among the tasks is of no interest here either. */
  const isShown = ({ job }: { job: Job }) =>
    job.state === 'succeeded' ? outcomes.has(job.id) : job.state !== 'cancelled' || job.failure === null;

  const shown = () => jobs.ofKind(PULL_JOB).filter(isShown);

  return {
    list: (): ModelPull[] => shown().map(asPull),

    /** One that is paused or failed goes on. Throws `model.pull_offline`. */
    begin({ url, model }: Place): ModelPull {
      requireOnline();
      const place = { url: addressOf('ollama', url), model: model.trim() };
      const same = shown().find(
        ({ job, payload }) =>
          job.state !== 'succeeded' && payload.url === place.url && isSame(payload.model, place.model),
      );
      if (same) jobs.retry(same.job.id);
      const id =
        same?.job.id ??
        jobs.enqueue(PULL_JOB, { clientId: null, label: place.model, payload: place, maxAttempts: ATTEMPTS });
      tell(id);
      const begun = shown().find(({ job }) => job.id === id);
      if (!begun) throw new FoyerError('resource.not_found', `No pull ${id}`);
      return asPull(begun);
    },

    /** Throws `resource.not_found`, and `resource.conflict` while it runs. */
    drop(id: string): void {
      const pull = shown().find(({ job }) => job.id === id);
      if (!pull) throw new FoyerError('resource.not_found', `No pull ${id}`);
      if (pull.job.state === 'running' || pull.job.state === 'queued')
        throw new FoyerError('resource.conflict', 'Pause it first');
      jobs.forget(id);
      live.delete(id);
      outcomes.delete(id);
      tell(id);
    },

    /** Throws `model.in_use` while it is among the configured models. */
    async uninstall(place: Place, signal: AbortSignal): Promise<void> {
      const url = addressOf('ollama', place.url);
      const user = models
        .list()
        .find(one => one.provider === 'ollama' && one.url === url && isSame(one.model, place.model));
      if (user) throw new FoyerError('model.in_use', `${user.name} is configured`);
      await connect.uninstall({ url, model: place.model }, signal);
      tell(place.model);
    },

    async run(job: JobRun<Place>): Promise<void> {
      if (job.completedStep !== 'fetched') {
        await fetchModel(job);
        job.completeStep('fetched');
      }
      phases.set(job.id, 'testing');
      tell(job.id);
      const model = await added(job.payload, job.signal);
      outcomes.set(job.id, { modelId: model.id, test: await models.test(model.id, job.signal) });
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
