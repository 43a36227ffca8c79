import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createBot,
  errorCode,
  field,
  send,
  signInAsOwner,
  startTestServer,
  type Answer,
  type TestServer,
} from './door-support.ts';

let server: TestServer;
let headers: { authorization: string };
let bot: string;
let clientId: string;
beforeAll(async () => {
  server = await startTestServer();
  headers = await signInAsOwner(server);
  bot = await createBot(server.address, headers);
  clientId = String(
    field((await send(server.address, `/api/chatbots/${bot}`, { headers })).json, 'clientId'),
  );
});
afterAll(() => server.close());

let lastKey = 0;
const newKey = () => ({ 'idempotency-key': `demande-${(lastKey += 1)}` });

const post = (path: string, json: unknown, more: Record<string, string>) =>
  send(server.address, path, { method: 'POST', headers: { ...headers, ...more }, json });

async function countOf(path: string): Promise<number> {
  const { json } = await send(server.address, path, { headers });
  const list = Array.isArray(json) ? json : field(json, 'items');
  return Array.isArray(list) ? list.length : -1;
}

const creations = [
  { path: '/api/chatbots', list: '/api/chatbots', body: () => ({ name: 'Une fois' }) },
  { path: '/api/clients', list: '/api/clients', body: () => ({ name: 'Une fois' }) },
  { path: '/api/conversations', list: '/api/conversations', body: () => ({ chatbotId: bot, title: 'x' }) },
  { path: '/api/llm', list: '/api/llm', body: () => ({ name: 'm', provider: 'ollama', model: 'm' }) },
  {
    path: '/api/keys',
    list: '/api/keys',
    body: () => ({ clientId, name: 'Une fois', scopes: ['chat'] }),
  },
];

describe.each(creations)('POST $path with an Idempotency-Key', ({ path, list, body }) => {
  it('is done once, however often and at whatever time it is asked', async () => {
    const before = await countOf(list);
    const key = newKey();
    const together = await Promise.all([1, 2, 3].map(() => post(path, body(), key)));
    const later = await post(path, body(), key);
    const answers = [...together, later];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(later.headers.get('idempotency-replayed')).toBe('true');
    expect(await countOf(list)).toBe(before + 1);

    const other = await post(path, { ...body(), name: 'Autre chose', title: 'Autre' }, key);
    expect([other.status, errorCode(other)]).toEqual([422, 'request.key_reused']);
    expect(await countOf(list)).toBe(before + 1);
  });
});

describe('an Idempotency-Key', () => {
  it('is the same on the wire of the page', async () => {
    const key = newKey();
    const rest = await post('/api/chatbots', { name: 'Deux fils' }, key);
    const rpc = await post('/rpc/chatbots/create', { json: { name: 'Deux fils' } }, key);
    expect(field(field(rpc.json, 'json'), 'id')).toBe(field(rest.json, 'id'));
  });

  it('of a wrong form is refused before anything is made', async () => {
    const before = await countOf('/api/chatbots');
    for (const key of ['avec espace', 'x'.repeat(256)]) {
      const answer = await post('/api/chatbots', { name: 'x' }, { 'idempotency-key': key });
      expect([answer.status, errorCode(answer)]).toEqual([400, 'request.invalid']);
      expect(field(field(field(answer.json, 'error'), 'details'), 'field')).toBe('Idempotency-Key');
    }
    expect(await countOf('/api/chatbots')).toBe(before);
  });

  it('of a request that was refused can be used for the corrected one', async () => {
    const key = newKey();
    expect((await post('/api/chatbots', { name: '' }, key)).status).toBe(400);
    expect((await post('/api/chatbots', { name: 'Corrigé' }, key)).status).toBe(201);
  });

  it('gives nothing to those who may not ask', async () => {
    const key = newKey();
    const made = await post('/api/chatbots', { name: 'À moi' }, key);
    const stranger = await post('/api/chatbots', { name: 'À moi' }, { ...key, authorization: '' });
    expect([made.status, stranger.status]).toEqual([201, 401]);
  });
});

describe('an upload with an Idempotency-Key', () => {
  const upload = (text: string, key: Record<string, string>): Promise<Answer> => {
    const form = new FormData();
    form.append('chatbotId', bot);
    form.append('file', new File([text], 'note.txt'));
    form.append('file', new File(['La même pour tous.'], 'autre.txt'));
    return send(server.address, '/api/documents', {
      method: 'POST',
      headers: { ...headers, ...key },
      body: form,
    });
  };

  it('is stored once, and another one under its key is refused and not stored', async () => {
    const key = newKey();
    const [first, second] = await Promise.all([upload('Premier texte', key), upload('Premier texte', key)]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect(await countOf('/api/documents')).toBe(2);
    const other = await upload('Un tout autre texte', key);
    expect([other.status, errorCode(other)]).toEqual([422, 'request.key_reused']);
    expect(await countOf('/api/documents')).toBe(2);
  });
});
