import { beforeEach, describe, expect, it } from 'vitest';
import { createCircuitBreakers } from '#main/ai/circuit-breaker.ts';
import type { ChatModel } from '#main/ai/ports.ts';
import { FoyerError } from '#shared/errors.ts';
import { inServerOrder } from './server-order.ts';

const model: ChatModel = { provider: 'openai', model: 'm', async *stream() {} };

describe('the order of servers', () => {
  let now: number;
  let breakers: ReturnType<typeof createCircuitBreakers>;
  let checked: string[];
  let isBack: boolean;
  beforeEach(() => {
    now = 0;
    breakers = createCircuitBreakers({ now: () => now });
    checked = [];
    isBack = false;
  });

  function route(key: string, number: number, use: { asked: number; askedAt: number }) {
    const server = `${key} ${number}`;
    const place = {
      key: server,
      number,
      use: () => use,
      check: async () => {
        checked.push(server);
        if (!isBack) throw new FoyerError('model.unreachable', server);
      },
    };
    return { key, server, place, model };
  }
  const named = (routes: readonly { server?: string }[]) => routes.map(({ server }) => server);
  const free = { asked: 0, askedAt: -Infinity };

  it('is the least busy first, then the one asked longest ago; other models stay where they are', () => {
    const routes = [
      route('a', 1, { asked: 2, askedAt: 5 }),
      route('a', 2, { asked: 1, askedAt: 9 }),
      route('a', 3, { asked: 1, askedAt: 3 }),
      route('b', 1, { asked: 7, askedAt: 1 }),
      route('c', 1, { asked: 1, askedAt: 1 }),
      route('c', 2, free),
    ];
    expect(named(inServerOrder(routes, breakers))).toEqual(['a 3', 'a 2', 'a 1', 'b 1', 'c 2', 'c 1']);
  });

  it('puts one that failed last, and looks whether it is back without a question', async () => {
    const routes = [route('a', 1, free), route('a', 2, { asked: 3, askedAt: 1 })];
    for (let count = 0; count < 3; count += 1) breakers.for('a 1').failed('model.unreachable');
    const order = () => named(inServerOrder(routes, breakers));
    expect(order()).toEqual(['a 2', 'a 1']);
    expect(checked).toEqual([]);
    now = 30_000;
    expect(order()).toEqual(['a 2', 'a 1']);
    await expect.poll(() => breakers.for('a 1').state()).toBe('open');
    now = 60_000;
    isBack = true;
    order();
    await expect.poll(() => breakers.for('a 1').state()).toBe('closed');
    expect(order()).toEqual(['a 1', 'a 2']);
    expect(checked).toEqual(['a 1', 'a 1']);
  });

  it('leaves the probe to a question where no other server is left', () => {
    const routes = [route('a', 1, free), route('a', 2, free)];
    for (const server of ['a 1', 'a 2'])
      for (let count = 0; count < 3; count += 1) breakers.for(server).failed('model.unreachable');
    now = 30_000;
    inServerOrder(routes, breakers);
    expect(checked).toEqual([]);
    expect(breakers.for('a 1').tryEnter()).toBe(true);
  });
});
