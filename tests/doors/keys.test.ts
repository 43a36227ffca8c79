import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyScope } from '#shared/contract/route.ts';
import {
  createBot,
  errorCode,
  field,
  send,
  sendRaw,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let headers: { authorization: string };
let clientId: string;
let bot: string;
beforeAll(async () => {
  process.env.FOYER_LOG_LEVEL = 'trace'; // what must not be in the log is not there at any level
  server = await startTestServer();
  delete process.env.FOYER_LOG_LEVEL;
  headers = await signInAsOwner(server);
  bot = await createBot(server.address, headers);
  clientId = String(field((await get(`/api/chatbots/${bot}`)).json, 'clientId'));
});
afterAll(() => server.close());

const get = (path: string, by = headers) => send(server.address, path, { headers: by });
const post = (path: string, json: unknown, by = headers) =>
  send(server.address, path, { method: 'POST', headers: by, json });

async function makeKey(scopes: KeyScope[], input: object = {}) {
  const made = await post('/api/keys', { clientId, name: 'Essai', scopes, ...input });
  expect(made.status).toBe(201);
  const key = String(field(made.json, 'key'));
  return { id: String(field(made.json, 'id')), key, headers: { authorization: `Bearer ${key}` } };
}

describe('a program with a key', () => {
  it('does what its scopes allow, within its client, and nothing else', async () => {
    const other = await post('/api/clients', { name: 'Voisin' });
    const foreignBot = await post('/api/chatbots', { name: 'Loin', clientId: field(other.json, 'id') });
    const foreignId = String(field(foreignBot.json, 'id'));
    const reading = await makeKey(['read']);
    const seen = (await get('/api/chatbots', reading.headers)).json;
    expect(Array.isArray(seen) && seen.map(one => field(one, 'id'))).toEqual([bot]);
    expect((await get(`/api/chatbots/${foreignId}`, reading.headers)).status).toBe(404);
    const clients = (await get('/api/clients', reading.headers)).json;
    expect(Array.isArray(clients) && clients.map(one => field(one, 'id'))).toEqual([clientId]);

    const refused = await post('/api/chatbots', { name: 'Neuf' }, reading.headers);
    expect([refused.status, errorCode(refused)]).toEqual([403, 'auth.forbidden']);
    const writing = await makeKey(['write']);
    const created = await post('/api/chatbots', { name: 'Neuf' }, writing.headers);
    expect([created.status, field(created.json, 'clientId')]).toEqual([201, clientId]);
    for (const path of ['/api/keys', '/api/system/info', '/api/auth/me', '/api/llm'])
      expect((await get(path, writing.headers)).status, path).toBe(403);
  });

  it('that chats keeps to its own conversations', async () => {
    const [one, two] = [await makeKey(['chat']), await makeKey(['chat'])];
    const opened = await post('/api/conversations', { chatbotId: bot }, one.headers);
    expect(opened.status).toBe(201);
    const id = String(field(opened.json, 'id'));
    expect((await get(`/api/conversations/${id}`, one.headers)).status).toBe(200);
    expect((await get(`/api/conversations/${id}`, two.headers)).status).toBe(404);
    expect((await get(`/api/conversations/${id}`, (await makeKey(['read'])).headers)).status).toBe(200);
  });

  it('is refused from the moment its key is revoked, by name', async () => {
    const { id, headers: mine } = await makeKey(['read']);
    expect((await get('/api/chatbots', mine)).status).toBe(200);
    const listed = field((await get(`/api/keys?clientId=${clientId}&limit=1`)).json, 'items');
    expect(listed).toMatchObject([{ id, state: 'active', lastUsedAt: expect.any(String) }]);
    const revoked = await post(`/api/keys/${id}/revoke`, {});
    expect(field(revoked.json, 'state')).toBe('revoked');
    for (const path of ['/api/chatbots', '/api/system/changes', '/api/documents/x/file']) {
      const answer = await get(path, mine);
      expect([answer.status, errorCode(answer)], path).toEqual([401, 'auth.key_refused']);
      expect(field(field(field(answer.json, 'error'), 'details'), 'reason')).toBe('revoked');
    }
  });

  it('with the scope of administration makes keys of its client, never stronger than itself', async () => {
    const admin = await makeKey(['admin'], { chatbotIds: [bot] });
    const child = { clientId, name: 'Fille', scopes: ['chat'] };
    const wide = await post('/api/keys', child, admin.headers);
    expect([wide.status, errorCode(wide)]).toEqual([403, 'auth.forbidden']);
    expect((await post('/api/keys', { ...child, chatbotIds: [bot] }, admin.headers)).status).toBe(201);
  });
});

describe('a key in an address', () => {
  const paths = [
    '/',
    '/health',
    '/api/chatbots',
    '/rpc/chatbots/list',
    '/api/docs',
    '/assets/a.js',
    '/nowhere',
  ];

  it.each(paths)('is refused at %s, however it is called', async path => {
    const { key } = await makeKey(['read']);
    const token = headers.authorization.slice('Bearer '.length);
    const queries = [
      ...['api_key', 'apikey', 'API-Key', 'key', 'token', 'access_token', 'accessToken'].map(
        name => `${name}=whatever`,
      ),
      `q=${key}`,
      `${key}=1`,
      `data=${encodeURIComponent(JSON.stringify({ json: { a: key } }))}`,
      `q=%66${key.slice(1)}`,
      `session=${token}`,
      key,
    ];
    for (const query of queries) {
      const answer = await sendRaw(server.port, {
        path: `${path}?${query}`,
        headers: { ...headers, host: `127.0.0.1:${server.port}` },
      });
      expect([answer.status, errorCode(answer)], query).toEqual([400, 'request.secret_in_address']);
      expect(answer.text).not.toContain(key);
      expect(answer.text).not.toContain(token);
    }
  });

  it('does not stand in the way of words that only look alike', async () => {
    for (const q of ['foyer_session', 'mot de passe', 'la clé du local', 'token', 'foyer_'])
      expect((await get(`/api/search?chatbotId=${bot}&q=${encodeURIComponent(q)}`)).status, q).toBe(200);
  });

  it('nor anywhere else does a key come into the log', async () => {
    const { key } = await makeKey(['read']);
    await get(`/api/chatbots?api_key=${key}`);
    await get(`/api/nowhere/${key}`);
    await get('/api/chatbots', { authorization: `Bearer ${key}` });
    await post('/api/chatbots', { name: key, nonsense: key }, { authorization: `Bearer ${key}` });
    const mark = await get('/api/nowhere/at-all');
    const log = await until(async () => {
      const text = await readFile(join(server.dataFolder, 'logs', 'foyer.log'), 'utf8');
      return text.includes(mark.headers.get('x-request-id') ?? 'none') ? text : null;
    });
    expect(log).toContain('/api/*');
    expect(log).not.toMatch(/foyer_[0-9a-z]{12}/);
  });
});
