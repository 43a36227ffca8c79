import { describe, expect, it, vi } from 'vitest';
import type { ChatModel, ChatRequest } from '#main/ai/ports.ts';
import { createQuestionsFirst, serverOf } from './questions-first.ts';

const nothing = () => undefined;
const signal = new AbortController().signal;

/** A model that says one word, then waits. */
function heldModel() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const model: ChatModel = {
    provider: 'ollama',
    model: 'm',
    async *stream() {
      yield { type: 'text', text: 'Oui' };
      await promise;
    },
  };
  return { model, goOn: resolve };
}

describe('questions first', () => {
  it('keeps what nobody waits for from a server while it is asked, and from no other', async () => {
    const questions = createQuestionsFirst(() => false);
    const { model, goOn } = heldModel();
    await questions.whenFree('a:1', signal);
    const answer = questions
      .chat('a:1', model, nothing)
      .stream({} as ChatRequest, { signal })
      [Symbol.asyncIterator]();
    await answer.next();
    let isFree = false;
    const waiting = questions.whenFree('a:1', signal).then(() => (isFree = true));
    await questions.whenFree('b:1', signal);
    await new Promise(setImmediate);
    expect(isFree).toBe(false);
    goOn();
    await answer.next();
    await waiting;
    expect(isFree).toBe(true);
  });

  it('is over when whoever asked leaves, and when whoever waits is stopped', async () => {
    const questions = createQuestionsFirst(() => false);
    const answer = questions
      .chat('a:1', heldModel().model, nothing)
      .stream({} as ChatRequest, { signal })
      [Symbol.asyncIterator]();
    await answer.next();
    const stopped = new AbortController();
    const waiting = questions.whenFree('a:1', stopped.signal);
    stopped.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    const free = questions.whenFree('a:1', signal);
    await answer.return?.();
    await free;
  });

  it('waits until nobody has asked for a while where the model that answers would be thrown out', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const questions = createQuestionsFirst(() => true);
      await questions.whenFree('a:1', signal); // never asked
      const { model, goOn } = heldModel();
      const answer = questions
        .chat('a:1', model, nothing)
        .stream({} as ChatRequest, { signal })
        [Symbol.asyncIterator]();
      await answer.next();
      let isFree = false;
      const waiting = questions.whenFree('a:1', signal).then(() => (isFree = true));
      goOn();
      await answer.next();
      await vi.advanceTimersByTimeAsync(119_000);
      expect(isFree).toBe(false);
      await vi.advanceTimersByTimeAsync(2_000);
      await waiting;
    } finally {
      vi.useRealTimers();
    }
  });

  it('knows one server by what people write for it', () => {
    expect(serverOf({ provider: 'ollama', url: null })).toBe('127.0.0.1:11434');
    expect(serverOf({ provider: 'ollama', url: 'http://localhost:11434' })).toBe('127.0.0.1:11434');
    expect(serverOf({ provider: 'openai', url: 'http://127.0.0.1:11434/v1' })).toBe('127.0.0.1:11434');
    expect(serverOf({ provider: 'openai', url: null })).not.toBe(
      serverOf({ provider: 'anthropic', url: null }),
    );
  });
});
