import { describe, expect, it } from 'vitest';
import { createFairQueue, type Turn } from './fair-queue.ts';

function entered(turn: Turn | null): Turn {
  if (turn === null) throw new Error('refused');
  return turn;
}

describe('the fair queue', () => {
  it('lets so many go at once and tells the others their place', () => {
    const queue = createFairQueue(() => ({ atOnce: 2, waitingAtMost: 10 }));
    const turns = ['a', 'b', 'c', 'd'].map(who => entered(queue.enter(who, null)));
    expect(turns.map(turn => turn.position())).toEqual([0, 0, 1, 2]);
    turns[0]?.leave();
    expect(turns.map(turn => turn.position())).toEqual([0, 0, 0, 1]);
    expect(queue.state()).toEqual({ running: 2, waiting: 1 });
  });

  it('puts somebody who asks much behind everybody who asks once', () => {
    const queue = createFairQueue(() => ({ atOnce: 1, waitingAtMost: 10 }));
    const first = entered(queue.enter('greedy', null));
    const greedy = [1, 2, 3].map(() => entered(queue.enter('greedy', null)));
    const modest = entered(queue.enter('modest', null));
    expect(modest.position()).toBe(1);
    expect(greedy.map(turn => turn.position())).toEqual([2, 3, 4]);
    first.leave();
    expect(modest.position()).toBe(0);
  });

  it('refuses beyond its bound, and admits again when somebody left', () => {
    const queue = createFairQueue(() => ({ atOnce: 1, waitingAtMost: 1 }));
    const running = entered(queue.enter('a', null));
    const waiting = entered(queue.enter('b', null));
    expect(queue.enter('c', null)).toBeNull();
    waiting.leave();
    expect(queue.enter('c', null)).not.toBeNull();
    running.leave();
    running.leave();
    expect(queue.state()).toEqual({ running: 1, waiting: 0 });
  });

  it('keeps a lane to its own limit without holding up the others', () => {
    const queue = createFairQueue(() => ({ atOnce: 10, waitingAtMost: 10 }));
    const lane = { name: 'ollama', atOnce: 1 };
    const local = entered(queue.enter('a', lane));
    const next = entered(queue.enter('b', lane));
    const remote = entered(queue.enter('c', null));
    expect([local.position(), next.position(), remote.position()]).toEqual([0, 1, 0]);
    local.leave();
    expect(next.position()).toBe(0);
  });

  it('gains nobody a place who asks and leaves again', () => {
    const queue = createFairQueue(() => ({ atOnce: 1, waitingAtMost: 10 }));
    entered(queue.enter('greedy', null));
    entered(queue.enter('greedy', null));
    entered(queue.enter('greedy', null)).leave();
    const again = entered(queue.enter('greedy', null));
    const modest = entered(queue.enter('modest', null));
    expect([modest.position(), again.position()]).toEqual([1, 3]);
  });

  it('serves 200 who wait for two places in fair order: nobody waits half as long again as their share', () => {
    const queue = createFairQueue(() => ({ atOnce: 2, waitingAtMost: 200 }));
    const askers = Array.from({ length: 20 }, (_, index) => `asker ${index}`);
    // All ten questions of one before the first of the next: the worst order they can come in.
    const open = askers.flatMap(who =>
      Array.from({ length: 10 }, (_, asked) => ({ who, asked, turn: entered(queue.enter(who, null)) })),
    );
    expect(queue.state()).toEqual({ running: 2, waiting: 198 });
    let served = 0;
    while (open.length > 0) {
      const running = open.filter(({ turn }) => turn.position() === 0);
      expect(running).toHaveLength(Math.min(2, open.length));
      for (const one of running) {
        // Two are served at each step; before one's next question, each other one's as many.
        const share = ((one.asked + 1) * askers.length) / 2;
        expect(served / 2, `${one.who}, question ${one.asked}`).toBeLessThanOrEqual(1.5 * share);
        open.splice(open.indexOf(one), 1);
        one.turn.leave();
        served += 1;
      }
    }
    expect([served, queue.state()]).toEqual([200, { running: 0, waiting: 0 }]);
  });

  it('gives the place of whoever leaves to the next, wherever they stood', () => {
    const queue = createFairQueue(() => ({ atOnce: 2, waitingAtMost: 200 }));
    const turns = Array.from({ length: 200 }, (_, index) => entered(queue.enter(`asker ${index}`, null)));
    for (const [index, turn] of turns.entries()) if (index % 2 === 0) turn.leave();
    const left = turns.filter((_, index) => index % 2 === 1);
    expect(left.map(turn => turn.position())).toEqual(left.map((_, index) => Math.max(0, index - 1)));
    expect(queue.state()).toEqual({ running: 2, waiting: 98 });
  });

  it('wakes whoever waits for a change', async () => {
    const queue = createFairQueue(() => ({ atOnce: 1, waitingAtMost: 5 }));
    const running = entered(queue.enter('a', null));
    const waiting = entered(queue.enter('b', null));
    const changed = waiting.changed();
    running.leave();
    await changed;
    expect(waiting.position()).toBe(0);
    await waiting.changed();
  });

  it('says how long it takes by what was measured', () => {
    let now = 0;
    const queue = createFairQueue(
      () => ({ atOnce: 1, waitingAtMost: 5 }),
      () => now,
    );
    for (let count = 0; count < 60; count += 1) {
      const turn = entered(queue.enter('a', null));
      now += 20_000;
      turn.leave();
    }
    expect(queue.secondsToWait()).toBe(20);
  });
});
