import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { startOllamaStandIn, startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { createBot, errorCode, field, send } from './door-support.ts';
import { until } from '../support/until.ts';
import {
  addModel,
  addSample,
  AMPLE_LIMITS,
  ask,
  askAndStay,
  asVisitor,
  becomeVisitor,
  finishedOf,
  setNetwork,
  setWidget,
  startPublicServer,
  type PublicServer,
  type Visitor,
} from './public-support.ts';

const SECRET_OF_THE_OFFICE = 'sk-secret-of-the-office';
const QUESTION = 'Quels sont les délais de livraison ?';

let server: PublicServer;
let model: StandIn;
let port: number;
let widgetId: string;
let visitor: Visitor;
beforeAll(async () => {
  model = await startOpenAiStandIn();
  server = await startPublicServer();
  port = server.publicPort;
  await addSample(server);
  await addModel(server, model, { apiKey: SECRET_OF_THE_OFFICE });
});
afterAll(async () => {
  await server.close();
  await model.close();
});
beforeEach(async () => {
  model.setBehaviour('normal');
  widgetId = await setWidget(server, {
    limits: AMPLE_LIMITS,
  });
  visitor = await becomeVisitor(port, widgetId);
});

describe('when much is asked', () => {
  it('waits in turn and says where; somebody new goes before somebody’s second', async () => {
    await setNetwork(server, { answersAtOnce: 1, waitingAtMost: 10 });
    model.setBehaviour('hang');
    const other = await becomeVisitor(port, widgetId);
    const ids = ['turn-first', 'turn-second', 'turn-other'];
    const first = askAndStay(port, visitor.token, { message: QUESTION, clientMessageId: ids[0] });
    await first.has('started');
    const second = askAndStay(port, visitor.token, { message: QUESTION, clientMessageId: ids[1] });
    expect((await second.has('queued'))[0]).toMatchObject({ type: 'queued', position: 1 });
    const modest = askAndStay(port, other.token, { message: QUESTION, clientMessageId: ids[2] });
    expect((await modest.has('queued'))[0]).toMatchObject({ type: 'queued', position: 1 });
    await until(async () => second.events().some(event => event.type === 'queued' && event.position === 2));
    const load = await send(server.address, '/api/network', { headers: server.headers });
    expect(field(load.json, 'load')).toMatchObject({ answering: 1, waiting: 2 });
    model.setBehaviour('normal');
    model.release();
    for (const asked of [first, second, modest])
      expect(finishedOf(await asked.has('finished')).status).toBe('complete');
    // What was queued was kept from the start, and is stopped like anything else.
    model.setBehaviour('hang');
    const running = askAndStay(port, visitor.token, { message: QUESTION, clientMessageId: 'turn-running' });
    await running.has('started');
    const queued = askAndStay(port, other.token, { message: QUESTION, clientMessageId: 'turn-4-queued' });
    const place = (await queued.has('queued'))[0];
    const messageId = place?.type === 'queued' ? place.messageId : '';
    await asVisitor(port, other, `/messages/${messageId}/stop`, { json: {} });
    expect(finishedOf(await queued.has('finished')).status).toBe('stopped');
    model.release();
    await running.has('finished');
    await setNetwork(server, { answersAtOnce: 200, waitingAtMost: 400 });
  });

  it('a model of this machine answers so many at once, and the others wait', async () => {
    const local = await startOllamaStandIn({ behaviour: 'hang' });
    const { json } = await send(server.address, '/api/llm', {
      method: 'POST',
      headers: server.headers,
      json: { name: 'Local', provider: 'ollama', model: 'mistral-small', url: local.url },
    });
    const chatbotId = await createBot(server.address, server.headers, 'Local');
    const documents = await send(server.address, '/api/documents', { headers: server.headers });
    for (const { id } of field(documents.json, 'items') as { id: string }[]) {
      await send(server.address, `/api/documents/${id}/chatbots`, {
        method: 'POST',
        headers: server.headers,
        json: { chatbotIds: [server.chatbotId, chatbotId] },
      });
    }
    await send(server.address, `/api/chatbots/${chatbotId}`, {
      method: 'PUT',
      headers: server.headers,
      json: { modelId: field(json, 'id') },
    });
    await setNetwork(server, { answersAtOncePerLocalModel: 1 });
    const id = await setWidget({ ...server, chatbotId });
    const [one, two] = [await becomeVisitor(port, id), await becomeVisitor(port, id)];
    const first = askAndStay(port, one.token, { message: QUESTION, clientMessageId: 'local-first' });
    await first.has('started');
    const second = askAndStay(port, two.token, { message: QUESTION, clientMessageId: 'local-second' });
    expect((await second.has('queued'))[0]).toMatchObject({ type: 'queued', position: 1 });
    // The other chatbot's model is not this one.
    expect((await ask(port, visitor, QUESTION)).events[0]?.type).toBe('started');
    local.setBehaviour('normal');
    local.release();
    expect(finishedOf(await second.has('finished')).status).toBe('complete');
    await first.has('finished');
    await setNetwork(server, { answersAtOncePerLocalModel: 4 });
    await local.close();
  });

  it('is told to come back when too many wait: nothing is stored, and the time is said', async () => {
    await setNetwork(server, { answersAtOnce: 1, waitingAtMost: 0 });
    model.setBehaviour('hang');
    const other = await becomeVisitor(port, widgetId);
    const first = askAndStay(port, visitor.token, { message: QUESTION, clientMessageId: 'full-0001' });
    await first.has('started');
    const refused = await asVisitor(port, other, '/chat', {
      json: { message: QUESTION, clientMessageId: 'full-0002' },
    });
    expect(refused.status).toBe(503);
    expect(errorCode(refused)).toBe('answers.busy');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await asVisitor(port, other, '/session')).json).toMatchObject({ conversations: [] });
    model.release();
    await first.has('finished');
    await setNetwork(server, { answersAtOnce: 200, waitingAtMost: 400 });
  });
});

describe('a program with a key', () => {
  it('comes in through the same door, and waits in the same line; people of the office do not', async () => {
    const clients = await send(server.address, '/api/clients', { headers: server.headers });
    const made = await send(server.address, '/api/keys', {
      method: 'POST',
      headers: server.headers,
      json: { clientId: field(field(clients.json, '0'), 'id'), name: 'Site', scopes: ['chat'] },
    });
    const headers = {
      authorization: `Bearer ${String(field(made.json, 'key'))}`,
      accept: 'application/json',
    };
    const askByKey = () =>
      send(`http://127.0.0.1:${port}`, '/api/conversations/chat', {
        method: 'POST',
        headers,
        json: { chatbotId: server.chatbotId, message: QUESTION },
      });
    expect((await askByKey()).status).toBe(200);
    await setNetwork(server, { answersAtOnce: 1, waitingAtMost: 0 });
    model.setBehaviour('hang');
    const first = askAndStay(port, visitor.token, { message: QUESTION, clientMessageId: 'before-the-key' });
    await first.has('started');
    const refused = await askByKey();
    expect([refused.status, errorCode(refused)]).toEqual([503, 'answers.busy']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await setNetwork(server, { waitingAtMost: 5 });
    const waits = askByKey();
    const load = () => send(server.address, '/api/network', { headers: server.headers });
    await until(async () => field(field((await load()).json, 'load'), 'waiting') === 1);
    model.setBehaviour('normal');
    const own = await send(server.address, '/api/conversations/chat', {
      method: 'POST',
      headers: { ...server.headers, accept: 'application/json' },
      json: { chatbotId: server.chatbotId, message: QUESTION },
    });
    expect(own.status).toBe(200);
    model.release();
    expect((await waits).status).toBe(200);
    await first.has('finished');
    await setNetwork(server, { answersAtOnce: 200, waitingAtMost: 400 });
  });
});

describe('limits', () => {
  const words = { visitor: 'Doucement !', widget: 'Revenez plus tard.', address: 'Trop de monde chez vous.' };
  const refusalOf = (answer: { status: number; json: unknown }) => ({
    status: answer.status,
    details: field(field(answer.json, 'error'), 'details'),
  });

  it('are looked at from the visitor to the address, each in the owner’s words', async () => {
    const chatbotId = await createBot(server.address, server.headers, 'Compté');
    const own = { ...server, chatbotId };
    const id = await setWidget(own, {
      limits: { visitorPerMinute: 2, widgetPerMinute: 3, addressPerMinute: 4 },
      behaviour: { limitMessages: words },
    });
    const [one, two] = [await becomeVisitor(port, id), await becomeVisitor(port, id)];
    await ask(port, one, 'Bonjour');
    await ask(port, one, 'Bonjour');
    const third = await ask(port, one, 'Bonjour');
    expect(refusalOf(third)).toMatchObject({
      status: 429,
      details: { limit: 'visitor', message: words.visitor },
    });
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask(port, two, 'Bonjour')).status).toBe(200);
    expect(refusalOf(await ask(port, two, 'Bonjour'))).toMatchObject({
      details: { limit: 'widget', message: words.widget },
    });
    await setWidget(own, { limits: { widgetPerMinute: 100 } });
    await ask(port, two, 'Bonjour');
    const three = await becomeVisitor(port, id);
    expect(refusalOf(await ask(port, three, 'Bonjour'))).toMatchObject({
      details: { limit: 'address', message: words.address },
    });
  });

  it('of a day are counted in what is kept, and are the visitor’s alone', async () => {
    const chatbotId = await createBot(server.address, server.headers, 'Par jour');
    const id = await setWidget({ ...server, chatbotId }, { limits: { visitorPerDay: 1 } });
    const one = await becomeVisitor(port, id);
    await ask(port, one, 'Bonjour');
    const refused = await ask(port, one, 'Bonjour');
    expect(refusalOf(refused)).toMatchObject({ status: 429, details: { limit: 'visitor' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_600);
    expect((await ask(port, await becomeVisitor(port, id), 'Bonjour')).status).toBe(200);
  });

  it('case 15: of a day shut nobody out for what was asked under a date far ahead', async () => {
    const chatbotId = await createBot(server.address, server.headers, 'Date');
    const id = await setWidget({ ...server, chatbotId }, { limits: { visitorPerDay: 1 } });
    const one = await becomeVisitor(port, id);
    await ask(port, one, 'Bonjour');
    const database = new Sqlite(databaseFile(server.dataFolder));
    const ahead = database.prepare(
      `update messages set created_at = ? where conversation_id in (select id from conversations where chatbot_id = ?)`,
    );
    ahead.run(new Date(Date.now() + 3_600_000).toISOString(), chatbotId);
    const refused = await ask(port, one, 'Bonjour');
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(86_400);
    ahead.run('2036-01-01T00:00:00.000Z', chatbotId);
    database.close();
    expect((await ask(port, one, 'Bonjour')).status).toBe(200);
  });
});
