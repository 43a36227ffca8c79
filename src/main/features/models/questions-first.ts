import type { ChatModel, Embedder, Reranker } from '#main/ai/ports.ts';
import type { ModelRow } from './store.ts';

/** Whoever waits for questions to end goes on after this, or a server that is always asked would never get to it. */
const LONGEST_WAIT_MS = 2 * 60_000;
/** Where what gives way would throw out the model that answers, nobody must have asked for so long. */
const QUIET_MS = 2 * 60_000;
const LONGEST_WAIT_FOR_QUIET_MS = 60 * 60_000;

const QUESTION_CAME = new Error('A question came');

/**
 * Knows which servers are asked something now, so that what nobody waits for gives way to it there. `holdsOne`: whether
 * whatever is used on a server throws out the rest.
 */
export function createQuestionsFirst(
  holdsOne: (server: string) => boolean,
  /** Told when a server is asked more, or less. */
  onUse: () => void = () => undefined,
) {
  const asked = new Map<string, number>();
  const askedLast = new Map<string, number>();
  const waiting = new Set<() => void>();
  /** What ends as soon as something is asked of a machine. */
  const givingWay = new Set<{ machine: string; stop: AbortController }>();

  function begin(server: string): () => void {
    asked.set(server, (asked.get(server) ?? 0) + 1);
    for (const { machine, stop } of givingWay) if (machine === machineOf(server)) stop.abort(QUESTION_CAME);
    onUse();
    return () => {
      askedLast.set(server, performance.now());
      const left = (asked.get(server) ?? 1) - 1;
      if (left > 0) asked.set(server, left);
      else asked.delete(server);
      for (const look of waiting) look();
      onUse();
    };
  }

  /** Milliseconds until what nobody waits for may go on, as far as is known now. */
  function busyMs(server: string): number {
    if (asked.has(server)) return Infinity;
    if (!holdsOne(server)) return 0;
    return Math.max(0, QUIET_MS - (performance.now() - (askedLast.get(server) ?? -Infinity)));
  }

  /** Resolves when a question ends, after so long at most, or when it is stopped. */
  async function nextLook(milliseconds: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    const stop = (): void => resolve();
    waiting.add(resolve);
    signal.addEventListener('abort', stop, { once: true });
    await promise;
    clearTimeout(timer);
    waiting.delete(resolve);
    signal.removeEventListener('abort', stop);
  }

  const isAsked = (machine: string) => [...asked.keys()].some(server => machineOf(server) === machine);

  return {
    /** The same model, known to be asked while it answers. */
    chat(server: string, model: ChatModel, onUsed: () => void): ChatModel {
      return {
        ...model,
        async *stream(request, options) {
          const end = begin(server);
          try {
            yield* model.stream(request, options);
            onUsed();
          } finally {
            end();
          }
        },
      };
    },
    /** The same embedder, known to be asked while it embeds a question. */
    embedder(server: string, embedder: Embedder, onUsed: () => void): Embedder {
      return {
        ...embedder,
        async embed(texts, options) {
          const end = options.kind === 'query' ? begin(server) : null;
          try {
            const vectors = await embedder.embed(texts, options);
            onUsed();
            return vectors;
          } finally {
            end?.();
          }
        },
      };
    },
    /** The same, known to be asked while it puts the passages of a question in order. */
    reranker(server: string, reranker: Reranker, onUsed: () => void): Reranker {
      return {
        ...reranker,
        async rank(question, passages, options) {
          const end = begin(server);
          try {
            const scores = await reranker.rank(question, passages, options);
            onUsed();
            return scores;
          } finally {
            end();
          }
        },
      };
    },
    /** How many questions a server is asked now, and when one ended last. */
    use: (server: string) => ({
      asked: asked.get(server) ?? 0,
      askedAt: askedLast.get(server) ?? -Infinity,
    }),
    /**
     * Runs what nobody waits for while its machine is asked nothing: it is stopped by the first question, and begun anew
     * once the last one has ended. Throws what it throws, and the signal's reason.
     */
    async givingWay<Result>(
      server: string,
      signal: AbortSignal,
      run: (signal: AbortSignal) => Promise<Result>,
    ): Promise<Result> {
      const machine = machineOf(server);
      for (;;) {
        signal.throwIfAborted();
        if (isAsked(machine)) {
          await nextLook(LONGEST_WAIT_MS, signal);
          continue;
        }
        const one = { machine, stop: new AbortController() };
        givingWay.add(one);
        try {
          return await run(AbortSignal.any([signal, one.stop.signal]));
        } catch (error) {
          if (!one.stop.signal.aborted) throw error;
        } finally {
          givingWay.delete(one);
        }
      }
    },
    /** Resolves once a server is asked nothing, or after a while. Throws the signal's reason. */
    async whenFree(server: string, signal: AbortSignal): Promise<void> {
      const longest = holdsOne(server) ? LONGEST_WAIT_FOR_QUIET_MS : LONGEST_WAIT_MS;
      const until = performance.now() + longest;
      for (;;) {
        signal.throwIfAborted();
        const left = Math.min(busyMs(server), until - performance.now());
        if (left <= 0) return;
        await nextLook(left, signal);
      }
    },
  };
}

/** Servers of one machine share what it can do. */
function machineOf(server: string): string {
  return server === 'inside' ? '127.0.0.1' : server.replace(/:\d+$/u, '');
}

/** What of an address says that two models are served by one program. */
export function serverOf({ provider, url }: Pick<ModelRow, 'provider' | 'url'>): string {
  if (url === null) return provider === 'ollama' ? '127.0.0.1:11434' : provider;
  return new URL(url).host.replace(/^localhost(?=:|$)/u, '127.0.0.1');
}
