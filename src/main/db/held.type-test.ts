// Checked by the compiler, never run: each `@ts-expect-error` fails the type check when the line below it compiles.
import type { createChatbotStore } from '#main/features/chatbots/store.ts';
import type { createConversationStore } from '#main/features/conversations/store.ts';
import type { createDocumentStore } from '#main/features/documents/store.ts';
import { newId } from '#main/platform/new-id.ts';
import type { ClientScope } from './client-scope.ts';

declare const chatbots: ReturnType<typeof createChatbotStore>;
declare const conversations: ReturnType<typeof createConversationStore>;
declare const documents: ReturnType<typeof createDocumentStore>;
declare const scope: ClientScope;
declare const id: string;

export function taken(): void {
  conversations.remove(newId());
  const document = documents.get(scope, id);
  const chatbot = chatbots.get(scope, id);
  if (document && chatbot) documents.addLinks(document.id, [chatbot.id]);
  const message = conversations.message(scope, id);
  if (message) conversations.messages(message.conversationId);
}

export function refused(): void {
  // @ts-expect-error an id from outside is not held
  conversations.remove(id);

  // @ts-expect-error a client from outside is none either
  chatbots.list(id);

  // @ts-expect-error a row is not held because it looks like one
  documents.remove({ id, clientId: id });

  // @ts-expect-error a row is written for whom it was looked at
  chatbots.copyLinks(newId(), id);

  // @ts-expect-error one held id among others from outside
  documents.some([newId(), id]);
}
