import type { ChatModel, Embedder } from '#main/ai/ports.ts';
import type { ModelRow } from './store.ts';

/** Whoever waits for questions to end goes on after this, or a server that is always asked would never get to it. */
const LONGEST_WAIT_MS = 2 * 60_000;

export type QuestionsFirst = ReturnType<typeof createQuestionsFirst>;

/** Knows which servers are asked something now, so that what nobody waits for gives way to it there. */
export function createQuestionsFirst() {
  const asked = new Map<string, number>();
  const waiting = new Set<() => void>();

  function begin(server: string): () => void {
    asked.set(server, (asked.get(server) ?? 0) + 1);
    return () => {
      const left = (asked.get(server) ?? 1) - 1;
      if (left > 0) {
        asked.set(server, left);
        return;
      }
      asked.delete(server);
      for (const look of [...waiting]) look();
    };
  }

  return {
    /** The same model, known to be asked while it answers. */
    chat(server: string, model: ChatModel): ChatModel {
      return {
        ...model,
        async *stream(request, options) {
          const end = begin(server);
          try {
            yield* model.stream(request, options);
          } finally {
            end();
          }
        },
      };
    },
    /** The same embedder, known to be asked while it embeds a question. */
    embedder(server: string, embedder: Embedder): Embedder {
      return {
        ...embedder,
        async embed(texts, options) {
          if (options.kind === 'passage') return embedder.embed(texts, options);
          const end = begin(server);
          try {
            return await embedder.embed(texts, options);
          } finally {
            end();
          }
        },
      };
    },
    /** Resolves once a server is asked nothing, or after a while. Throws the signal's reason. */
    async whenFree(server: string, signal: AbortSignal): Promise<void> {
      signal.throwIfAborted();
      if (!asked.has(server)) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = (): void => {
        if (!asked.has(server)) resolve();
      };
      const timer = setTimeout(resolve, LONGEST_WAIT_MS);
      waiting.add(look);
      signal.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      clearTimeout(timer);
      waiting.delete(look);
      signal.throwIfAborted();
    },
  };
}

/** What of an address says that two models are served by one program. */
export function serverOf({ provider, url }: Pick<ModelRow, 'provider' | 'url'>): string {
  if (url === null) return provider === 'ollama' ? '127.0.0.1:11434' : provider;
  return new URL(url).host.replace(/^localhost(?=:|$)/u, '127.0.0.1');
}
