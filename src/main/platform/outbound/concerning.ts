import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<{ chatbotId: string }>();

/** Runs `work`, and everything it awaits, for a chatbot: the connections that it opens are told with its id. */
export function forChatbot<Result>(chatbotId: string, work: () => Result): Result {
  return current.run({ chatbotId }, work);
}

/** The chatbot that is worked for now, or null. */
export function chatbotConcerned(): string | null {
  return current.getStore()?.chatbotId ?? null;
}
