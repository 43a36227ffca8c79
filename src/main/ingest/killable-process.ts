import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FoyerError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { childEnvironment } from '#main/platform/child-environment.ts';
import { CAN_READ_PROCESS_MEMORY, residentMemory } from '#main/platform/process-memory.ts';
import { WATCHDOG_DESCRIPTOR, WATCHDOG_LIMIT_VARIABLE } from './process-messages.ts';

export type ProcessLimits = {
  /** Resident bytes above which the process is killed. */
  memoryBytes: number;
  /** V8 old space, in megabytes. */
  heapMegabytes: number;
  /** `parent` reads /proc; `child` relies on the watchdog thread of the process (macOS, Windows). */
  memoryWatch: 'parent' | 'child';
  /** Native code of libraries, which drawing needs. */
  mayLoadNative?: boolean;
};

/** What a process says of a request that it cannot do. */
export type Failure = { type: 'failed'; code: ErrorCode; message: string };

type RunOptions = { wallTimeMs: number; signal: AbortSignal };

export type KillableProcess<Request extends object, Message extends { type: string }> = {
  /**
   * Hands over one request; at most one at a time. Rejects with a FoyerError or the signal's reason.
   *
   * @param onMessage is told what the process says, and calls `done` with what came of it
   */
  run<Result>(
    request: Request,
    options: RunOptions,
    onMessage: (message: Message, done: (result: Result) => void) => void,
  ): Promise<Result>;
  /** Whether it can take another request: it was not killed and did not end by itself. */
  isAlive(): boolean;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
};

const isFailure = (message: { type: string }): message is Failure => message.type === 'failed';

type Ending = { code: number | null; signal: NodeJS.Signals | null };

export const DEFAULT_MEMORY_WATCH = CAN_READ_PROCESS_MEMORY ? 'parent' : 'child';

const MEMORY_POLL_MS = 50;
/** The last words of a dying process are enough to tell why. */
const KEPT_STDERR_CHARACTERS = 4_000;
const OUT_OF_HEAP = /heap out of memory|Reached heap limit|Array buffer allocation failed/u;

function processEnvironment(limits: ProcessLimits): NodeJS.ProcessEnv {
  const environment = childEnvironment();
  if (limits.memoryWatch === 'child') environment[WATCHDOG_LIMIT_VARIABLE] = String(limits.memoryBytes);
  return environment;
}

/** Sized to a document and not to the machine: garbage is collected before it piles up. Under 16, PDFs take longer. */
const SMALL_HEAP = ['--max-semi-space-size=16', '--initial-old-space-size=96'];

/** Foreign bytes get no writing and no programs, and native add-ons only to draw. Electron does not know these options. */
function processArguments({ heapMegabytes, mayLoadNative = false }: ProcessLimits): string[] {
  const heap = `--max-old-space-size=${heapMegabytes}`;
  if (process.versions.electron !== undefined) return [heap];
  const walls = ['--permission', '--allow-fs-read=*', '--allow-worker', '--no-warnings'];
  return [heap, ...SMALL_HEAP, ...walls, ...(mayLoadNative ? ['--allow-addons'] : [])];
}

function describeExit(code: number | null, signal: NodeJS.Signals | null, stderr: string): FoyerError {
  const how = signal === null ? `code ${code}` : `signal ${signal}`;
  // Nobody else kills it: an unasked SIGKILL is the system's own guard against exhausted memory.
  if (OUT_OF_HEAP.test(stderr) || signal === 'SIGKILL') {
    return new FoyerError('document.memory', `The reading process ran out of memory (${how})`);
  }
  const detail = stderr.trim().slice(-300);
  return new FoyerError('document.damaged', `The reading process ended with ${how}: ${detail}`);
}

/** Starts a process that works on documents. It stays until stopped, killed or crashed. */
export function startKillableProcess<Request extends object, Message extends { type: string }>(
  entry: URL,
  limits: ProcessLimits,
): KillableProcess<Request, Message> {
  const child: ChildProcess = fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    execArgv: processArguments(limits),
    env: processEnvironment(limits),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
  });
  let stderr = '';
  let overMemory = false;
  /** Why we killed it, when we did. */
  let verdict: Error | null = null;
  let hasEnded = false;
  let startError: Error | null = null;

  const kill = (reason: Error | null): void => {
    verdict ??= reason;
    child.kill('SIGKILL');
  };
  const killForMemory = (): void => {
    if (overMemory) return;
    overMemory = true;
    kill(new FoyerError('document.memory', `The reading process used more than ${limits.memoryBytes} bytes`));
  };
  /** Ends the run under way. */
  let onEnd: ((how: Ending) => void) | null = null;
  const ended = new Promise<Ending>(resolve => {
    child.once('close', (code, signal) => {
      hasEnded = true;
      resolve({ code, signal });
    });
    child.once('error', error => {
      startError = error;
      if (child.pid !== undefined) return;
      hasEnded = true;
      resolve({ code: null, signal: null });
    });
  });
  void ended.then(how => onEnd?.(how));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-KEPT_STDERR_CHARACTERS);
  });
  child.stdio[WATCHDOG_DESCRIPTOR]?.on('data', killForMemory);

  /** An idle process does not keep Foyer running; a busy one does. */
  const hold = (isBusy: boolean): void => {
    const handles: (object | null | undefined)[] = [
      child,
      child.channel,
      child.stderr,
      child.stdio[WATCHDOG_DESCRIPTOR],
    ];
    for (const handle of handles) {
      if (handle === null || handle === undefined) continue;
      const method: unknown = Reflect.get(handle, isBusy ? 'ref' : 'unref');
      if (typeof method === 'function') method.call(handle);
    }
  };
  hold(false);

  const watchMemory = (): NodeJS.Timeout | null => {
    const processId = child.pid;
    if (limits.memoryWatch === 'child' || processId === undefined) return null;
    return setInterval(() => {
      residentMemory(processId).then(
        bytes => {
          if (bytes !== null && bytes > limits.memoryBytes) killForMemory();
        },
        (error: unknown) => kill(error instanceof Error ? error : new Error(String(error))),
      );
    }, MEMORY_POLL_MS);
  };

  return {
    async run<Result>(
      request: Request,
      { wallTimeMs, signal }: RunOptions,
      onMessage: (message: Message, done: (result: Result) => void) => void,
    ) {
      signal.throwIfAborted();
      hold(true);
      const memoryTimer = watchMemory();
      const wallTimer = setTimeout(() => {
        kill(
          new FoyerError('document.timeout', `Reading took longer than ${Math.round(wallTimeMs / 1000)} s`),
        );
      }, wallTimeMs);
      const onAbort = (): void => kill(null);
      signal.addEventListener('abort', onAbort);
      let hear: ((message: Message | Failure) => void) | null = null;
      try {
        return await new Promise<Result>((resolve, reject) => {
          // Told here and not raced against: a race would keep every document until the process ends.
          onEnd = ({ code, signal: exitSignal }) => {
            if (signal.aborted) reject(signal.reason);
            else if (verdict !== null) reject(verdict);
            else if (startError !== null) {
              reject(
                new FoyerError('internal.unexpected', 'The reading process did not start', {
                  cause: startError,
                }),
              );
            } else reject(describeExit(code, exitSignal, stderr));
          };
          if (hasEnded) void ended.then(onEnd);
          hear = message => {
            if (isFailure(message)) reject(new FoyerError(message.code, message.message));
            else onMessage(message, resolve);
          };
          child.on('message', hear);
          child.send(request, error => {
            if (error !== null) kill(null); // its end rejects below
          });
        });
      } finally {
        if (memoryTimer !== null) clearInterval(memoryTimer);
        clearTimeout(wallTimer);
        signal.removeEventListener('abort', onAbort);
        if (hear !== null) child.off('message', hear);
        onEnd = null;
        hold(false);
      }
    },
    isAlive: () => !hasEnded && !child.killed && child.connected,
    async stop() {
      if (hasEnded) return;
      hold(true);
      kill(null);
      await ended;
    },
  };
}
