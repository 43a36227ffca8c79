import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultReply } from '../support/model-stand-ins/behaviour.ts';
import { startOllamaStandIn, startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { field, send } from './door-support.ts';
import {
  addModel,
  addSample,
  AMPLE_LIMITS,
  ask,
  askAndStay,
  asVisitor,
  becomeVisitor,
  eventsIn,
  finishedOf,
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

describe('an answer', () => {
  it('streams: begun, sources, pieces, finished; and is kept as it ended', async () => {
    const { events } = await ask(port, visitor, QUESTION);
    expect(events.map(event => event.type).filter((type, index, all) => type !== all[index - 1])).toEqual([
      'started',
      'sources',
      'delta',
      'sources', // cited now
      'delta',
      'finished',
    ]);
    const message = finishedOf(events);
    expect(message).toMatchObject({
      sender: { kind: 'bot' },
      status: 'complete',
      feedback: null,
      attachments: [],
    });
    const started = events[0];
    const conversationId = started?.type === 'started' ? started.conversationId : '';
    const kept = await asVisitor(port, visitor, `/conversations/${conversationId}`);
    expect(kept.json).toMatchObject({
      title: QUESTION,
      messages: [
        { sender: { kind: 'visitor' }, content: QUESTION },
        { id: message.id, content: message.content },
      ],
    });
    const session = await asVisitor(port, visitor, '/session');
    expect(session.json).toMatchObject({ conversations: [{ id: conversationId, title: QUESTION }] });
  });

  it('tells a visitor that it was cut, and nothing of how the model reasoned', async () => {
    model.setReply(() => ({
      text: 'Trois jours ouvrés [1] et',
      thinking: 'Le passage dit trois.',
      truncated: true,
    }));
    const { events } = await ask(port, visitor, QUESTION);
    expect(events.map(({ type }) => type)).not.toContain('reasoning');
    expect(finishedOf(events)).toMatchObject({ content: 'Trois jours ouvrés [1] et', cut: 'length' });
    const started = events[0];
    const id = started?.type === 'started' ? started.conversationId : '';
    const kept = await asVisitor(port, visitor, `/conversations/${id}`);
    expect(kept.json).toMatchObject({ messages: [{ sender: { kind: 'visitor' } }, { cut: 'length' }] });
    expect(JSON.stringify([events, kept.json])).not.toContain('Le passage dit trois');

    model.setReply(() => 'Le délai figure à la page 2. Regardons.\n</think>\n\nTrois jours ouvrés [1].');
    const surprise = await ask(port, visitor, QUESTION);
    expect(surprise.events.map(({ type }) => type)).toContain('withdrawn');
    expect(finishedOf(surprise.events).content).toBe('Trois jours ouvrés [1].');
    model.setReply(defaultReply);
  });

  it('begins with the documents’ own words while a model reads, each a call from its page', async () => {
    model.setBehaviour('hang', { times: 1 });
    const asked = askAndStay(port, visitor.token, { message: QUESTION, clientMessageId: 'two-steps-1' });
    const told = (await asked.has('quotes')).find(event => event.type === 'quotes');
    expect(told?.quotes[0]).toMatchObject({ number: 1, place: 0 });
    expect(told?.sources[0]).toMatchObject({ number: 1 });
    const id = asked.events().flatMap(event => (event.type === 'started' ? event.messageId : []))[0];
    const page = await asVisitor(port, visitor, `/messages/${id}/sources/1?place=0`);
    expect(page.json).toMatchObject({ title: told?.sources[0]?.title, quote: told?.quotes[0]?.text });
    expect((await asVisitor(port, visitor, `/messages/${id}/sources/9`)).status).toBe(404);
    model.release();
    await asked.has('finished');
    await asked.ended;
    expect(asked.events().map(({ type }) => String(type))).not.toContain('reading');
    expect(JSON.stringify(told)).not.toMatch(/mistral|documentId|score/);
  });

  it('tells a visitor nothing of the inside', async () => {
    const answer = await ask(port, visitor, QUESTION);
    const started = answer.events[0];
    const id = started?.type === 'started' ? started.conversationId : '';
    const kept = await asVisitor(port, visitor, `/conversations/${id}`);
    for (const text of [answer.text, kept.text]) {
      expect(text).not.toMatch(
        /mistral|openai|sk-secret|"model"|"provider"|"cost"|"tokens"|confidence|metadata|attempts/,
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
    const first = askAndStay(port, visitor.token, question);
    await first.has('started');
    first.leave();
    const again = askAndStay(port, visitor.token, question);
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
    const first = askAndStay(port, visitor.token, { message: QUESTION, clientMessageId: 'left-0001' });
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
    const running = askAndStay(port, visitor.token, { message: QUESTION, clientMessageId: 'stop-0001' });
    const events = await running.has('delta');
    const started = events.find(event => event.type === 'started');
    const stopped = await asVisitor(port, visitor, `/messages/${started?.messageId}/stop`, { json: {} });
    expect(stopped.status).toBe(200);
    expect(finishedOf(await running.has('finished')).status).toBe('stopped');
    model.release();
  });

  it('ends within seconds once the widget is switched off', async () => {
    model.setBehaviour('stall');
    const running = askAndStay(port, visitor.token, { message: QUESTION, clientMessageId: 'off-0001' });
    await running.has('delta');
    const before = performance.now();
    await setWidget(server, { enabled: false });
    const last = (await running.has('failed')).at(-1);
    expect(last).toMatchObject({ type: 'failed', error: { code: 'auth.session_expired' } });
    expect(performance.now() - before).toBeLessThan(5_000);
    model.release();
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

describe('a session', () => {
  it('has the model loaded while the visitor types, where it runs nearby', async () => {
    const nearby = await startOllamaStandIn();
    await addModel(server, nearby, {
      name: 'Nearby',
      provider: 'ollama',
      model: 'qwen3:4b',
      url: nearby.url,
    });
    const loaded = nearby.waitForRequest(({ path }) => path === '/api/chat');
    await asVisitor(port, visitor, '/session');
    expect((await loaded).body).toMatchObject({ model: 'qwen3:4b', messages: [] });
    await nearby.close();
  });
});
