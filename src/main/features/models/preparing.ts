import type { Log } from '#main/platform/log.ts';
import type { AnsweringModel } from './answering-models.ts';

const PREPARED_MS = 3 * 60_000; // less than any server keeps a model
const LOADING_TIMEOUT_MS = 120_000;

/**
 * Has a model that runs nearby loaded before it is asked, at most once in some minutes. Waits for nothing: what is wrong
 * with the model is told by the answer.
 */
export function createPreparing(log: Pick<Log, 'info'>) {
  const preparedAt = new Map<string, number>();
  return function prepareSoon({ modelId, server, chat, contextTokens, pace }: AnsweringModel): void {
    if (modelId === null || pace === null || chat.prepare === undefined) return;
    const now = performance.now();
    const key = server?.key ?? modelId;
    if (now - (preparedAt.get(key) ?? -Infinity) < PREPARED_MS) return;
    preparedAt.set(key, now);
    const signal = AbortSignal.timeout(LOADING_TIMEOUT_MS);
    chat.prepare(contextTokens, { signal }).catch((error: unknown) => {
      log.info({ err: error, model: modelId }, 'a model could not be loaded before it is asked');
    });
  };
}
