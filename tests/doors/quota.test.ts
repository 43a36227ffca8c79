import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localContext } from '../support/temporary-app.ts';
import { send, startTestServer, type TestServer } from './door-support.ts';

let server: TestServer;
let key: string;
let botId: string;

beforeAll(async () => {
  server = await startTestServer();
  const local = server.app.client(localContext(server.app));
  const [office] = await local.clients.list({});
  const clientId = office?.id ?? '';
  ({ id: botId } = await local.chatbots.create({ name: 'RH' }));
  ({ key } = await local.keys.create({ clientId, name: 'Programme', scopes: ['chat'] }));
  await local.usage.setQuota({ id: clientId, requests: 0, whenReached: 'stop' });
});
afterAll(async () => {
  await server.close();
});

it('a quota that is used up is told to programs as theirs do it, with when it ends', async () => {
  const openai = new OpenAI({ apiKey: key, baseURL: `${server.address}/v1`, maxRetries: 0 });
  const asked = openai.chat.completions.create({
    model: 'bot:RH',
    messages: [{ role: 'user', content: 'Et ?' }],
  });
  const refused = await asked.then(
    () => null,
    (error: unknown) => error as InstanceType<typeof OpenAI.APIError>,
  );
  expect(refused).toMatchObject({ status: 429, code: 'insufficient_quota', type: 'insufficient_quota' });
  expect(refused?.message).toMatch(/quota of requests is used up\. Answers go on from \d{4}-\d{2}-01/);
  expect(Number(refused?.headers?.get('retry-after'))).toBeGreaterThan(0);
});

it('a quota that is used up is told over REST in the language of whoever asks', async () => {
  const { status, json, headers } = await send(server.address, '/api/conversations/chat', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'accept-language': 'fr' },
    json: { chatbotId: botId, message: 'Et ?' },
  });
  expect(status).toBe(429);
  expect(json).toMatchObject({
    error: {
      code: 'client.quota_reached',
      message: expect.stringMatching(
        /^Le quota du mois est atteint\. .+ Les réponses reprennent le 1 \S+ \d{4}\.$/,
      ) as string,
      details: { kind: 'requests', until: expect.stringMatching(/-01$/) as string },
    },
  });
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});
