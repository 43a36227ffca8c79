import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { field, send } from './door-support.ts';
import { until } from '../support/until.ts';
import { addModel, addSample, setNetwork, startPublicServer, type PublicServer } from './public-support.ts';

const QUESTION = 'Quels sont les délais de livraison ?';
const request = { model: 'bot:Accueil', messages: [{ role: 'user' as const, content: QUESTION }] };

let server: PublicServer;
let model: StandIn;
let openai: OpenAI;
beforeAll(async () => {
  [server, model] = await Promise.all([startPublicServer(), startOpenAiStandIn()]);
  await addSample(server);
  const { headers } = server;
  const bot = await send(server.address, `/api/chatbots/${server.chatbotId}`, { headers });
  const made = await send(server.address, '/api/keys', {
    method: 'POST',
    headers,
    json: { clientId: field(bot.json, 'clientId'), name: 'Programme', scopes: ['chat'] },
  });
  const apiKey = String(field(made.json, 'key'));
  openai = new OpenAI({ apiKey, baseURL: `http://127.0.0.1:${server.publicPort}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await server.close();
  await model.close();
});

it('answers programs of the local network through the listener of visitors', async () => {
  expect((await openai.models.list()).data.map(({ id }) => id)).toEqual(['bot:Accueil']);
  const answer = await openai.chat.completions.create(request);
  expect(answer.choices[0]?.message.content).toMatch(/\[1\]/);
});

it('keeps programs in line with visitors: beyond what may wait they are told when to come back', async () => {
  await addModel(server, model, { name: 'Lent' });
  await setNetwork(server, { answersAtOnce: 1, waitingAtMost: 0 });
  model.setBehaviour('hang');
  const before = model.requests.length;
  const first = openai.chat.completions.create({ ...request, stream: true });
  await until(async () => model.requests.length > before);
  const refusal = await openai.chat.completions.create(request).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(OpenAI.APIError);
  const { status, code, headers } = refusal as InstanceType<typeof OpenAI.APIError>;
  expect([status, code]).toEqual([503, 'answers.busy']);
  expect(Number(headers?.get('retry-after'))).toBeGreaterThan(0);
  model.release();
  let text = '';
  for await (const chunk of await first) text += chunk.choices[0]?.delta.content ?? '';
  expect(text).not.toBe('');
  model.setBehaviour('normal');
  await expect.poll(async () => await statusOf(openai), { timeout: 10_000 }).toBe(200);
});

async function statusOf(client: OpenAI): Promise<number> {
  return await client.chat.completions
    .create(request)
    .asResponse()
    .then(
      response => response.status,
      (error: unknown) => (error instanceof OpenAI.APIError ? (error.status ?? 0) : 0),
    );
}
