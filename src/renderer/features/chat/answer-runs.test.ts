import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { createAnswerRuns } from './answer-runs.ts';
import { beginAnswer, withLiveAnswer } from './live-answer.ts';

const CONVERSATION = 'c-1';
const MESSAGE = 'm-1';

function message({ content = 'Quatre jours', ...change }: Partial<Message> = {}): Message {
  return {
    id: MESSAGE,
    conversationId: CONVERSATION,
    sender: { kind: 'bot', id: null, name: null },
    content,
    parts: [{ type: 'text', text: content }],
    status: 'complete',
    failure: null,
    sources: [],
    abstained: false,
    model: null,
    provider: null,
    attempts: [],
    confidence: null,
    confidenceLevel: null,
    responseTimeMs: null,
    firstTokenMs: null,
    tokens: null,
    cost: null,
    tags: [],
    metadata: {},
    createdAt: '2026-11-20T10:00:00.000Z',
    ...change,
  };
}

const started: ChatEvent = { type: 'started', conversationId: CONVERSATION, messageId: MESSAGE };
const delta = (text: string): ChatEvent => ({ type: 'delta', text });
const finished: ChatEvent = { type: 'finished', message: message() };

async function* events(...given: (ChatEvent | Error)[]): AsyncGenerator<ChatEvent> {
  for (const event of given) {
    if (event instanceof Error) throw event;
    yield await Promise.resolve(event);
  }
}

class Refusal extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

function setUp(follow: () => Promise<AsyncIterable<ChatEvent>> = async () => events(started, finished)) {
  const settled: string[] = [];
  const stopped: string[] = [];
  const seen: string[] = [];
  const runs = createAnswerRuns({
    follow,
    stop: async id => stopped.push(id),
    codeOf: error => (error instanceof Refusal ? error.code : null),
    onSettled: id => settled.push(id),
    wait: async () => undefined,
    now: () => 0,
  });
  runs.subscribe(() => {
    const answer = runs.get(CONVERSATION) ?? runs.get('new');
    if (answer) seen.push(`${answer.phase}:${answer.text}`);
  });
  return { runs, settled, stopped, seen };
}

describe('answer runs', () => {
  it('moves a new conversation under its id and tells it once', async () => {
    const { runs, settled } = setUp();
    const opened: string[] = [];
    await runs.ask({
      key: 'new',
      conversationId: null,
      question: 'Combien ?',
      open: async () => events(started, delta('Quatre'), finished),
      onOpened: id => opened.push(id),
    });
    expect(opened).toEqual([CONVERSATION]);
    expect(runs.get('new')).toBeNull();
    expect(runs.get(CONVERSATION)?.phase).toBe('finished');
    expect(settled).toEqual([CONVERSATION]);
  });

  it('joins again after a lost connection, from the beginning and without doubling words', async () => {
    const { runs, seen } = setUp(async () => events(started, delta('Quatre jours'), finished));
    await runs.ask({
      key: CONVERSATION,
      conversationId: CONVERSATION,
      question: 'Combien ?',
      open: async () => events(started, delta('Quatre'), new TypeError('network')),
    });
    expect(seen).toContain('rejoining:Quatre');
    expect(seen).not.toContain('writing:QuatreQuatre jours');
    expect(runs.get(CONVERSATION)).toMatchObject({ phase: 'finished', text: 'Quatre jours' });
  });

  it('joins again when the stream ends before the answer does', async () => {
    const { runs } = setUp();
    await runs.ask({
      key: CONVERSATION,
      conversationId: CONVERSATION,
      question: 'Combien ?',
      open: async () => events(started, delta('Qua')),
    });
    expect(runs.get(CONVERSATION)?.phase).toBe('finished');
  });

  it('says that it no longer hears the answer when joining keeps failing, and has the page read again', async () => {
    const { runs, settled } = setUp(async () => {
      throw new TypeError('network');
    });
    await runs.ask({
      key: CONVERSATION,
      conversationId: CONVERSATION,
      question: 'Combien ?',
      open: async () => events(started, delta('Quatre'), new TypeError('network')),
    });
    expect(runs.get(CONVERSATION)).toMatchObject({ phase: 'lost', text: 'Quatre' });
    expect(settled).toEqual([CONVERSATION]);
  });

  it('keeps the question when the server did not take it', async () => {
    const { runs } = setUp();
    await runs.ask({
      key: 'new',
      conversationId: null,
      question: 'Combien ?',
      open: async () => {
        throw new Refusal('model.not_chat');
      },
    });
    expect(runs.get('new')).toMatchObject({
      phase: 'refused',
      failure: 'model.not_chat',
      question: 'Combien ?',
    });
  });

  it('does not join again what the server says has failed', async () => {
    const { runs } = setUp(async () => {
      throw new Error('must not follow');
    });
    const failed: ChatEvent = { type: 'failed', error: { code: 'model.unreachable', message: '' } };
    await runs.ask({
      key: CONVERSATION,
      conversationId: CONVERSATION,
      question: 'Combien ?',
      open: async () => events(started, delta('Qua'), failed),
    });
    expect(runs.get(CONVERSATION)).toMatchObject({
      phase: 'failed',
      failure: 'model.unreachable',
      text: 'Qua',
    });
  });

  it('stops as soon as the answer has an id, when stop came before', async () => {
    const { runs, stopped } = setUp();
    let open = (_: AsyncIterable<ChatEvent>): void => undefined;
    const opening = new Promise<AsyncIterable<ChatEvent>>(resolve => (open = resolve));
    const asked = runs.ask({ key: 'new', conversationId: null, question: 'x', open: () => opening });
    await runs.stop('new');
    open(events(started, finished));
    await asked;
    expect(stopped).toEqual([MESSAGE]);
  });

  it('asks once however often the key is pressed', async () => {
    const { runs } = setUp();
    let asked = 0;
    const open = async () => {
      asked += 1;
      return events(started, finished);
    };
    const ask = { key: 'new', conversationId: null, question: 'x', open };
    await Promise.all([runs.ask(ask), runs.ask(ask)]);
    expect(asked).toBe(1);
  });
});

describe('withLiveAnswer', () => {
  const question = message({
    id: 'q-1',
    sender: { kind: 'user', id: null, name: null },
    content: 'Combien ?',
  });
  const live = {
    ...beginAnswer({ conversationId: CONVERSATION, question: 'Et pour un PACS ?', now: 0 }),
    text: 'Qua',
  };

  it('adds the question and the answer under way', () => {
    const shown = withLiveAnswer([question, message()], live);
    expect(shown.map(({ sender, content }) => [sender.kind, content])).toEqual([
      ['user', 'Combien ?'],
      ['bot', 'Quatre jours'],
      ['user', 'Et pour un PACS ?'],
      ['bot', 'Qua'],
    ]);
  });

  it('replaces the former answer when asked again', () => {
    const shown = withLiveAnswer([question, message()], { ...live, question: null });
    expect(shown.map(({ content }) => content)).toEqual(['Combien ?', 'Qua']);
  });

  it('writes into the message the server has begun', () => {
    const begun = message({ status: 'streaming', content: '' });
    const shown = withLiveAnswer([question, begun], { ...live, messageId: MESSAGE });
    expect(shown).toHaveLength(2);
    expect(shown[1]).toMatchObject({ id: MESSAGE, content: 'Qua', status: 'streaming' });
  });

  it('leaves the last word to what is saved', () => {
    const saved = [question, message({ status: 'stopped', content: 'Quatre' })];
    expect(withLiveAnswer(saved, { ...live, messageId: MESSAGE })).toBe(saved);
  });
});
