import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { startOpenAiStandIn, type StandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';

let foyer: TemporaryApp;
let server: StandIn;
let chatbotId: string;
let begun: PromiseWithResolvers<{ conversationId: string; messageId: string }>;

beforeEach(async () => {
  begun = Promise.withResolvers();
  server = await startOpenAiStandIn({
    models: [{ name: 'm:cloud', bytes: 1, purpose: 'chat', contextTokens: 32_768 }],
    reply: () => 'Combien de jours de congé pour un décès ?',
  });
  foyer = await startTemporaryApp();
  // What is outside is asked to reword at once: its time is not planned with.
  const model = { provider: 'openai', url: server.url, model: 'm:cloud', name: 'Nuage' } as const;
  await foyer.client.models.create(model);
  ({ id: chatbotId } = await foyer.client.chatbots.create({ name: 'RH' }));
  await foyer.client.cloud.allow({ id: chatbotId, host: 'ollama.com' });
  await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(foyer.client, chatbotId);
});
afterEach(async () => {
  await foyer.close();
  await server.close();
});

async function ask(message: string, conversationId?: string): Promise<Message> {
  const asked = { chatbotId, message, ...(conversationId === undefined ? {} : { conversationId }) };
  for await (const event of await foyer.client.conversations.chat(asked)) {
    if (event.type === 'finished') return event.message;
    if (event.type === 'started') begun.resolve(event);
  }
  throw new Error('The answer did not finish');
}
const kept = async (conversationId: string, messageId: string) => {
  const { messages } = await foyer.client.conversations.get({ id: conversationId });
  return messages
    .find(({ id }) => id === messageId)
    ?.attempts.map(({ name, purpose, outcome }) => [name, purpose, outcome]);
};

it('what came of rewording a follow-up is kept with its answer, before what came of the answer', async () => {
  await ask('Combien de jours de congé pour un mariage ?');
  const { conversationId } = await begun.promise;
  const { id } = await ask('Et pour un décès ?', conversationId);
  expect(await kept(conversationId, id)).toEqual([
    ['Nuage', 'rewording', 'answered'],
    ['Nuage', 'answer', 'answered'],
  ]);
});

it('a follow-up that is stopped while it is reworded keeps that its model was asked', async () => {
  await ask('Combien de jours de congé pour un mariage ?');
  const { conversationId } = await begun.promise;
  begun = Promise.withResolvers();
  server.setBehaviour('hang', { times: 1 });
  const before = server.requests.length;
  const answered = ask('Et pour un décès ?', conversationId);
  const { messageId } = await begun.promise;
  await expect.poll(() => server.requests.length).toBeGreaterThan(before);
  await foyer.client.conversations.stop({ messageId });
  await answered.catch(() => null);
  expect(await kept(conversationId, messageId)).toEqual([['Nuage', 'rewording', 'stopped']]);
});
