import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startOllamaStandIn, startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { createBot, errorCode, field, send, until } from './door-support.ts';
import {
  addSample,
  ask,
  asVisitor,
  becomeVisitor,
  eventsIn,
  finishedOf,
  setNetwork,
  setWidget,
  startPublicServer,
  type PublicServer,
  type Visitor,
} from './public-support.ts';

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
  await send(server.address, '/api/llm', {
    method: 'POST',
    headers: server.headers,
    json: {
      name: 'Modèle',
      provider: 'openai',
      model: 'mistral-small:latest',
      url: `${model.url}/v1`,
      apiKey: 'sk-secret-of-the-office',
      purpose: 'chat',
      isDefault: true,
    },
  });
});
afterAll(async () => {
  await server.close();
  await model.close();
});
beforeEach(async () => {
  model.setBehaviour('normal');
  widgetId = await setWidget(server, {
    limits: { visitorPerMinute: 100, visitorPerDay: 1_000, widgetPerMinute: 1_000, addressPerMinute: 1_000 },
  });
  visitor = await becomeVisitor(port, widgetId);
});

/** Sends a question and leaves it running; resolves with its first events, and reads on. */
function askAndStay(token: string, json: Record<string, unknown>) {
  let text = '';
  let wake: () => void = () => undefined;
  const sent = request({
    host: '127.0.0.1',
    port,
    path: '/api/visitor/chat',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    agent: false,
  });
  const ended = new Promise<void>((resolve, reject) => {
    sent.on('response', response => {
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += String(chunk);
        wake();
      });
      response.on('close', resolve);
      response.on('error', () => undefined);
    });
    sent.on('error', reject);
  });
  ended.catch(() => undefined);
  sent.end(JSON.stringify(json));
  return {
    events: () => eventsIn(text),
    async has(type: string) {
      while (!eventsIn(text).some(event => event.type === type)) {
        await new Promise<void>(resolve => (wake = resolve));
      }
      return eventsIn(text);
    },
    leave: () => sent.destroy(),
    ended,
  };
}

describe('an answer', () => {
  it('streams: begun, sources, pieces, finished; and is kept as it ended', async () => {
    const { events } = await ask(port, visitor, QUESTION);
    expect(events.map(event => event.type).filter((type, index, all) => type !== all[index - 1])).toEqual([
      'started',
      'sources',
      'delta',
      'finished',
    ]);
    const message = finishedOf(events);
    expect(message).toMatchObject({ sender: 'bot', status: 'complete', feedback: null, attachments: [] });
    const started = events[0];
    const conversationId = started?.type === 'started' ? started.conversationId : '';
    const kept = await asVisitor(port, visitor, `/conversations/${conversationId}`);
    expect(kept.json).toMatchObject({
      title: QUESTION,
      messages: [
        { sender: 'user', content: QUESTION },
        { id: message.id, content: message.content },
      ],
    });
    const session = await asVisitor(port, visitor, '/session');
    expect(session.json).toMatchObject({ conversations: [{ id: conversationId, title: QUESTION }] });
  });

  it('tells a visitor nothing of the inside', async () => {
    const answer = await ask(port, visitor, QUESTION);
    const started = answer.events[0];
    const id = started?.type === 'started' ? started.conversationId : '';
    const kept = await asVisitor(port, visitor, `/conversations/${id}`);
    for (const text of [answer.text, kept.text]) {
      expect(text).not.toMatch(
        /mistral|openai|sk-secret|"model"|"provider"|"cost"|"tokens"|confidence|metadata/,
      );
      expect(text).not.toMatch(/documentId|clientId|chatbotId|score|responseTimeMs|failure/);
    }
  });

  it('is an ordinary conversation to the office, marked by where it came from', async () => {
    const { events } = await ask(port, visitor, QUESTION);
    const started = events[0];
    const id = started?.type === 'started' ? started.conversationId : '';
    const seen = await send(server.address, `/api/conversations/${id}`, { headers: server.headers });
    expect(seen.json).toMatchObject({ channel: 'widget', userId: null });
    expect(field(field(field(seen.json, 'messages'), '1'), 'model')).toBe('mistral-small:latest');
  });

  it('goes on from what was said', async () => {
    const first = await ask(port, visitor, QUESTION);
    const started = first.events[0];
    const conversationId = started?.type === 'started' ? started.conversationId : '';
    await ask(port, visitor, 'Et pour la Corse ?', { conversationId });
    const kept = await asVisitor(port, visitor, `/conversations/${conversationId}`);
    expect((field(kept.json, 'messages') as unknown[]).length).toBe(4);
  });

  it('whose model fails is quoted from the documents, and the visitor has no idea', async () => {
    model.setBehaviour('server-error');
    const { events } = await ask(port, visitor, QUESTION);
    expect(finishedOf(events).content).not.toBe('');
    expect(JSON.stringify(events)).not.toContain('fallback');
  });
});

describe('a message sent again', () => {
  it('is stored once, and followed by its one answer', async () => {
    const question = { message: QUESTION, clientMessageId: 'outage-0001' };
    model.setBehaviour('hang');
    const first = askAndStay(visitor.token, question);
    await first.has('started');
    first.leave();
    const again = askAndStay(visitor.token, question);
    await again.has('started');
    model.release();
    const events = await again.has('finished');
    await again.ended;
    const third = await asVisitor(port, visitor, '/chat', { json: question });
    expect(finishedOf(eventsIn(third.text)).id).toBe(finishedOf(events).id);
    const { conversations } = (await asVisitor(port, visitor, '/session')).json as {
      conversations: { id: string }[];
    };
    expect(conversations).toHaveLength(1);
    const kept = await asVisitor(port, visitor, `/conversations/${conversations[0]?.id}`);
    expect(field(kept.json, 'messages')).toHaveLength(2);
    expect(field(field(field(kept.json, 'messages'), '0'), 'clientMessageId')).toBe('outage-0001');
  });

  it('ten times at once is one message still', async () => {
    const json = { message: QUESTION, clientMessageId: 'ten-at-once' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => asVisitor(port, visitor, '/chat', { json })),
    );
    const ids = new Set(answers.map(answer => finishedOf(eventsIn(answer.text)).id));
    expect(ids.size).toBe(1);
  });

  it('is another’s own when another chose the same id', async () => {
    const other = await becomeVisitor(port, widgetId);
    const json = { message: QUESTION, clientMessageId: 'same-id-of-two' };
    const [one, two] = await Promise.all(
      [visitor, other].map(who => asVisitor(port, who, '/chat', { json })),
    );
    expect(finishedOf(eventsIn(one?.text ?? '')).id).not.toBe(finishedOf(eventsIn(two?.text ?? '')).id);
  });
});

describe('leaving and stopping', () => {
  it('leaves the answer running; following joins it', async () => {
    model.setBehaviour('stall');
    const first = askAndStay(visitor.token, { message: QUESTION, clientMessageId: 'left-0001' });
    const events = await first.has('delta');
    first.leave();
    const started = events.find(event => event.type === 'started');
    model.release();
    const followed = await asVisitor(port, visitor, `/messages/${started?.messageId}/follow`);
    const all = eventsIn(followed.text);
    expect(all[0]?.type === 'started' || all[0]?.type === 'finished').toBe(true);
    expect(finishedOf(all).status).toBe('complete');
  });

  it('stops when asked, and keeps what came', async () => {
    model.setBehaviour('stall');
    const running = askAndStay(visitor.token, { message: QUESTION, clientMessageId: 'stop-0001' });
    const events = await running.has('delta');
    const started = events.find(event => event.type === 'started');
    const stopped = await asVisitor(port, visitor, `/messages/${started?.messageId}/stop`, { json: {} });
    expect(stopped.status).toBe(200);
    expect(finishedOf(await running.has('finished')).status).toBe('stopped');
    model.release();
  });

  it('ends within seconds once the widget is switched off', async () => {
    model.setBehaviour('stall');
    const running = askAndStay(visitor.token, { message: QUESTION, clientMessageId: 'off-0001' });
    await running.has('delta');
    const before = performance.now();
    await setWidget(server, { enabled: false });
    const last = (await running.has('failed')).at(-1);
    expect(last).toMatchObject({ type: 'failed', error: { code: 'auth.session_expired' } });
    expect(performance.now() - before).toBeLessThan(5_000);
    model.release();
  });
});

describe('when much is asked', () => {
  it('waits in turn and says where; somebody new goes before somebody’s second', async () => {
    await setNetwork(server, { answersAtOnce: 1, waitingAtMost: 10 });
    model.setBehaviour('hang');
    const other = await becomeVisitor(port, widgetId);
    const ids = ['turn-first', 'turn-second', 'turn-other'];
    const first = askAndStay(visitor.token, { message: QUESTION, clientMessageId: ids[0] });
    await first.has('started');
    const second = askAndStay(visitor.token, { message: QUESTION, clientMessageId: ids[1] });
    expect((await second.has('queued'))[0]).toMatchObject({ type: 'queued', position: 1 });
    const modest = askAndStay(other.token, { message: QUESTION, clientMessageId: ids[2] });
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
    const running = askAndStay(visitor.token, { message: QUESTION, clientMessageId: 'turn-running' });
    await running.has('started');
    const queued = askAndStay(other.token, { message: QUESTION, clientMessageId: 'turn-4-queued' });
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
    const first = askAndStay(one.token, { message: QUESTION, clientMessageId: 'local-first' });
    await first.has('started');
    const second = askAndStay(two.token, { message: QUESTION, clientMessageId: 'local-second' });
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
    const first = askAndStay(visitor.token, { message: QUESTION, clientMessageId: 'full-0001' });
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
});

describe('what a visitor writes', () => {
  const payload =
    '<img src=x onerror=alert(1)><script>alert(2)</script> [x](javascript:alert(3)) délais de livraison ?';

  it('stays text wherever it comes out', async () => {
    const { events } = await ask(port, visitor, payload);
    const started = events[0];
    const id = started?.type === 'started' ? started.conversationId : '';
    const kept = await asVisitor(port, visitor, `/conversations/${id}`);
    expect(field(field(field(kept.json, 'messages'), '0'), 'content')).toBe(payload);
    for (const answer of [kept, await asVisitor(port, visitor, '/session')]) {
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it.each([
    ['nothing', {}],
    ['an array', []],
    ['another type', { message: 1, clientMessageId: 'x'.repeat(10) }],
    ['a long text', { message: 'x'.repeat(8_001), clientMessageId: 'x'.repeat(10) }],
    ['an id that is none', { message: 'x', clientMessageId: '../..' }],
    ['more than is known', { message: 'x', clientMessageId: 'x'.repeat(10), modelId: 'embedded' }],
    [
      'a prototype',
      JSON.parse('{"message":"x","clientMessageId":"xxxxxxxxxx","__proto__":{"role":"owner"}}') as unknown,
    ],
  ])('is refused when it is %s', async (_name, json) => {
    const answer = await asVisitor(port, visitor, '/chat', { json });
    expect(answer.status).toBe(400);
  });
});
