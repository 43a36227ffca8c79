import type { ModelPull } from '#shared/contract/model-getting.ts';
import type { ModelTest } from '#shared/contract/models.ts';
import type { Job } from '#shared/contract/operations.ts';
import { FoyerError } from '#shared/errors.ts';
import { portOf } from '#shared/lib/host-and-port.ts';
import type { PullProgress } from '#main/ai/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Carried, JobKind } from '#main/platform/jobs/kind.ts';
import type { JobRun, Jobs } from '#main/platform/jobs/ports.ts';
import type { Ledger } from '#main/platform/outbound/index.ts';
import { createSpeedometer } from './pull-speed.ts';

/** Networks fail for minutes: five waits of up to two minutes. */
const ATTEMPTS = 6;

/** A model as it was added, and what its test found. */
export type Outcome = { modelId: string; test: ModelTest };

/** How far a model that came is, kept with its job: a test that was interrupted is of the same model as before. */
export type Arrival = {
  /** Whether an earlier attempt added it. */
  wasAdded: boolean;
  /** It is not configured yet, and is added now. */
  adding(): void;
  /** Its server cannot run it, and has it no more. */
  takenBack(): void;
};

/** Steps of the job. */
const FETCHED = 'fetched';
const ADDED = 'added';
const TAKEN_BACK = 'taken_back';

/** A way in which models come. */
export type FetchedKind<Payload extends Carried> = {
  kind: JobKind<Payload>;
  source: ModelPull['source'];
  /** What it is called, and where it comes from or goes to. */
  named(payload: Payload): { model: string; url: string };
  isSame(one: Payload, other: Payload): boolean;
  /** Foyer sends its bytes: they are read first, and nothing is fetched from outside. */
  isSent?: true;
  attempts?: number;
  /** Fetches it; each look at how far it is is told, and ends the work where nothing may be fetched any more. */
  fetch(run: JobRun<Payload>, told: (now: PullProgress) => void): Promise<void>;
  /** It came: the model is added where it is not, and tried. */
  finish(payload: Payload, signal: AbortSignal, arrival: Arrival): Promise<Outcome>;
  /** How many bytes are there of one that another process began; null where its server knows alone. */
  bytesOf?(payload: Payload): { doneBytes: number; totalBytes: number };
  /** Nobody wants it any more. */
  left?(payload: Payload): void | Promise<void>;
};

type Dependencies = {
  jobs: Jobs;
  changes: Pick<Changes, 'publish'>;
  ledger: Pick<Ledger, 'refused'>;
  isOffline: () => boolean;
};

/** What this process knows of a model on its way. */
type Live = PullProgress & { bytesPerSecond: number | null };

/**
 * Fetching models: a job each, which also adds the model and tries it. The job is the only record: pausing cancels it,
 * resuming tries it again.
 */
export function createFetching<Payload extends Carried>(
  way: FetchedKind<Payload>,
  { jobs, changes, ledger, isOffline }: Dependencies,
) {
  const { kind, source, named, isSame, isSent = false, fetch, finish, bytesOf, left } = way;
  const moving = isSent ? 'sending' : 'downloading';
  const maxAttempts = way.attempts ?? ATTEMPTS;
  const live = new Map<string, Live>();
  const phases = new Map<string, 'downloading' | 'sending' | 'checking' | 'testing'>();
  const outcomes = new Map<string, Outcome>();
  const tell = (id: string) => changes.publish({ topic: 'models', clientId: null, id });

  /** Throws `model.pull_offline`; the list of connections says what was not fetched from where. */
  function requireOnline(address: string): void {
    if (isSent || !isOffline()) return;
    const url = new URL(address);
    const from = { scheme: url.protocol.slice(0, -1), host: url.hostname, port: portOf(url) };
    ledger.refused({ kind: source === 'ollama' ? 'pull' : 'download', ...from }, 'offline');
    throw new FoyerError('model.pull_offline', 'Outgoing connections are switched off');
  }

  const stateOf = (job: Job): ModelPull['state'] => {
    if (job.state === 'succeeded') return 'done';
    if (job.state === 'failed') return 'failed';
    if (job.state === 'cancelled') return 'paused';
    return job.state === 'queued' ? 'waiting' : (phases.get(job.id) ?? 'waiting');
  };

  function asPull({ job, payload }: { job: Job; payload: Payload }): ModelPull {
    const state = stateOf(job);
    const now = live.get(job.id) ?? bytesOf?.(payload) ?? null;
    const bytesPerSecond = state === moving ? (live.get(job.id)?.bytesPerSecond ?? null) : null;
    const outcome = outcomes.get(job.id) ?? null;
    const leftBytes = now === null ? 0 : now.totalBytes - now.doneBytes;
    return {
      id: job.id,
      source,
      ...named(payload),
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

  const shown = () => jobs.ofKind(kind).filter(isShown);

  return {
    requireOnline,

    list: (): ModelPull[] => shown().map(asPull),

    /** What is on its way, or waits to go on. */
    open: (): Payload[] =>
      shown()
        .filter(({ job }) => job.state !== 'succeeded')
        .map(({ payload }) => payload),

    /** One that is paused or failed goes on. Throws `model.pull_offline`. */
    begin(payload: Payload): ModelPull {
      requireOnline(named(payload).url);
      const same = shown().find(one => one.job.state !== 'succeeded' && isSame(one.payload, payload));
      if (same) jobs.retry(same.job.id);
      const { model } = named(payload);
      const id = same?.job.id ?? jobs.enqueue(kind, { clientId: null, label: model, payload, maxAttempts });
      tell(id);
      const begun = shown().find(({ job }) => job.id === id);
      if (!begun) throw new FoyerError('resource.not_found', `No pull ${id}`);
      return asPull(begun);
    },

    /** @returns whether it was one of these. Throws `resource.conflict` while it runs. */
    async drop(id: string): Promise<boolean> {
      const pull = shown().find(({ job }) => job.id === id);
      if (!pull) return false;
      if (pull.job.state === 'running' || pull.job.state === 'queued')
        throw new FoyerError('resource.conflict', 'Pause it first');
      jobs.forget(id);
      await left?.(pull.payload);
      live.delete(id);
      outcomes.delete(id);
      tell(id);
      return true;
    },

    async run(job: JobRun<Payload>): Promise<void> {
      const { id, payload, signal } = job;
      const { completedStep } = job;
      if (completedStep !== FETCHED && completedStep !== ADDED) {
        const speed = createSpeedometer();
        phases.set(id, isSent ? 'checking' : moving);
        tell(id);
        const { url } = named(job.payload);
        requireOnline(url);
        await fetch(job, now => {
          requireOnline(url); // the switch may be turned while it comes
          phases.set(id, now.isChecking ? 'checking' : moving);
          live.set(id, { ...now, bytesPerSecond: speed.read(now.doneBytes) });
          job.progress(now.totalBytes === 0 ? 0 : now.doneBytes / now.totalBytes); // which tells open pages, too
        });
        job.completeStep(FETCHED);
      }
      phases.set(id, 'testing');
      tell(id);
      const arrival: Arrival = {
        wasAdded: completedStep === ADDED,
        adding: () => job.completeStep(ADDED),
        takenBack: () => job.completeStep(TAKEN_BACK),
      };
      outcomes.set(id, await finish(payload, signal, arrival));
    },
  };
}
