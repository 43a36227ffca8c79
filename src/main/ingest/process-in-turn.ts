import { FoyerError } from '#shared/errors.ts';
import { startKillableProcess } from './killable-process.ts';
import type { KillableProcess, ProcessLimits } from './killable-process.ts';

type Options = {
  entry: URL;
  limits: ProcessLimits;
  /** For each request. */
  wallTimeMs: number;
  /** An unused process ends after this long. */
  idleMs: number;
};

type Asked = {
  signal: AbortSignal | undefined;
  /** Whether an abort kills a request that is under way. It is passed over before its turn in any case. */
  isKilled: boolean;
};

export type ProcessInTurn<Request extends object, Message extends { type: string }> = {
  /** Resolves with what the process says first. Rejects with a FoyerError or the signal's reason. */
  ask(request: Request, asked: Asked): Promise<Message>;
  /** Ends the process and what waits for it. */
  close(): Promise<void>;
};

/** One process for everybody, started when it is needed: one request after the other. */
export function createProcessInTurn<Request extends object, Message extends { type: string }>({
  entry,
  limits,
  wallTimeMs,
  idleMs,
}: Options): ProcessInTurn<Request, Message> {
  const closing = new AbortController();
  let process: KillableProcess<Request, Message> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const alive = (): KillableProcess<Request, Message> => {
    if (process?.isAlive() !== true) process = startKillableProcess(entry, limits);
    return process;
  };

  const stop = async (): Promise<void> => {
    clearTimeout(idle);
    const stopped = process;
    process = null;
    await stopped?.stop();
  };

  return {
    async ask(request, { signal, isKilled }) {
      const before = turn;
      const done = Promise.withResolvers<void>();
      turn = done.promise;
      try {
        await before;
        signal?.throwIfAborted();
        closing.signal.throwIfAborted();
        clearTimeout(idle);
        const ending = isKilled && signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
        const run = { wallTimeMs, signal: ending };
        return await alive().run<Message>(request, run, (message, settle) => settle(message));
      } finally {
        clearTimeout(idle);
        idle = setTimeout(() => void stop(), idleMs).unref();
        done.resolve();
      }
    },
    async close() {
      closing.abort(new FoyerError('document.interrupted', 'The work was stopped'));
      await stop();
    },
  };
}
