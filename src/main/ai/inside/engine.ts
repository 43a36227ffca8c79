import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FoyerError } from '#shared/errors.ts';
import { childEnvironment } from '#main/platform/child-environment.ts';
import { residentMemory } from '#main/platform/process-memory.ts';
import type { EngineMessage, EngineRequest, EngineTask, EngineTasks } from './engine-messages.ts';

export type OnPiece = (kind: 'text' | 'reasoning', text: string) => void;
/** Told how long the prompt is, in tokens, before it is read. */
export type OnCounted = (inputTokens: number, cachedTokens: number) => void;

/** A process that holds at most one model. */
export type EngineProcess = {
  /**
   * Throws FoyerError with the `model.*` code of what went wrong, `model.engine_stopped` when the process ended, or the
   * signal's reason at once.
   */
  run<Task extends EngineTask>(
    type: Task,
    input: EngineTasks[Task]['input'],
    options: { signal: AbortSignal; onPiece?: OnPiece; onCounted?: OnCounted },
  ): Promise<EngineTasks[Task]['output']>;
  isAlive(): boolean;
  /** Bytes it takes now; null where the system does not tell. */
  memory(): Promise<number | null>;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
};

type Waiting = {
  onPiece: OnPiece | undefined;
  onCounted: OnCounted | undefined;
  done(output: unknown): void;
  failed(error: FoyerError): void;
};

/** The last words of a dying process are enough to tell why. */
const KEPT_STDERR_CHARACTERS = 2_000;

/** Starts a process for a model; it stays until stopped, killed or crashed. */
export function startEngine(entry: URL): EngineProcess {
  const child: ChildProcess = fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    execArgv: process.versions.electron === undefined ? ['--no-warnings'] : [],
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let stderr = '';
  let ending: FoyerError | null = null;

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-KEPT_STDERR_CHARACTERS);
  });
  const ended = new Promise<void>(resolve => {
    const end = (how: string): void => {
      ending ??= new FoyerError('model.engine_stopped', `The engine ended with ${how}: ${stderr.trim()}`);
      for (const one of waiting.values()) one.failed(ending);
      waiting.clear();
      resolve();
    };
    child.once('close', (code, signal) => end(signal === null ? `code ${code}` : `signal ${signal}`));
    child.once('error', error => {
      if (child.pid === undefined) end(error.message);
    });
  });
  child.on('message', (message: EngineMessage) => {
    const one = waiting.get(message.id);
    if (one === undefined) return; // nobody waits for it any more
    if (message.type === 'piece') {
      one.onPiece?.(message.kind, message.text);
      return;
    }
    if (message.type === 'counted') {
      one.onCounted?.(message.inputTokens, message.cachedTokens);
      return;
    }
    forget(message.id);
    if (message.type === 'done') one.done(message.output);
    else one.failed(new FoyerError(message.code, message.message, { details: message.details }));
  });

  function forget(id: number): void {
    waiting.delete(id);
    if (waiting.size === 0) hold(false);
  }

  /** An idle engine does not keep Foyer running; a busy one does. */
  function hold(isBusy: boolean): void {
    for (const handle of [child, child.channel, child.stderr]) {
      const method: unknown = handle == null ? null : Reflect.get(handle, isBusy ? 'ref' : 'unref');
      if (typeof method === 'function') method.call(handle);
    }
  }
  hold(false);

  const send = (request: EngineRequest): void => {
    // What is not sent is a process that ends, which tells those who wait.
    child.send(request, error => void (error !== null && child.kill('SIGKILL')));
  };

  return {
    async run(type, input, { signal, onPiece, onCounted }) {
      signal.throwIfAborted();
      if (ending !== null) throw ending;
      lastId += 1;
      const id = lastId;
      const { promise, resolve, reject } = Promise.withResolvers<EngineTasks[typeof type]['output']>();
      const leave = (): void => {
        forget(id);
        if (child.connected) send({ type: 'stop', id });
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      hold(true);
      // The process answers each request with what its task gives.
      waiting.set(id, { onPiece, onCounted, done: output => resolve(output as never), failed: reject });
      send({ type, id, input } as EngineRequest);
      try {
        return await promise;
      } finally {
        signal.removeEventListener('abort', leave);
      }
    },
    isAlive: () => ending === null && !child.killed && child.connected,
    memory: async () => (child.pid === undefined ? null : await residentMemory(child.pid)),
    async stop() {
      if (ending !== null) return;
      hold(true);
      child.kill('SIGKILL');
      await ended;
    },
  };
}
