import type { Conversation } from '#shared/contract/conversations.ts';
import type { FilePart } from '#shared/contract/message-parts.ts';
import { FoyerError } from '#shared/errors.ts';
import { withoutCitations } from '#shared/lib/answer-text.ts';
import type { ChatTurn } from '#main/ai/ports.ts';
import type { Held } from '#main/db/held.ts';
import { asStored } from '#main/db/stored-parts.ts';
import type { ChatbotRow } from '#main/features/chatbots/index.ts';
import type { AnsweringModel, Consents, ModelService } from '#main/features/models/index.ts';
import type { Retriever } from '#main/features/search/index.ts';
import { detectLanguage } from '#main/language/detect.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import { concerning } from '#main/platform/outbound/index.ts';
import type { Admission, AnswerBounds } from './answer-bounds.ts';
import { estimateAnswer } from './answer-estimate.ts';
import type { AnswerQuestion } from './answering.ts';
import type { AnswerWishes, PersonWish } from './question.ts';
import type { EnclosedPassage } from './enclosed.ts';
import { PERSON_ASKED, QUESTION_ASKED } from './events.ts';
import type { LiveAnswer, LiveAnswers } from './live-answers.ts';
import { RETRIEVED } from './finding.ts';
import { hidingFor } from './outside.ts';
import { letThrough, type PassedOverFor } from './passed-over.ts';
import { personAskedIn } from './person-wish/asks-for-person.ts';
import type { AboutConversation, ConversationStore, MessageRow } from './store.ts';

const TITLE_CHARACTERS = 60;

type Dependencies = {
  store: ConversationStore;
  models: ModelService;
  /** Throws when bots of the client may not answer: it is archived or switched off. */
  requireAnswering: (clientId: HeldId) => void;
  consents: Pick<Consents, 'mayLeave'>;
  bounds: AnswerBounds;
  live: LiveAnswers;
  answerQuestion: AnswerQuestion;
  retriever: Pick<Retriever, 'lookAhead'>;
  events: Events;
  /** Tells open pages that a question is answered again. */
  announce: (conversation: { id: string; clientId: string }) => void;
  storage: Pick<Storage, 'write'>;
  clock: Clock;
};

/** What a door adds to a question of its own. */
export type Circumstances = {
  channel?: Conversation['channel'];
  /** Files that the question brings. */
  files?: readonly FilePart[];
  /** The id that the asking program gave the question. */
  clientMessageId?: string;
  /** Part of the transaction that stores question and answer to come. */
  onStored?: (stored: { conversationId: HeldId; questionId: HeldId }) => void;
  /** Awaited before the model is asked. Ends when the answer is stopped; throws nothing. */
  turn?: (signal: AbortSignal) => Promise<void>;
  /** Told once the answer is saved, however it ended. Throws nothing. */
  onEnded?: () => void;
  /** Passages of files that came with the conversation; looked up once the question is stored. */
  enclosed?: (conversationId: HeldId) => readonly EnclosedPassage[];
};

type Beginning = {
  circumstances?: Circumstances;
  bot: ChatbotRow;
  question: string;
  history: readonly ChatTurn[];
  modelId: string | undefined;
  /** The conversation, opened now when it is new. */
  conversationOf: () => Held<Conversation>;
  /** The stored question that is answered again; what was said after it goes. */
  answersAgain: HeldId | null;
  /** What was said after it: an answer among it that is under way ends once this one has been let in. */
  inPlaceOf?: readonly HeldId[];
  wishes?: AnswerWishes;
};

/** A question and its answer: committed together, then the answer runs on its own. */
export function createExchange({
  store,
  models,
  requireAnswering,
  consents,
  bounds,
  live,
  answerQuestion,
  retriever,
  events,
  announce,
  storage,
  clock,
}: Dependencies) {
  return begin;

  /** Commits the question and the answer to come, then lets the answer run on its own. */
  function begin(beginning: Beginning): LiveAnswer {
    const { bot, question, history, modelId, conversationOf, answersAgain } = beginning;
    const { circumstances = {}, wishes = {} } = beginning;
    requireAnswering(bot.clientId);
    const chosen = models.chain(bot, modelId); // a wrong model is told before a conversation is opened
    const admit = bounds.of(bot.clientId);
    // Looked for on another thread while this one writes down the question; who waits for their turn finds what is there then.
    const ahead =
      circumstances.turn === undefined
        ? retriever.lookAhead({ clientId: bot.clientId, chatbotId: bot.id }, question, RETRIEVED, wishes)
        : undefined;
    const at = clock.now().toISOString();
    const written = {
      instructions: bot.instructions + (wishes.instructions ?? ''),
      text: question,
      history,
      maxOutputTokens: wishes.maxOutputTokens,
    };
    /** About the most that asking a model costs; null without a price. */
    const mostOf = (model: AnsweringModel): number | null =>
      model.inputPrice === null || model.outputPrice === null ? null : estimateAnswer(written, [model]).cost;
    const storeBeginning = () => {
      const opened = conversationOf();
      const about = store.about(opened.id);
      if (about === null) throw new FoyerError('resource.not_found', `No conversation ${opened.id}`);
      const wish = personWishOf(about, bot, question);
      const admission = admit({
        clientId: bot.clientId,
        channel: about.payload.channel,
        again: answersAgain !== null,
        needsNoAnswer: wish !== null,
        language: detectLanguage(question) ?? bot.language,
        estimate: () => estimateAnswer(written, chosen),
      });
      // Answered again, it is the same wish.
      const told = wish !== null && wish.met !== 'ownTest' && answersAgain === null;
      if (answersAgain !== null) store.removeMessagesAfter(opened.id, answersAgain);
      const stored = insertExchange(
        opened,
        {
          ...asStored([{ type: 'text', text: question }, ...(circumstances.files ?? [])]),
          clientMessageId: circumstances.clientMessageId ?? null,
        },
        at,
        answersAgain,
        told,
      );
      circumstances.onStored?.({ conversationId: opened.id, questionId: stored.questionId });
      if (answersAgain === null)
        events.record(QUESTION_ASKED, {
          ...about,
          payload: {
            ...about.payload,
            messageId: stored.questionId,
            ...(admission.beyond === 'stop' ? { turnedAway: true } : {}),
          },
        });
      if (told) events.record(PERSON_ASKED, about);
      return { conversation: opened, answerId: stored.answerId, personWish: wish, about, admission };
    };
    // Questions are taken in what is kept free for them, however full the disk is.
    const { conversation, answerId, personWish, about, admission } = storage.write(() =>
      store.atOnce(storeBeginning),
    );
    for (const id of beginning.inPlaceOf ?? []) live.stop(id);
    admission.taken(answerId);
    if (answersAgain !== null) announce(conversation);
    const enclosed = circumstances.enclosed?.(conversation.id) ?? [];
    return live.start(answerId, async answer => {
      answer.publish({ type: 'started', conversationId: conversation.id, messageId: answerId });
      await circumstances.turn?.(answer.signal);
      const hiding = hidingFor(bot);
      const inOrder = modelsFor(admission, bot) ?? chosen;
      const refusalOf = refusalFor(bot.id);
      const tooDear = bounds.outside({
        answerId,
        models: inOrder.flatMap(model =>
          model.modelId === null || model.place === null || refusalOf(model) !== null
            ? []
            : [{ modelId: model.modelId, cost: mostOf(model) }],
        ),
      });
      const asked = letThrough(
        inOrder,
        model => refusalOf(model) ?? (tooDear.has(model.modelId ?? '') ? 'model.spending_cap' : null),
        hiding,
      );
      concerning({ clientId: about.clientId, chatbotId: bot.id }, () => {
        for (const { model, code } of asked.passedOver)
          if (model.modelId !== null) models.refused(model.modelId, code);
      });
      await answerQuestion(answer, {
        bot,
        about,
        text: question,
        history: history.map(withoutNumbers),
        ...asked,
        hiding,
        beyond: admission.beyond === null ? null : { as: admission.beyond, says: admission.says },
        ahead,
        enclosed,
        personWish,
        wishes,
      });
      circumstances.onEnded?.();
    });
  }

  /** Those who answer beyond the quota; null: those chosen. */
  function modelsFor({ beyond, modelId }: Admission, bot: ChatbotRow) {
    if (beyond === null) return null;
    const instead = beyond === 'fallback' ? (modelId ?? bot.fallbackModelId) : null;
    return instead === null
      ? models.chain(bot, 'embedded')
      : models.chain({ ...bot, modelId: instead }, undefined);
  }

  /** Why a model may not be asked: looked at when its turn has come, and when it is asked. */
  function refusalFor(chatbotId: HeldId): (model: AnsweringModel) => PassedOverFor | null {
    return model => (consents.mayLeave(chatbotId, model) ? null : 'model.no_consent');
  }

  function personWishOf(
    { payload: { channel, ownTest } }: AboutConversation,
    bot: ChatbotRow,
    question: string,
  ): PersonWish | null {
    const language = personAskedIn(question, bot.language);
    if (language === null) return null;
    return { language, met: ownTest ? 'ownTest' : channel === 'widget' ? 'widget' : 'told' };
  }

  function insertExchange(
    conversation: Held<Conversation>,
    question: Pick<MessageRow, 'content' | 'parts' | 'clientMessageId'>,
    at: string,
    answersAgain: HeldId | null,
    asksForPerson: boolean,
  ): { questionId: HeldId; answerId: HeldId } {
    const base = {
      clientId: conversation.clientId,
      conversationId: conversation.id,
      sources: [],
      abstained: false,
      tags: [],
      metadata: {},
      createdAt: at,
    };
    const questionRow = {
      ...base,
      id: newId(),
      sender: conversation.channel === 'widget' ? ('visitor' as const) : ('user' as const),
      senderId: conversation.userId,
      ...question,
      status: 'complete' as const,
    };
    const answerRow = {
      ...base,
      id: newId(),
      sender: 'bot' as const,
      content: '',
      status: 'streaming' as const,
    };
    const title = conversation.title === '' ? titleFrom(question.content) : conversation.title;
    store.insertExchange(
      { id: conversation.id, updatedAt: at, title, asksForPerson },
      answersAgain === null ? [questionRow, answerRow] : [answerRow],
    );
    return { questionId: answersAgain ?? questionRow.id, answerId: answerRow.id };
  }
}

/** The numbers of an earlier answer mean nothing for the passages of this one. */
function withoutNumbers({ role, content }: ChatTurn): ChatTurn {
  return { role, content: role === 'assistant' ? withoutCitations(content) : content };
}

/** The first words of a question, cut at a word. */
export function titleFrom(question: string): string {
  const line = question.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= TITLE_CHARACTERS) return line;
  const cut = line.slice(0, TITLE_CHARACTERS);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), TITLE_CHARACTERS / 2))}…`;
}
