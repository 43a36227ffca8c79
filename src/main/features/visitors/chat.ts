import type { VisitorEvent } from '#shared/contract/visitor.ts';
import { FoyerError } from '#shared/errors.ts';
import { asFreshAnswer } from '#shared/lib/visitor-views.ts';
import type { RequestContext, VisitorPrincipal } from '#main/features/access/principal.ts';
import type { Caller, ConversationService, LiveAnswer } from '#main/features/conversations/index.ts';
import type { ModelService } from '#main/features/models/index.ts';
import type { ServedWidget } from '#main/features/widgets/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import { queueIsFull, untilTurn, type FairQueue, type Lane, type Turn } from '#main/platform/fair-queue.ts';
import { behaviourOf, limitsOf, type Admission } from './admission.ts';
import { limitReached, type VisitorLimits } from './limits.ts';
import type { VisitorStore } from './store.ts';
import { asFilePart } from './views.ts';
import { followedBy, type Guard } from './streams.ts';

const DAY_MS = 86_400_000;

type Dependencies = {
  store: VisitorStore;
  admission: Admission;
  limits: VisitorLimits;
  queue: FairQueue;
  guard: Guard;
  conversations: ConversationService;
  models: Pick<ModelService, 'chain'>;
  answersAtOncePerLocalModel: () => number;
  clock: Clock;
};

/** A visitor, what they reach, and where their request came in. */
export type VisitorCaller = Caller & {
  principal: VisitorPrincipal;
  visit: NonNullable<RequestContext['visit']>;
  address: string | null;
};

type Question = {
  conversationId?: string | undefined;
  message: string;
  clientMessageId: string;
  attachmentIds?: string[] | undefined;
};

type Begun = { answer: LiveAnswer; conversationId: string };

type Stream = AsyncGenerator<VisitorEvent, void, void>;

export type VisitorChat = ReturnType<typeof createVisitorChat>;

/** Visitors' questions: counted, queued, and then answered as everybody's are. */
export function createVisitorChat(dependencies: Dependencies) {
  const { store, admission, limits, queue, guard, conversations, models, clock } = dependencies;
  const turns = new Map<string, Turn>();

  function count(caller: VisitorCaller, served: ServedWidget): void {
    const most = limitsOf(served);
    const words = behaviourOf(served).limitMessages;
    const now = clock.now().getTime();
    const since = new Date(now - DAY_MS);
    const until = new Date(now + DAY_MS);
    const today = store.questionsBetween(
      caller.principal.visitorId,
      since.toISOString(),
      until.toISOString(),
    );
    if (today.count >= most.visitorPerDay) {
      const wait =
        today.first === null ? DAY_MS : Math.min(DAY_MS, Date.parse(today.first) - since.getTime());
      throw limitReached('visitor', words.visitor, wait);
    }
    const { visitorId, chatbotId } = caller.principal;
    limits.take([
      { name: 'visitor', key: visitorId, most: most.visitorPerMinute, words: words.visitor },
      { name: 'widget', key: chatbotId, most: most.widgetPerMinute, words: words.widget },
      // Each widget has its own idea of an office: counted for this widget and this address together.
      {
        name: 'address',
        key: `${chatbotId} ${caller.address ?? ''}`,
        most: most.addressPerMinute,
        words: words.address,
      },
    ]);
  }

  /** A model on a machine of one's own has so much room; one of a provider has its own queue. */
  function laneOf({ bot }: ServedWidget): Lane | null {
    const [first, ...others] = models.chain(bot, undefined);
    if (first.modelId === null || first.chat.provider !== 'ollama') return null;
    const servers = 1 + others.filter(({ modelId }) => modelId === first.modelId).length;
    return { name: first.modelId, atOnce: servers * dependencies.answersAtOncePerLocalModel() };
  }

  function follow(caller: VisitorCaller, messageId: string, left: AbortSignal | undefined): Stream {
    const message = conversations.messageOf(caller, messageId);
    const answer = conversations.underWay(messageId);
    if (answer === null) return finished(message);
    return stream(caller, { answer, conversationId: message.conversationId }, left);
  }

  function stream(caller: VisitorCaller, begun: Begun, left: AbortSignal | undefined): Stream {
    const watch = guard.watch(() => admission.isStillAdmitted(caller.principal));
    return followedBy({ ...begun, turn: turns.get(begun.answer.messageId) }, watch, left);
  }

  function begin(caller: VisitorCaller, question: Question, served: ServedWidget, turn: Turn): Begun {
    const { visitorId, chatbotId } = caller.principal;
    const files = store.unsent(visitorId, question.attachmentIds ?? []);
    if (files.length !== (question.attachmentIds?.length ?? 0)) {
      throw new FoyerError('resource.not_found', 'A file is not there, or was sent before');
    }
    count(caller, served);
    let conversationId = '';
    const answer = conversations.chat(
      caller,
      { chatbotId, conversationId: question.conversationId, message: question.message },
      {
        channel: 'widget',
        clientMessageId: question.clientMessageId,
        files: files.map(asFilePart),
        onStored(stored) {
          ({ conversationId } = stored);
          store.send(
            files.map(file => file.id),
            { conversationId: stored.conversationId, messageId: stored.questionId },
          );
        },
        enclosed: id => store.passagesOf(id),
        turn: signal => untilTurn(turn, signal),
        onEnded: () => {
          turn.leave();
          turns.delete(answer.messageId);
        },
      },
    );
    turns.set(answer.messageId, turn);
    return { answer, conversationId };
  }

  return {
    /**
     * Throws before anything is stored: `resource.not_found`, `visitor.limit_reached`, `answers.busy`. The same
     * `clientMessageId` again follows the one answer there is, whatever else the question says.
     */
    chat(caller: VisitorCaller, question: Question, left: AbortSignal | undefined): Stream {
      const served = admission.widgetOf(caller.principal);
      const known = store.answerTo(caller.principal.visitorId, question.clientMessageId);
      if (known !== null) return follow(caller, known, left);
      if (question.conversationId !== undefined) conversations.get(caller, question.conversationId);
      const turn = queue.enter(caller.principal.visitorId, laneOf(served));
      if (turn === null) throw queueIsFull(queue);
      try {
        return stream(caller, begin(caller, question, served, turn), left);
      } catch (error) {
        turn.leave();
        throw error;
      }
    },

    follow,

    stop: (caller: VisitorCaller, messageId: string): void => conversations.stop(caller, messageId),
  };
}

async function* finished(message: Parameters<typeof asFreshAnswer>[0]): Stream {
  yield { type: 'finished', message: asFreshAnswer(message) };
}
