import type { BeyondQuota } from '#shared/contract/messages.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { Hiding } from '#main/ai/hiding/hiding-model.ts';
import type { ChatTurn } from '#main/ai/ports.ts';
import type { ChatbotRow } from '#main/features/chatbots/index.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import type { FoundByWords } from '#main/features/search/index.ts';
import type { EnclosedPassage } from './enclosed.ts';
import type { PassedOver } from './passed-over.ts';
import type { AboutConversation } from './store.ts';

/** A question that is stored, and all that its answer goes by. */
export type Question = {
  bot: ChatbotRow;
  about: AboutConversation;
  text: string;
  history: readonly ChatTurn[];
  models: readonly [AnsweringModel, ...AnsweringModel[]];
  /** Those in between that may not be asked. */
  passedOver: readonly PassedOver[];
  /** Null where nothing is hidden from models outside. */
  hiding: Pick<Hiding, 'hide' | 'told'> | null;
  /** What is being looked for already. */
  ahead: { byWords: FoundByWords } | undefined;
  /** Of files that came with the conversation. */
  enclosed: readonly EnclosedPassage[];
  /** When it asks for a person of the office. */
  personWish: PersonWish | null;
  /** Set when the quota of the client is used up: who answers instead, and what is said when nobody does. */
  beyond: { as: BeyondQuota; says: string } | null;
  /** What a program asked for beside the question: added to the bot's instructions, or in place of its settings. */
  wishes?: AnswerWishes;
};

export type PersonWish = {
  language: Language;
  /** Whether the office is told, and whether whoever asks can leave how to reach them beside the answer. */
  met: 'ownTest' | 'told' | 'widget';
};

export type AnswerWishes = {
  instructions?: string | undefined;
  temperature?: number | undefined;
  maxOutputTokens?: number | undefined;
  /** No word is corrected. */
  asTyped?: boolean | undefined;
};
