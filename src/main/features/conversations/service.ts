import type { ChatInput, CompletionInput, Conversation } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { FoyerError } from '#shared/errors.ts';
import { isAsker } from '#shared/lib/message-parts.ts';
import type { ChatTurn } from '#main/ai/ports.ts';
import { narrowScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Held } from '#main/db/held.ts';
import { apiKeyIdOf, userIdOf, visitorIdOf, type Principal } from '#main/features/access/principal.ts';
import type { ChatbotRow, ChatbotStore } from '#main/features/chatbots/index.ts';
import type { Consents, ModelService } from '#main/features/models/index.ts';
import type { Retriever } from '#main/features/search/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import type { AnswerBounds } from './answer-bounds.ts';
import type { AnswerQuestion } from './answering.ts';
import { CONVERSATION_STARTED, PERSON_ASKED, PERSON_HANDLED } from './events.ts';
import { createExchange, titleFrom, type Circumstances } from './exchange.ts';
import type { LiveAnswer, LiveAnswers } from './live-answers.ts';
import type { ConversationStore } from './store.ts';
import { wording } from './wording.ts';

const HISTORY_MESSAGES = 20;

type Dependencies = {
  store: ConversationStore;
  chatbots: ChatbotStore;
  models: ModelService;
  /** Throws when bots of the client may not answer: it is archived or switched off. */
  requireAnswering: (clientId: HeldId) => void;
  consents: Pick<Consents, 'mayLeave'>;
  bounds: AnswerBounds;
  live: LiveAnswers;
  answerQuestion: AnswerQuestion;
  retriever: Pick<Retriever, 'lookAhead'>;
  events: Events;
  changes: Changes;
  storage: Pick<Storage, 'write'>;
  clock: Clock;
};

/** Who asks, and what they reach through the route they called. */
export type Caller = { principal: Principal; scope: ClientScope };

type Page = { limit: number; cursor?: string | undefined; clientId?: string | undefined };

export type ConversationService = ReturnType<typeof createConversationService>;

export function createConversationService({
  store,
  chatbots,
  models,
  requireAnswering,
  consents,
  bounds,
  live,
  answerQuestion,
  retriever,
  events,
  changes,
  storage,
  clock,
}: Dependencies) {
  const now = () => clock.now().toISOString();

  function get(caller: Caller, id: string): Held<Conversation> {
    const conversation = store.get(caller.scope, id);
    if (!conversation) throw new FoyerError('resource.not_found', `No conversation ${id}`);
    return conversation;
  }

  /**
   * A conversation to go on with. A person goes on with their own: to read another's is no leave to speak in it.
   * Throws `resource.not_found`, `auth.forbidden`.
   */
  function goOnWith(caller: Caller, id: string): Held<Conversation> {
    const conversation = get(caller, id);
    const { principal } = caller;
    if (principal.kind === 'user' && conversation.userId !== principal.userId) {
      throw new FoyerError('auth.forbidden', 'The conversation is another person’s');
    }
    return conversation;
  }

  function botOf(caller: Caller, id: string): ChatbotRow {
    const bot = chatbots.row(caller.scope, id);
    if (!bot) throw new FoyerError('resource.not_found', `No chatbot ${id}`);
    return bot;
  }

  /** For what is no fact that anybody counts: a new title, a question set aside, a conversation deleted. */
  function announce(conversation: { id: string; clientId: string }): void {
    changes.publish({ topic: 'conversations', clientId: conversation.clientId, id: conversation.id });
  }

  function open(
    caller: Caller,
    bot: ChatbotRow,
    title: string,
    channel: Conversation['channel'],
  ): Held<Conversation> {
    const at = now();
    const row = {
      id: newId(),
      clientId: bot.clientId,
      chatbotId: bot.id,
      userId: userIdOf(caller.principal),
      apiKeyId: apiKeyIdOf(caller.principal),
      visitorId: visitorIdOf(caller.principal),
      title,
      channel,
      createdAt: at,
      updatedAt: at,
    };
    store.atOnce(() => {
      store.insert(row);
      record(CONVERSATION_STARTED, row.id);
    });
    return { ...row, chatbotName: bot.name, messageCount: 0, waitingSince: null };
  }

  /** Part of the transaction of what it tells. */
  function record(kind: typeof CONVERSATION_STARTED | typeof PERSON_ASKED, id: HeldId): void {
    const about = store.about(id);
    if (about !== null) events.record(kind, about);
  }

  const begin = createExchange({
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
  });

  return {
    list(
      caller: Caller,
      input: Page & {
        chatbotId?: string | undefined;
        mine?: boolean | undefined;
        waiting?: boolean | undefined;
      },
    ) {
      return store.list(narrowScope(caller.scope, input.clientId), {
        limit: input.limit,
        cursor: input.cursor,
        chatbotId: input.chatbotId,
        userId: input.mine ? userIdOf(caller.principal) : undefined,
        waiting: input.waiting,
      });
    },

    search(
      caller: Caller,
      input: Page & { q: string; chatbotId?: string | undefined; mine?: boolean | undefined },
    ) {
      return store.search(narrowScope(caller.scope, input.clientId), {
        q: input.q,
        chatbotId: input.chatbotId,
        userId: input.mine ? userIdOf(caller.principal) : undefined,
        limit: input.limit,
        cursor: input.cursor,
      });
    },

    create: (caller: Caller, input: { chatbotId: string; title?: string | undefined }): Conversation =>
      open(caller, botOf(caller, input.chatbotId), input.title ?? '', usualChannel(caller.principal)),

    get(caller: Caller, id: string): Held<Conversation> & { messages: Held<Message>[] } {
      const conversation = get(caller, id);
      return { ...conversation, messages: store.messages(conversation.id) };
    },

    rename(caller: Caller, id: string, title: string): Conversation {
      const conversation = get(caller, id);
      store.update(conversation.id, { title });
      announce(conversation);
      return { ...conversation, title };
    },

    remove(caller: Caller, id: string): void {
      const conversation = get(caller, id);
      for (const message of store.messages(conversation.id)) live.stop(message.id);
      store.remove(conversation.id);
      announce(conversation);
    },

    unanswered: (
      caller: Caller,
      input: Page & { chatbotId?: string | undefined; ownTests?: boolean | undefined },
    ) =>
      store.unanswered(narrowScope(caller.scope, input.clientId), {
        chatbotId: input.chatbotId,
        ownTests: input.ownTests,
        limit: input.limit,
        cursor: input.cursor,
      }),

    /** How many questions were set aside, or taken up again; those out of reach read as absent. */
    dismiss(caller: Pick<Caller, 'scope'>, messageIds: readonly string[], dismissed: boolean): number {
      const changed = store.dismiss(caller.scope, messageIds, dismissed ? now() : null);
      for (const { clientId, conversationId } of changed) announce({ clientId, id: conversationId });
      return changed.length;
    },

    waiting: (caller: Caller, clientId: string | undefined) =>
      store.waiting(narrowScope(caller.scope, clientId)),

    /** Throws `resource.not_found`. */
    seeTo(caller: Caller, id: string, seenTo: boolean): Conversation {
      const conversation = get(caller, id);
      store.atOnce(() => {
        store.update(conversation.id, { personHandledAt: seenTo ? now() : null });
        const about = store.about(conversation.id);
        if (about !== null)
          events.record(PERSON_HANDLED, { ...about, payload: { ...about.payload, seenTo } });
      });
      return get(caller, id);
    },

    /**
     * Whoever asks left word for a person: in their conversation, or in one that is opened for it, so that the office
     * finds it where it looks. Throws `resource.not_found`.
     * @param alongside part of the transaction
     */
    leaveWord(
      caller: Caller,
      {
        chatbotId,
        conversationId,
        words,
      }: { chatbotId: string; conversationId: string | null; words: string },
      alongside: (conversationId: HeldId) => void,
    ): void {
      const bot = botOf(caller, chatbotId);
      const title = words === '' ? wording[bot.language].person.title : titleFrom(words);
      store.atOnce(() => {
        const found =
          conversationId === null ? open(caller, bot, title, 'widget') : get(caller, conversationId);
        store.use({ id: found.id, updatedAt: now(), asksForPerson: true });
        record(PERSON_ASKED, found.id);
        alongside(found.id);
      });
    },

    /** Throws `resource.not_found` for a bot or conversation out of reach, `model.not_chat` for a wrong model. */
    prepare: (caller: Caller, chatbotId: string): void => models.prepare(botOf(caller, chatbotId)),

    chat(caller: Caller, input: ChatInput, circumstances: Circumstances = {}): LiveAnswer {
      const bot = botOf(caller, input.chatbotId);
      const existing = input.conversationId === undefined ? null : goOnWith(caller, input.conversationId);
      if (existing && existing.chatbotId !== bot.id) {
        throw new FoyerError('resource.not_found', 'The conversation is with another chatbot');
      }
      return begin({
        bot,
        question: input.message,
        history: existing ? turnsOf(store.messages(existing.id)) : [],
        modelId: input.modelId,
        conversationOf: () =>
          existing ??
          open(
            caller,
            bot,
            titleFrom(input.message),
            circumstances.channel ?? input.channel ?? usualChannel(caller.principal),
          ),
        answersAgain: null,
        circumstances,
        wishes: { asTyped: input.asTyped },
      });
    },

    /**
     * Answers the last of the given turns. Programs send the whole conversation each time: one that goes on is
     * stored with what it goes on from. Throws `resource.not_found`, `request.invalid` when no question comes last.
     */
    complete(
      caller: Caller,
      { chatbotId, turns, ...wishes }: CompletionInput,
      circumstances: Circumstances = {},
    ): LiveAnswer {
      const bot = botOf(caller, chatbotId);
      const last = turns.at(-1);
      const question = last?.content.trim() ?? '';
      if (last?.role !== 'user' || question === '') {
        throw new FoyerError('request.invalid', 'turns: the last one must be a question of the user', {
          details: { field: 'turns' },
        });
      }
      const before = turns.slice(0, -1).filter(turn => turn.content.trim() !== '');
      return begin({
        bot,
        question,
        history: before.slice(-HISTORY_MESSAGES),
        modelId: undefined,
        conversationOf: () =>
          continued(caller, bot, before) ?? open(caller, bot, titleFrom(question), 'openai'),
        answersAgain: null,
        wishes,
        circumstances,
      });
    },

    regenerate(
      caller: Caller,
      id: string,
      { modelId, asTyped }: { modelId?: string | undefined; asTyped?: boolean | undefined },
      circumstances: Circumstances = {},
    ): LiveAnswer {
      const conversation = goOnWith(caller, id);
      const bot = botOf(caller, conversation.chatbotId);
      const messages = store.messages(conversation.id);
      const lastQuestion = messages.findLastIndex(({ sender }) => isAsker(sender));
      const question = messages[lastQuestion];
      if (!question) throw new FoyerError('resource.not_found', 'No question to answer again');
      requireAnswering(bot.clientId);
      return begin({
        bot,
        question: question.content,
        history: turnsOf(messages.slice(0, lastQuestion)),
        modelId,
        conversationOf: () => conversation,
        answersAgain: question.id,
        inPlaceOf: messages.slice(lastQuestion + 1).map(message => message.id),
        circumstances,
        wishes: { asTyped },
      });
    },

    follow(caller: Caller, messageId: string): LiveAnswer | Message {
      const message = messageOf(caller, messageId);
      return live.get(messageId) ?? message;
    },

    /** The answer while it is under way; null once it has ended. For who was let in to its message. */
    underWay: (messageId: string): LiveAnswer | null => live.get(messageId),

    /** Whether a message is still within reach, or gone: what is deleted is no one's loss of rights. */
    reaches: (scope: ClientScope, messageId: string): boolean => !store.isOutOfReach(scope, messageId),

    stop(caller: Caller, messageId: string): void {
      messageOf(caller, messageId);
      live.stop(messageId);
    },

    /** One message of a conversation within reach; throws `resource.not_found`. */
    messageOf,
  };

  /** The stored conversation of this caller that the given turns are, if they are one. */
  function continued(
    caller: Caller,
    bot: ChatbotRow,
    before: readonly ChatTurn[],
  ): Held<Conversation> | null {
    const answer = before.at(-1);
    if (answer?.role !== 'assistant') return null;
    const id = store.continuing({
      chatbotId: bot.id,
      userId: userIdOf(caller.principal),
      apiKeyId: apiKeyIdOf(caller.principal),
      answer: answer.content,
      messageCount: before.length,
    });
    return id === null ? null : store.get(caller.scope, id);
  }

  function messageOf(caller: Caller, messageId: string): Held<Message> {
    const message = store.message(caller.scope, messageId);
    if (!message) throw new FoyerError('resource.not_found', `No message ${messageId}`);
    return message;
  }
}

function usualChannel({ kind }: Principal): Conversation['channel'] {
  return kind === 'key' ? 'api' : 'app';
}

function turnsOf(messages: readonly Message[]): ChatTurn[] {
  return (
    messages
      // What Foyer tells of the conversation is said to nobody.
      .filter(({ content, sender }) => content !== '' && sender.kind !== 'system')
      .slice(-HISTORY_MESSAGES)
      .map(({ content, sender }) => ({ role: isAsker(sender) ? 'user' : 'assistant', content }))
  );
}
