import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Conversation } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { createAnswerRuns, type AnswerRuns } from './answer-runs.ts';
import { isUnderWay, withLiveAnswer, type LiveAnswer } from './live-answer.ts';

const runsOfWindow = new WeakMap<QueryClient, AnswerRuns>();

/** The answers of this window; one set for all pages. */
function answerRunsFor(queries: QueryClient): AnswerRuns {
  const known = runsOfWindow.get(queries);
  if (known) return known;
  const created = createAnswerRuns({
    follow: messageId => client.conversations.follow({ messageId }),
    stop: messageId => client.conversations.stop({ messageId }),
    codeOf: error => {
      const problem = problemOf(error);
      // A window that locks only stops listening: the answer goes on, and is joined again once it is open.
      if (problem === 'proxy.too_large') return 'request.too_large';
      return problem === 'connection.lost' || problem === 'auth.locked' ? null : problem;
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: orpc.conversations.key() }),
    wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
    now: () => Date.now(),
  });
  runsOfWindow.set(queries, created);
  return created;
}

type Given = {
  /** Null for a conversation that does not exist yet. */
  conversationId: string | null;
  chatbotId: string | null;
  /** Told when the first question has opened the conversation. */
  onOpened: (conversationId: string) => void;
};

/** How a question is answered again. */
export type Wishes = {
  /** Its words are searched as they are typed. */
  asTyped?: boolean;
};

export type ConversationState = {
  messages: readonly Message[];
  answer: LiveAnswer | null;
  /** True from the question until the last word. */
  busy: boolean;
  saved: Conversation | undefined;
  error: unknown;
  loading: boolean;
  ask: (question: string, modelId?: string) => void;
  regenerate: (modelId?: string, wishes?: Wishes) => void;
  stop: () => void;
  /** Forgets a question that was not taken. */
  dismissRefusal: () => void;
  reload: () => void;
};

/** One conversation: what is saved, the answer under way, and what can be done. */
export function useConversation({ conversationId, chatbotId, onOpened }: Given): ConversationState {
  const queries = useQueryClient();
  const runs = answerRunsFor(queries);
  const key = conversationId ?? `new:${chatbotId ?? ''}`;
  const answer = useSyncExternalStore(
    runs.subscribe,
    useCallback(() => runs.get(key), [runs, key]),
  );
  const query = useQuery(
    orpc.conversations.get.queryOptions({
      input: { id: conversationId ?? '' },
      enabled: conversationId !== null,
    }),
  );
  const saved = query.data;
  const savedMessages = saved?.messages;
  const messages = useMemo(() => withLiveAnswer(savedMessages ?? [], answer), [savedMessages, answer]);

  // An answer that was under way when this page opened (a reload, another window) is joined.
  const unfinished = savedMessages?.findLast(message => message.status === 'streaming')?.id;
  useEffect(() => {
    if (conversationId !== null && unfinished !== undefined) void runs.join(conversationId, unfinished);
  }, [runs, conversationId, unfinished, query.dataUpdatedAt]);

  return {
    messages,
    answer,
    busy: answer !== null && isUnderWay(answer),
    saved,
    error: query.error,
    loading: conversationId !== null && query.isPending && answer === null,
    ask(question, modelId) {
      if (chatbotId === null) return;
      const input = {
        chatbotId,
        message: question,
        channel: 'app' as const,
        ...(conversationId === null ? {} : { conversationId }),
        ...(modelId === undefined ? {} : { modelId }),
      };
      const open = () => client.conversations.chat(input);
      void runs.ask({ key, conversationId, question, open, onOpened });
    },
    regenerate(modelId, wishes = {}) {
      if (conversationId === null) return;
      const input = { id: conversationId, ...(modelId === undefined ? {} : { modelId }), ...wishes };
      const open = () => client.conversations.regenerate(input);
      void runs.ask({ key, conversationId, question: null, open });
    },
    stop: () => void runs.stop(key),
    dismissRefusal: () => runs.dismiss(key),
    reload: () => void query.refetch(),
  };
}
