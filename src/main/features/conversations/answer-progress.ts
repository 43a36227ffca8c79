import { performance } from 'node:perf_hooks';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { AnswerAttempt, MessageMetadata } from '#shared/contract/messages.ts';
import { EXTRACTIVE_MODEL } from '#main/ai/embedded/quotes.ts';
import type { Provider } from '#main/ai/ports.ts';
import type { Outcome } from './judgement.ts';
import type { LiveAnswer } from './live-answers.ts';
import type { ProgressSaving } from './progress-saving.ts';
import type { MessageRow } from './store.ts';
import { createUsageMeter, type ModelUse } from './usage-meter.ts';

const REASONING_CHARACTERS = 20_000; // about 3,000 words: what somebody may still read

export type AnswerProgress = ReturnType<typeof createAnswerProgress>;

/** What came so far: told to followers at once, saved a few times a second. */
export function createAnswerProgress(answer: LiveAnswer, saving: ProgressSaving, startedAt: number) {
  let text = '';
  let firstTokenMs: number | null = null;
  let sources: MessageRow['sources'] = [];
  let sourcesSaved = true; // none are kept as none
  let by: { provider: Provider; model: string } | null = null;
  let reasoning = '';
  let inPlace: Outcome | null = null;
  const metadata: MessageMetadata = {};
  const attempts: AnswerAttempt[] = [];
  const meter = createUsageMeter();
  const isSaidByItself = () => by?.provider === 'embedded';

  /** Keeps the beginning of the reasoning; what was kept of the piece. */
  function note(piece: string): string {
    const kept = piece.slice(0, Math.max(0, REASONING_CHARACTERS - reasoning.length));
    reasoning += kept;
    return kept;
  }

  return {
    metadata,
    meter,
    attempted: (attempt: AnswerAttempt) => void attempts.push(attempt),
    uses: (): ModelUse[] => meter.uses(isSaidByItself()),
    text: () => text,
    reasoning: () => reasoning,
    firstTokenMs: () => firstTokenMs,
    elapsed: () => Math.round(performance.now() - startedAt),
    setSources(given: MessageRow['sources']) {
      sources = given;
      sourcesSaved = false;
    },
    setModel(provider: Provider, model: string) {
      by = { provider, model };
    },
    change: (): Partial<MessageRow> => ({
      sources,
      // It reasons before it answers: the words come last.
      parts: reasoning === '' ? [] : [{ type: 'reasoning', text: reasoning }],
      provider: by?.provider ?? null,
      model: by?.model ?? null,
      attempts,
      ...meter.total(isSaidByItself()),
    }),
    append(piece: string) {
      if (piece === '') return;
      const now = performance.now();
      firstTokenMs ??= Math.round(now - startedAt);
      text += piece;
      answer.publish({ type: 'delta', text: piece } satisfies ChatEvent);
      saving.later(answer.messageId, sourcesSaved ? { content: text } : { content: text, sources });
      sourcesSaved = true;
    },

    /** @param fresh what was noted before is of an attempt that came to nothing */
    reason(piece: string, fresh: boolean) {
      if (fresh) reasoning = '';
      const kept = note(piece);
      if (kept !== '') answer.publish({ type: 'reasoning', text: kept } satisfies ChatEvent);
    },
    forgetReasoning() {
      reasoning = '';
    },
    /** What stands there when no word ever comes: the documents' own. */
    putInPlace({ content, change, metadata: told }: Outcome) {
      by = { provider: 'embedded', model: EXTRACTIVE_MODEL };
      inPlace = { content, change, metadata: { ...told, quoted: true } };
    },
    inPlace: (): Outcome | null => inPlace,
    /** The text so far was reasoning. */
    takeBack() {
      note(text);
      text = '';
      answer.publish({ type: 'withdrawn' } satisfies ChatEvent);
      saving.later(answer.messageId, { content: text });
    },
  };
}
