import { describe, expect, it, vi } from 'vitest';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import { createLiveAnswers } from './live-answers.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';

const delta = (text: string): ChatEvent => ({ type: 'delta', text });

async function collect(events: AsyncIterable<ChatEvent>): Promise<string> {
  let text = '';
  for await (const event of events) if (event.type === 'delta') text += event.text;
  return text;
}

describe('live answers', () => {
  it('gives everything so far, then the rest, to each follower', async () => {
    const live = createLiveAnswers();
    const gate = Promise.withResolvers<void>();
    const answer = live.start(plantedId('m'), async current => {
      current.publish(delta('a'));
      await gate.promise;
      current.publish(delta('b'));
    });
    const early = collect(answer.follow(undefined));
    const late = collect(live.get('m')!.follow(undefined));
    gate.resolve();
    expect(await Promise.all([early, late])).toEqual(['ab', 'ab']);
    expect(live.get('m')).toBeNull();
  });

  it('tells what waits as one piece, in order, and nothing else with it', async () => {
    const live = createLiveAnswers();
    const answer = live.start(plantedId('m'), async current => {
      current.publish({ type: 'started', conversationId: 'c', messageId: 'm' });
      for (const text of ['un', ' deux', ' trois']) current.publish(delta(text));
      current.publish({ type: 'failed', error: { code: 'model.interrupted', message: '' } });
      current.publish(delta('!'));
    });
    const told: ChatEvent[] = [];
    for await (const event of answer.follow(undefined)) told.push(event);
    expect(told.map(event => (event.type === 'delta' ? event.text : event.type))).toEqual([
      'started',
      'un deux trois',
      'failed',
      '!',
    ]);
  });

  it('says to who joins how long a model has read by then', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000);
    const live = createLiveAnswers();
    const gate = Promise.withResolvers<void>();
    const reading = { type: 'reading', model: 'M', passages: 3, expectedMs: 8_000, loads: false } as const;
    const answer = live.start(plantedId('m'), async current => {
      current.publish({ ...reading, elapsedMs: 0 });
      await gate.promise;
    });
    clock.mockReturnValue(6_000);
    const late = answer.follow(undefined);
    expect((await late.next()).value).toEqual({ ...reading, elapsedMs: 5_000 });
    gate.resolve();
    clock.mockRestore();
  });

  it('goes on when a follower leaves', async () => {
    const live = createLiveAnswers();
    const gate = Promise.withResolvers<void>();
    const leave = new AbortController();
    const answer = live.start(plantedId('m'), async current => {
      await gate.promise;
      current.publish(delta('kept'));
    });
    const left = collect(answer.follow(leave.signal));
    leave.abort();
    expect(await left).toBe('');
    gate.resolve();
    expect(await collect(answer.follow(undefined))).toBe('kept');
  });

  it('stop aborts the work with the reason; close waits for all', async () => {
    const live = createLiveAnswers();
    const reasons: unknown[] = [];
    const work = async (current: { signal: AbortSignal }) => {
      await new Promise(resolve => current.signal.addEventListener('abort', resolve));
      reasons.push(current.signal.reason);
    };
    live.start(plantedId('one'), work);
    live.start(plantedId('two'), work);
    expect(live.stop('one')).toBe(true);
    await live.close();
    expect(reasons).toEqual(['stopped', 'closing']);
    expect(live.stop('one')).toBe(false);
  });
});
