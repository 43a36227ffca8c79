import { afterEach, beforeEach, expect, it } from 'vitest';
import { startOneAtATime } from '../../../../tests/support/one-at-a-time.ts';
import { startOpenAiStandIn, type StandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';

let foyer: TemporaryApp;
let server: StandIn;
let door: Awaited<ReturnType<typeof startOneAtATime>>;
let modelId: string;
let chatbotId: string;

beforeEach(async () => {
  server = await startOpenAiStandIn({
    models: [{ name: 'm', bytes: 1, purpose: 'chat', contextTokens: 32_768 }],
    reply: ({ turns }) => (isQuestion(turns.at(-1)?.content) ? 'Quatre jours ouvrés [1].' : 'Oui.'),
  });
  door = await startOneAtATime(server.url);
  foyer = await startTemporaryApp();
  const model = { provider: 'openai', url: `${door.url}/v1`, model: 'm', name: 'Petit' } as const;
  ({ id: modelId } = await foyer.client.models.create(model));
  ({ id: chatbotId } = await foyer.client.chatbots.create({ name: 'RH', modelId }));
  await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
  await untilRead(foyer.client, chatbotId);
}, 60_000);
afterEach(async () => {
  await foyer.close();
  await door.close();
  await server.close();
});

const isQuestion = (text: string | undefined) => text?.includes('mariage') === true;
const asked = () => server.requests.filter(({ path }) => path.endsWith('/chat/completions'));

async function answer() {
  for await (const event of await foyer.client.conversations.chat({ chatbotId, message: QUESTION }))
    if (event.type === 'finished') return event.message;
  throw new Error('The answer did not finish');
}

it('a measure under way ends for a question, which does not wait for it, and is made once that is answered', async () => {
  server.setBehaviour('hang', { times: 1 }); // the measure alone would keep the server for ever
  const measured = foyer.client.models.test({ id: modelId });
  const first = await server.waitForRequest(({ path }) => path.endsWith('/chat/completions'));
  const { provider, content } = await answer();
  expect({ provider, content }).toMatchObject({ provider: 'openai', content: 'Quatre jours ouvrés [1].' });
  expect(await first.ended).toBe('left');
  expect(await measured).toMatchObject({ ok: true, reply: 'Oui.' });
  expect(asked().map(({ body }) => isQuestion(JSON.stringify(body)))).toEqual([false, true, false]);
});

it('a measure that is asked for while a question is answered waits for its end', async () => {
  await foyer.client.models.update({ id: modelId, url: `${server.url}/v1` }); // it takes all at once
  server.setBehaviour('stall', { times: 1 });
  const answered = answer();
  await server.waitForRequest(({ path }) => path.endsWith('/chat/completions'));
  const measured = foyer.client.models.test({ id: modelId });
  await foyer.client.models.offered({ provider: 'openai', url: server.url }); // sent after the measure would have been
  expect(asked()).toHaveLength(1);
  server.release();
  await answered;
  expect((await measured).ok).toBe(true);
});
