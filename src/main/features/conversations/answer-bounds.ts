import type { Conversation } from '#shared/contract/conversations.ts';
import type { BeyondQuota } from '#shared/contract/messages.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { ModelUse } from './usage-meter.ts';

/** A question on its way to be stored, as whoever bounds the answers of its client looks at it. */
export type BoundedQuestion = {
  clientId: HeldId;
  channel: Conversation['channel'];
  /** The same question, to be answered once more. */
  again: boolean;
  /** It wishes for a person, whom it always reaches. */
  needsNoAnswer: boolean;
  /** Of whoever asks. */
  language: Language;
  /** About the most that its answer uses, if the models answer that were chosen. Worked out when it is asked for. */
  estimate: () => { tokens: number; cost: number };
};

/** What becomes of one question. */
export type Admission = {
  /** Null: as usual. */
  beyond: BeyondQuota | null;
  /** The model that answers in place of those chosen; null: the fallback of the chatbot. */
  modelId: string | null;
  /** Said in place of an answer, when nothing answers. */
  says: string;
  /** Called once question and answer to come are kept, in the same turn. */
  taken(answerId: string): void;
};

/** A model outside that may be asked for an answer, and about the most that this costs; null without a price. */
export type OutsideModel = { modelId: string; cost: number | null };

/** Bounds what the chatbots of a client may use. Nothing of it waits, so that no two questions are let in for one place. */
export type AnswerBounds = {
  /**
   * Before a question is stored, outside its transaction: what is needed may be looked up.
   * @returns what is asked in the transaction; throws what refuses the question
   */
  of(clientId: HeldId): (question: BoundedQuestion) => Admission;
  /**
   * When the turn of an answer has come: what its models outside may cost is set aside.
   * @returns those that may not be asked
   */
  outside(asked: { answerId: string; models: readonly OutsideModel[] }): ReadonlySet<string>;
  /** In the transaction that keeps an answer: what it used in the end. Told again of one, it changes nothing. */
  settle(about: { clientId: HeldId; answerId: string; uses: readonly ModelUse[] }): void;
};

const asUsual: Admission = { beyond: null, modelId: null, says: '', taken: () => undefined };

/** Where nothing is bounded. */
export const unbounded: AnswerBounds = {
  of: () => () => asUsual,
  outside: () => new Set(),
  settle: () => undefined,
};
