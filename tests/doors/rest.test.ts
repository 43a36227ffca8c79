import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatEvent } from '#shared/contract/conversations.ts';
import {
  createBot,
  errorCode,
  field,
  send,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let headers: { authorization: string };
let bot: string;
beforeAll(async () => {
  server = await startTestServer();
  headers = await signInAsOwner(server);
  bot = await createBot(server.address, headers);
});
afterAll(() => server.close());

describe('a question', () => {
  beforeAll(async () => {
    const sample = await send(server.address, '/api/documents/sample', {
      method: 'POST',
      headers,
      json: { chatbotId: bot, language: 'fr' },
    });
    expect(sample.status).toBe(201);
    await until(async () => {
      const list = await send(server.address, '/api/documents', { headers });
      return field(field(list.json, 'totals'), 'working') === 0;
    });
  });

  const question = () => ({
    chatbotId: bot,
    message: 'Quels sont les délais de livraison ?',
  });

  it('is answered in events: one data line each, one JSON object with a type each', async () => {
    const answer = await send(server.address, '/api/conversations/chat', {
      method: 'POST',
      headers,
      json: question(),
    });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const blocks = answer.text.split('\n\n').filter(block => block !== '' && !block.startsWith(':'));
    const events = blocks.map(block => {
      expect(block.split('\n')).toHaveLength(1);
      expect(block).toMatch(/^data: \{/);
      return chatEvent.parse(JSON.parse(block.slice('data: '.length)));
    });
    expect(events[0]?.type).toBe('started');
    expect(events.at(-1)?.type).toBe('finished');
    expect(events.map(event => event.type)).toContain('sources');
    const finished = events.at(-1);
    const written = events.map(event => (event.type === 'delta' ? event.text : '')).join('');
    if (finished?.type === 'finished') expect(finished.message.content).toBe(written);
  });

  it('is answered by the finished message alone for programs that want JSON', async () => {
    const answer = await send(server.address, '/api/conversations/chat', {
      method: 'POST',
      headers: { ...headers, accept: 'application/json' },
      json: question(),
    });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.json).toMatchObject({ sender: { kind: 'bot' }, status: 'complete' });
    const conversation = String(field(answer.json, 'conversationId'));
    const again = await send(server.address, `/api/conversations/${conversation}/regenerate`, {
      method: 'POST',
      headers: { ...headers, accept: 'application/json' },
    });
    expect(again.json).toMatchObject({ sender: { kind: 'bot' }, conversationId: conversation });
    const followed = await send(
      server.address,
      `/api/conversations/messages/${String(field(again.json, 'id'))}/follow`,
      { headers },
    );
    expect(followed.headers.get('content-type')).toContain('text/event-stream');
    expect(followed.text).toContain('"type":"finished"');
  });

  it.each([
    [{ message: 'x' }, 400],
    [{ chatbotId: '019a9f00-0000-7000-8000-000000000000', message: 'x' }, 404],
  ])('that cannot start is a plain error: %j', async (json, status) => {
    for (const accept of ['text/event-stream', 'application/json']) {
      const answer = await send(server.address, '/api/conversations/chat', {
        method: 'POST',
        headers: { ...headers, accept },
        json,
      });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect(typeof errorCode(answer)).toBe('string');
    }
  });

  it('goes on when its asker leaves', async () => {
    const leaving = new AbortController();
    const response = await fetch(`${server.address}/api/conversations/chat`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(question()),
      signal: leaving.signal,
    });
    const reader = response.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    const { conversationId } = JSON.parse(/data: (\{.*\})/.exec(first)?.[1] ?? '{}') as {
      conversationId: string;
    };
    leaving.abort();
    const message = await until(async () => {
      const conversation = await send(server.address, `/api/conversations/${conversationId}`, { headers });
      const messages = field(conversation.json, 'messages');
      const last: unknown = Array.isArray(messages) ? messages.at(-1) : null;
      return field(field(last, 'sender'), 'kind') === 'bot' && field(last, 'status') !== 'streaming'
        ? last
        : null;
    });
    expect(field(message, 'status')).toBe('complete');
  });
});

describe('REST addresses', () => {
  it.each(['/api/clients/', '/api/chatbots/', '/api/conversations/', '/api/llm/', '/api/clients'])(
    '%s answers',
    async path => {
      const answer = await send(server.address, path, { headers });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('search takes its words from the address', async () => {
    const answer = await send(
      server.address,
      `/api/search?chatbotId=${bot}&q=${encodeURIComponent('livraison')}&k=3`,
      {
        headers,
      },
    );
    expect(answer.status).toBe(200);
    expect(field(answer.json, 'mode')).toBe('keyword');
  });

  it('what only this machine may do is refused to the owner at a distance', async () => {
    for (const path of ['/api/system/shutdown', '/api/documents/paths']) {
      const answer = await send(server.address, path, {
        method: 'POST',
        headers,
        json: path.endsWith('paths') ? { chatbotId: bot, paths: ['/etc/passwd'] } : {},
      });
      expect([answer.status, errorCode(answer)]).toEqual([403, 'auth.local_only']);
    }
  });
});
