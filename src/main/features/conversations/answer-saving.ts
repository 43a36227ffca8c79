import type { Message } from '#shared/contract/messages.ts';
import { isFoyerError, type ErrorCode } from '#shared/errors.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Log } from '#main/platform/log.ts';
import { isStorageRefusal, type Storage } from '#main/platform/storage/index.ts';
import type { AnswerBounds } from './answer-bounds.ts';
import { recordAnswer } from './answer-facts.ts';
import type { AnswerProgress } from './answer-progress.ts';
import type { Outcome } from './judgement.ts';
import type { LiveAnswer } from './live-answers.ts';
import type { ProgressSaving } from './progress-saving.ts';
import type { AboutConversation, ConversationStore } from './store.ts';

type Dependencies = {
  store: ConversationStore;
  saving: ProgressSaving;
  bounds: AnswerBounds;
  events: Events;
  storage: Storage;
  log: Log;
};

/** Keeps an answer that is over, with what it tells, and tells its followers once it is kept. */
export function createAnswerSaving({ store, saving, bounds, events, storage, log }: Dependencies) {
  return function save(
    answer: LiveAnswer,
    about: AboutConversation,
    progress: AnswerProgress,
    status: Message['status'],
    outcome: Outcome | null,
  ): void {
    const { clientId } = about;
    saving.forget(answer.messageId);
    const change = {
      ...progress.change(),
      ...outcome?.change,
      content: outcome?.content ?? progress.text(),
      metadata: { ...progress.metadata, ...outcome?.metadata },
      status,
      responseTimeMs: progress.elapsed(),
      firstTokenMs: progress.firstTokenMs(),
    };
    const keep = () =>
      store.atOnce(() => {
        const kept = store.updateMessage(answer.messageId, change);
        const uses = progress.uses();
        if (kept) recordAnswer(events, about, kept, uses);
        bounds.settle({ clientId, answerId: answer.messageId, uses });
        return kept;
      });
    let saved: Message | null;
    try {
      saved = storage.write(keep);
    } catch (error) {
      // Nobody is told that it is complete before it is kept; it is, as soon as it can be.
      const code: ErrorCode = isFoyerError(error) ? error.code : 'internal.unexpected';
      log.error({ message: answer.messageId, client: clientId, err: error, code }, 'answer not saved');
      if (isStorageRefusal(error)) storage.onceWritable(() => void keep());
      if (status !== 'failed')
        answer.publish({ type: 'failed', error: { code, message: 'The answer is not kept yet' } });
      return;
    }
    if (!saved) return; // the conversation was deleted meanwhile
    if (status !== 'failed') answer.publish({ type: 'finished', message: saved });
    log.info(
      { message: saved.id, client: clientId, status: saved.status, ms: saved.responseTimeMs },
      'answered',
    );
  };
}
