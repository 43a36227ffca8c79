import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FoyerClient, RemoteClient } from '#main/app/ports.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { localContext, untilRead } from '../support/temporary-app.ts';
import { createBot, field, send, signInAsOwner, startTestServer, type TestServer } from './door-support.ts';
import { until } from '../support/until.ts';

const WITHIN_MS = 5_000; // from the moment a right is taken away
const question = 'Combien de jours de congé pour un mariage ?';

let server: TestServer;
let headers: { authorization: string };
let model: StandIn;
let clientId: string;
let bot: string;
let database: Sqlite.Database;
/** The person at the machine: what they do comes through no session that could end. */
let atTheMachine: FoyerClient;

beforeAll(async () => {
  [server, model] = await Promise.all([startTestServer(), startOllamaStandIn({})]);
  headers = await signInAsOwner(server);
  bot = await createBot(server.address, headers);
  atTheMachine = server.app.client(localContext(server.app));
  ({ clientId } = await atTheMachine.chatbots.get({ id: bot }));
  await atTheMachine.documents.addSample({ chatbotId: bot, language: 'fr' });
  await untilRead(atTheMachine, bot);
  await atTheMachine.models.create({
    name: 'Lent',
    provider: 'ollama',
    model: 'mistral-small',
    url: model.url,
    isDefault: true,
  });
  database = new Sqlite(join(server.dataFolder, 'foyer.db'));
});
afterEach(() => model.release());
afterAll(async () => {
  database.close();
  await server.close();
  await model.close();
});

const post = (path: string, json: unknown, by: { authorization: string }) =>
  send(server.address, path, { method: 'POST', headers: by, json });

async function makeKey(scopes: string[], input: object = {}) {
  const made = await post('/api/keys', { clientId, name: 'Essai', scopes, ...input }, headers);
  const id = String(field(made.json, 'id'));
  return { id, headers: { authorization: `Bearer ${String(field(made.json, 'key'))}` } };
}

/** An open answer: what came, and how long after `since` it ended. */
async function openStream(path: string, by: { authorization: string }, json?: object) {
  const response = await fetch(`${server.address}${path}`, {
    method: json === undefined ? 'GET' : 'POST',
    headers: { ...by, ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
    body: json === undefined ? null : JSON.stringify(json),
  });
  expect(response.status).toBe(200);
  const seen = { text: '' };
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) seen.text += decoder.decode(chunk, { stream: true });
    return performance.now();
  })();
  return {
    seen,
    async expectEndSince(start: number) {
      expect((await ended) - start).toBeLessThan(WITHIN_MS);
      expect(seen.text).toContain('auth.session_expired');
    },
  };
}

/** A question whose answer has begun and stands still. */
async function askSlowly(by: { authorization: string }) {
  model.setBehaviour('stall', { times: 1 });
  const stream = await openStream('/api/conversations/chat', by, { chatbotId: bot, message: question });
  await until(async () => Promise.resolve(stream.seen.text.includes('"type":"delta"')));
  const { messageId } = JSON.parse(/data: (\{.*\})/.exec(stream.seen.text)?.[1] ?? '{}') as {
    messageId: string;
  };
  return { ...stream, messageId };
}

function statusOf(messageId: string): unknown {
  return field(database.prepare('select status from messages where id = ?').get(messageId), 'status');
}

describe('an answer under way', () => {
  it('ends when the key is revoked, while the answer itself goes on and is kept', async () => {
    const key = await makeKey(['chat']);
    const asked = await askSlowly(key.headers);
    const start = performance.now();
    await atTheMachine.keys.revoke({ id: key.id });
    await asked.expectEndSince(start);
    expect(asked.seen.text).not.toContain('"finished"');
    expect(statusOf(asked.messageId)).toBe('streaming');
    model.release();
    await until(async () => Promise.resolve(statusOf(asked.messageId) === 'complete'));
  });

  it('ends when the key expires', async () => {
    const key = await makeKey(['chat'], { expiresAt: new Date(Date.now() + 60_000).toISOString() });
    const asked = await askSlowly(key.headers);
    const start = performance.now();
    database.prepare('update api_keys set expires_at = ? where id = ?').run(new Date().toISOString(), key.id);
    await asked.expectEndSince(start);
  });

  it('ends when the key loses the chatbot, or its client is no longer active', async () => {
    const key = await makeKey(['chat']);
    const other = await createBot(server.address, headers, 'Autre');
    const asked = await askSlowly(key.headers);
    let start = performance.now();
    await atTheMachine.keys.update({ id: key.id, chatbotIds: [other] });
    await asked.expectEndSince(start);
    model.release();

    const second = await makeKey(['chat']);
    const again = await askSlowly(second.headers);
    start = performance.now();
    await atTheMachine.clients.update({ id: clientId, active: false });
    await again.expectEndSince(start);
    await atTheMachine.clients.update({ id: clientId, active: true });
  });

  it('ends when the person signs out, or is disabled', async () => {
    const account = { email: 'hugo@exemple.fr', password: 'une phrase assez longue' };
    await atTheMachine.auth.register({ ...account, fullName: 'Hugo Petit', role: 'editor' });
    const signIn = async () => {
      const token = await post('/api/auth/token', account, { authorization: '' });
      return { authorization: `Bearer ${String(field(token.json, 'accessToken'))}` };
    };
    const first = await signIn();
    const asked = await askSlowly(first);
    let start = performance.now();
    await post('/api/auth/logout', {}, first);
    await asked.expectEndSince(start);
    model.release();

    const again = await askSlowly(await signIn());
    start = performance.now();
    database.prepare('update users set active = 0 where email = ?').run(account.email);
    await again.expectEndSince(start);
  });
});

describe('the stream of changes', () => {
  it('ends on both wires when the key is revoked', async () => {
    const key = await makeKey(['read']);
    const rest = await openStream('/api/system/changes', key.headers);
    const rpc = await openStream('/rpc/system/changes', key.headers, { json: {} });
    const start = performance.now();
    await atTheMachine.keys.revoke({ id: key.id });
    await Promise.all([rest.expectEndSince(start), rpc.expectEndSince(start)]);
  });

  it('tells nothing of a client from soon after it was taken from the reader', async () => {
    const account = { email: 'zoe@exemple.fr', password: 'une phrase assez longue' };
    const other = await atTheMachine.clients.create({ name: 'Voisin' });
    await atTheMachine.auth.register({
      ...account,
      fullName: 'Zoé Blanc',
      role: 'editor',
      clientIds: [clientId, other.id],
    });
    const token = await post('/api/auth/token', account, { authorization: '' });
    const reader = createORPCClient<RemoteClient>(
      new RPCLink({
        url: `${server.address}/rpc`,
        headers: { authorization: `Bearer ${String(field(token.json, 'accessToken'))}` },
      }),
    );
    const leaving = new AbortController();
    const events = await reader.system.changes({}, { signal: leaving.signal });
    /** Changes both clients, the lost one first: what the reader hears of it. */
    const heard = async () => {
      for (const id of [other.id, clientId]) await atTheMachine.clients.update({ id, name: 'Encore' });
      const clients: (string | null)[] = [];
      for (;;) {
        const step = await events.next();
        if (step.done === true) throw new Error('The stream ended');
        clients.push(step.value.clientId);
        if (step.value.clientId === clientId) return clients;
      }
    };

    expect(await heard()).toEqual([other.id, clientId]);
    database.prepare('delete from memberships where client_id = ?').run(other.id);
    const start = performance.now();
    await until(async () => !(await heard()).includes(other.id));
    expect(performance.now() - start).toBeLessThan(WITHIN_MS);
    leaving.abort();
  });
});
