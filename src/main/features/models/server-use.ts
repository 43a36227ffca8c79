import type { ChatModel, Embedder, ModelEndpoint, Reranker } from '#main/ai/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Log } from '#main/platform/log.ts';
import { createQuestionsFirst, serverOf } from './questions-first.ts';
import { createSharedMemory } from './shared-memory.ts';
import type { ModelRow } from './store.ts';

type Needs = {
  loaded: (endpoint: ModelEndpoint) => Promise<readonly string[] | null>;
  changes: Pick<Changes, 'publish'>;
  log: Pick<Log, 'info'>;
  /** Told when a server is asked more, or less. */
  onUse?: () => void;
};

export type ServerUse = ReturnType<typeof createServerUse>;

/** What models do to each other that one server runs: who gives way to whom, and who throws whom out of its memory. */
export function createServerUse({ loaded, changes, log, onUse }: Needs) {
  const memory = createSharedMemory(loaded, () =>
    changes.publish({ topic: 'index', clientId: null, id: null }),
  );
  const questions = createQuestionsFirst(memory.holdsOne, onUse);

  /** Looks what is in the memory of a server once one of its models was used; nobody waits for that. */
  function usedBy(row: ModelRow, endpoint: ModelEndpoint): () => void {
    return () =>
      void memory.used(serverOf(row), row.purpose, endpoint).catch((error: unknown) => {
        log.info({ err: error }, 'the memory of a server was not seen');
      });
  }

  return {
    chat: (row: ModelRow, endpoint: ModelEndpoint, model: ChatModel): ChatModel =>
      questions.chat(serverOf(row), model, usedBy(row, endpoint)),
    embedder: (row: ModelRow, endpoint: ModelEndpoint, embedder: Embedder): Embedder =>
      questions.embedder(serverOf(row), embedder, usedBy(row, endpoint)),
    reranker: (row: ModelRow, endpoint: ModelEndpoint, reranker: Reranker): Reranker =>
      questions.reranker(serverOf(row), reranker, usedBy(row, endpoint)),
    use: (row: ModelRow) => questions.use(serverOf(row)),
    whenFree: (row: ModelRow, signal: AbortSignal): Promise<void> =>
      questions.whenFree(serverOf(row), signal),
    /** Runs what gives way to every question of the model's machine. */
    givingWay: <Result>(
      row: Pick<ModelRow, 'provider' | 'url'>,
      signal: AbortSignal,
      run: (signal: AbortSignal) => Promise<Result>,
    ): Promise<Result> => questions.givingWay(serverOf(row), signal, run),
    throwsOut: (row: ModelRow): boolean => memory.holdsOne(serverOf(row)),
  };
}
