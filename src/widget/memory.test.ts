import { describe, expect, it } from 'vitest';
import { openMemory } from './memory.ts';
import {
  keeping,
  keptMessages,
  dropping,
  questionOf,
  randomId,
  type Outgoing,
} from './panel/state/outbox.ts';

function shelf(first: Record<string, string> = {}) {
  const kept = new Map(Object.entries(first));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    kept,
  };
}

const outgoing: Outgoing = {
  clientMessageId: 'a1b2c3d4',
  thread: 'new:1',
  text: 'Bonjour',
  attachments: [],
  createdAt: '2026-11-25T10:00:00.000Z',
  place: 1,
  state: 'sending',
  reason: null,
  notBefore: 0,
};

describe('what a browser remembers of a widget', () => {
  it('is shared by two tabs without one undoing the other', () => {
    const shared = shelf();
    const [one, other] = [openMemory('w', () => shared), openMemory('w', () => shared)];
    one.change({ draft: 'a' });
    other.change(keeping(outgoing));
    one.change({ draft: null });
    expect(Object.keys(one.read())).toEqual(['out:a1b2c3d4']);
    other.clear();
    expect(shared.kept.size).toBe(0);
  });

  it('survives a storage that is refused, full, or holds something else', () => {
    const refused = openMemory('w', () => {
      throw new Error('SecurityError');
    });
    refused.change({ draft: 'a' });
    expect(refused.read()).toEqual({ draft: 'a' });

    const full = {
      ...shelf(),
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    const memory = openMemory('w', () => full);
    memory.change({ draft: 'a' });
    memory.change({ lead: true });
    expect(memory.read()).toEqual({ draft: 'a', lead: true });

    expect(openMemory('w', () => shelf({ 'foyer:w': '{"broken' })).read()).toEqual({});
    expect(openMemory('w', () => shelf({ 'foyer:w': '"text"' })).read()).toEqual({});
  });

  it('gives back the messages that could not be sent, oldest first, whatever else is there', () => {
    // The device's date went back by two hours between the two.
    const later = {
      ...outgoing,
      clientMessageId: 'later',
      createdAt: '2026-11-25T08:00:00.000Z',
      place: 2,
    };
    const kept = keptMessages({
      ...keeping(later),
      ...keeping(outgoing),
      'out:x': { text: 3 },
      'out:y': null,
      draft: 'b',
    });
    expect(kept.map(({ clientMessageId, state }) => [clientMessageId, state])).toEqual([
      ['a1b2c3d4', 'waiting'],
      ['later', 'waiting'],
    ]);
    expect(dropping('a1b2c3d4')).toEqual({ 'out:a1b2c3d4': null });
  });

  it('names a conversation only once it has an id', () => {
    expect(questionOf(outgoing)).toEqual({ message: 'Bonjour', clientMessageId: 'a1b2c3d4' });
    expect(questionOf({ ...outgoing, thread: 'c1' })).toMatchObject({ conversationId: 'c1' });
  });

  it('makes ids that nobody guesses without what only encrypted pages have', () => {
    expect(randomId()).toMatch(/^[0-9a-f]{32}$/);
  });
});
