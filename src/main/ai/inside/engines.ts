import { availableParallelism } from 'node:os';
import { isFoyerError } from '#shared/errors.ts';
import { createFairQueue, queueIsFull, untilTurn, type FairQueue } from '#main/platform/fair-queue.ts';
import { workerEntry } from '#main/platform/worker-entry.ts';
import { thisMachine } from '../machine-fit.ts';
import { startEngine, type EngineProcess, type OnCounted, type OnPiece } from './engine.ts';
import type {
  ChatOutcome,
  ChatTask,
  EmbedOutcome,
  FileDescription,
  LoadOptions,
  RankOutcome,
  RankTask,
} from './engine-messages.ts';
import { createMachine, type InsideMachine } from './machine.ts';

/** A file and how it is loaded; with another window it is loaded again. */
export type InsideModel = Pick<LoadOptions, 'path' | 'purpose' | 'contextTokens'>;

export type LoadedModel = { contextTokens: number; loadMs: number };

export type InsideEngines = ReturnType<typeof createEngines>;

/** Between two questions of a person who reads and thinks; its memory is worth more to others after that. */
const IDLE_MS = 10 * 60_000;
/** One answers, the others wait in order; more than this would wait for hours. */
const WAITING_AT_MOST = 64;

type Running = {
  model: InsideModel;
  engine: EngineProcess;
  graphics: boolean;
  loaded: Promise<LoadedModel>;
  queue: FairQueue;
  /** How many wait for it or use it. */
  users: number;
  idle: NodeJS.Timeout | undefined;
};

type Options = {
  /** Bytes of memory that may be taken now; tests decide. */
  availableMemory?: () => number;
  idleMs?: number;
  start?: () => EngineProcess;
  machine?: InsideMachine;
};

/** Models that Foyer runs itself: a process for each file, started when it is asked for and ended when nobody does. */
export function createEngines({
  availableMemory = () => process.availableMemory(),
  idleMs = IDLE_MS,
  start = () => startEngine(workerEntry('model-engine')),
  machine = createMachine({ start }),
}: Options = {}) {
  const running = new Map<string, Running>();

  async function end(one: Running): Promise<void> {
    clearTimeout(one.idle);
    if (running.get(one.model.path) === one) running.delete(one.model.path);
    await one.engine.stop();
  }

  function begin(model: InsideModel, graphics: boolean): Running {
    const engine = start();
    const queue = createFairQueue(() => ({ atOnce: 1, waitingAtMost: WAITING_AT_MOST }));
    const loaded = load(engine, { ...model, graphics });
    const one: Running = { model, engine, graphics, loaded, queue, users: 0, idle: undefined };
    // Whoever uses it is told; when nobody waits any more there is nobody to tell.
    one.loaded.catch(() => end(one));
    running.set(model.path, one);
    return one;
  }

  async function load(
    engine: EngineProcess,
    model: InsideModel & Pick<LoadOptions, 'graphics'>,
  ): Promise<LoadedModel> {
    // Of nobody in particular: who comes next finds it loaded.
    const { signal } = new AbortController();
    const attempt = () => {
      const memory = { memoryBytes: thisMachine(null).memoryBytes, availableBytes: availableMemory() };
      return engine.run('load', { ...model, threads: threads(), ...memory }, { signal });
    };
    return await attempt().catch(async (error: unknown) => {
      if (!isFoyerError(error) || error.code !== 'model.no_memory' || !(await makeRoom(model))) throw error;
      return await attempt();
    });
  }

  /**
   * Ends what nobody uses now; the model that answers gives way to another that answers alone: what compares or ranks is
   * asked for its sake. @returns whether anything was.
   */
  async function makeRoom({ purpose }: InsideModel): Promise<boolean> {
    const unused = [...running.values()].filter(
      ({ users, idle, model }) =>
        users === 0 && idle !== undefined && (purpose === 'chat' || model.purpose !== 'chat'),
    );
    await Promise.all(unused.map(end));
    return unused.length > 0;
  }

  /** The engine of a model, loading or loaded. One of another window is ended first. */
  async function engineOf(model: InsideModel): Promise<Running> {
    const known = running.get(model.path);
    const isSame =
      known?.model.contextTokens === model.contextTokens && known.model.purpose === model.purpose;
    if (known !== undefined && isSame && known.engine.isAlive()) return known;
    if (known !== undefined) await end(known);
    const graphics = await machine.usesGraphics();
    return running.get(model.path) ?? begin(model, graphics);
  }

  /** Keeps a model in memory while something is done with it. */
  async function holding<Result>(
    model: InsideModel,
    signal: AbortSignal,
    work: (held: Running, loaded: LoadedModel) => Result | Promise<Result>,
  ): Promise<Result> {
    signal.throwIfAborted();
    const held = await engineOf(model);
    held.users += 1;
    clearTimeout(held.idle);
    try {
      return await work(held, await leftWith(signal, held.loaded));
    } catch (error) {
      if (!held.graphics || !isFoyerError(error) || error.code !== 'model.engine_stopped') throw error;
      // Its driver is the first suspect: the processor takes over, at once where nothing was said yet.
      machine.graphicsFailed();
      if (await isWell(held.loaded)) throw error;
      return await holding(model, signal, work);
    } finally {
      held.users -= 1;
      if (held.users === 0) held.idle = setTimeout(() => void end(held), idleMs).unref();
    }
  }

  /** One after the other, in the order in which they came. */
  function inTurn<Result>(
    model: InsideModel,
    signal: AbortSignal,
    work: (engine: EngineProcess) => Promise<Result>,
  ): Promise<Result> {
    return holding(model, signal, async ({ queue, engine }) => {
      const turn = queue.enter('', null);
      if (turn === null) throw queueIsFull(queue);
      try {
        await untilTurn(turn, signal);
        signal.throwIfAborted();
        return await work(engine);
      } finally {
        turn.leave();
      }
    });
  }

  return {
    /** What models run on here. */
    machine: machine.describe,
    /** What a file says of itself, found out in a process of its own. */
    async describe(path: string, signal: AbortSignal): Promise<FileDescription> {
      const engine = start();
      try {
        return await engine.run('describe', { path }, { signal });
      } finally {
        await engine.stop();
      }
    },
    /** Whether it is in memory, so that a question is read at once. */
    isLoaded: ({ path, contextTokens }: InsideModel): boolean => {
      const known = running.get(path);
      return (
        known?.model.contextTokens === contextTokens && known.engine.isAlive() && known.idle !== undefined
      );
    },
    load: (model: InsideModel, signal: AbortSignal): Promise<LoadedModel> =>
      holding(model, signal, (_held, loaded) => loaded),
    chat: (
      model: InsideModel,
      task: ChatTask,
      { signal, ...told }: { signal: AbortSignal; onPiece: OnPiece; onCounted?: OnCounted },
    ): Promise<ChatOutcome> => inTurn(model, signal, engine => engine.run('chat', task, { signal, ...told })),
    embed: (model: InsideModel, texts: string[], signal: AbortSignal): Promise<EmbedOutcome> =>
      inTurn(model, signal, engine => engine.run('embed', { texts }, { signal })),
    rank: (model: InsideModel, task: RankTask, signal: AbortSignal): Promise<RankOutcome> =>
      inTurn(model, signal, engine => engine.run('rank', task, { signal })),
    /** Bytes that a loaded model takes now; null where it is not loaded, or the system does not tell. */
    memoryOf: async (path: string): Promise<number | null> =>
      (await running.get(path)?.engine.memory()) ?? null,
    /** Ends the process of a file, as before the file is removed. */
    async endOf(path: string): Promise<void> {
      const one = running.get(path);
      if (one !== undefined) await end(one);
    },
    async close(): Promise<void> {
      await Promise.all([...running.values()].map(end));
    },
  };
}

/**
 * One core is left to everything else: threads wait for each other by spinning, and with as many as there are cores,
 * one that is kept waiting by another program brings a model to a quarter of its speed.
 */
function threads(): number {
  return Math.max(1, availableParallelism() - 1);
}

function isWell(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => true,
    () => false,
  );
}

/** The same, left when the signal says so. */
async function leftWith<Result>(signal: AbortSignal, promise: Promise<Result>): Promise<Result> {
  const { promise: left, reject } = Promise.withResolvers<never>();
  const leave = (): void => reject(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([promise, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
