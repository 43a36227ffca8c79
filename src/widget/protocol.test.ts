import { describe, expect, it } from 'vitest';
import { envelope, readMessage, type ToPage } from './protocol.ts';

describe('messages between the page and the panel', () => {
  const source = {} as MessageEventSource;
  const expected = { source, origin: 'https://foyer.test' };
  const event = (data: unknown, rest: object = {}) => ({
    data,
    source,
    origin: 'https://foyer.test',
    ...rest,
  });

  it('are taken from the one window and the one origin', () => {
    const ready = envelope<ToPage>({ type: 'ready' });
    expect(readMessage<ToPage>(event(ready), expected)).toEqual({ foyer: 1, type: 'ready' });
    expect(readMessage(event(ready, { origin: 'https://foyer.test.evil' }), expected)).toBeNull();
    expect(readMessage(event(ready, { origin: 'null' }), expected)).toBeNull();
    expect(readMessage(event(ready, { source: {} }), expected)).toBeNull();
    expect(readMessage(event(ready, { source: null }), { ...expected, source: null })).toBeNull();
  });

  it.each([
    null,
    'ready',
    3,
    {},
    { foyer: 2, type: 'ready' },
    { type: 'ready' },
    { foyer: 1 },
    { foyer: 1, type: 4 },
  ])('are not %o', data => {
    expect(readMessage(event(data), expected)).toBeNull();
  });
});
