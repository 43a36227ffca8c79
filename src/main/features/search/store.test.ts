import { drizzle } from 'drizzle-orm/better-sqlite3';
import { expect, it } from 'vitest';
import * as schema from '#main/db/schema/index.ts';
import { openTemporaryKnowledgeBase } from '../../../../tests/support/temporary-knowledge-base.ts';
import { createSearchStore } from './store.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';

it('a passage carries the fingerprint of its file: two copies of one file are one source', () => {
  const base = openTemporaryKnowledgeBase(['client']);
  try {
    const text = 'Le garage ferme à 19 heures.';
    const [first] = base.addDocument({ clientId: 'client', id: 'a', texts: [text] });
    const [copy] = base.addDocument({ clientId: 'client', id: 'b', texts: [text] });
    base.sqlite.prepare("update documents set content_hash = 'same'").run();
    const store = createSearchStore(drizzle(base.sqlite, { schema }));
    const ids = [first ?? 0, copy ?? 0];
    const found = store.chunks(plantedId('client'), ids);
    expect([...found.values()].map(({ documentId, contentHash }) => [documentId, contentHash])).toEqual([
      ['a', 'same'],
      ['b', 'same'],
    ]);
    expect(store.chunks(plantedId('another'), ids).size).toBe(0);
  } finally {
    base.close();
  }
});

it('an earlier version that is set aside is neither ready nor on its way', () => {
  const base = openTemporaryKnowledgeBase(['client'], ['bot']);
  try {
    base.addDocument({ clientId: 'client', id: 'a', texts: ['Un.'], chatbotIds: ['bot'] });
    base.addDocument({ clientId: 'client', id: 'b', texts: ['Deux.'], chatbotIds: ['bot'] });
    base.sqlite.prepare("update documents set state = 'set_aside' where id = 'b'").run();
    const store = createSearchStore(drizzle(base.sqlite, { schema }));
    expect(store.knowledge(plantedId('bot'))).toMatchObject({ ready: 1, working: 0 });
  } finally {
    base.close();
  }
});
