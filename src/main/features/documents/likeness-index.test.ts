import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { families, judgeGroups, numbers } from '../../../../tests/support/alike-texts.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { fillPassages, groupsOf } from '../../../../tests/support/planted-passages.ts';
import { allClients, wholeClients, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { documents } from '#main/db/schema/index.ts';
import { createLikenessIndex } from './likeness-index.ts';
import { createLikenessStore } from './likeness-store.ts';
import type { ChunkRow } from './passage-store.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const random = numbers(11);
const pick = (below: number) => Math.floor(random() * below);
const VOCABULARY = Array.from({ length: 3_000 }, () =>
  Array.from({ length: 3 + pick(6) }, () => LETTERS.charAt(pick(26))).join(''),
);
const text = () => Array.from({ length: 90 + pick(90) }, () => VOCABULARY[pick(VOCABULARY.length)] ?? '');

/** Two of a group that have less in common are a mistake: a third of their words is another. */
const UNLIKE = 0.5;

describe('groups of passages that say the same', () => {
  let database: Database;
  let close: () => void;
  beforeEach(() => {
    ({ database, close } = openTemporaryDatabase());
  });
  afterEach(() => close());

  function place(passages: readonly ChunkRow[]) {
    const index = createLikenessIndex(database);
    database.$client.transaction(() => {
      for (const passage of passages) index.place(passage);
    })();
  }

  it('hold 95 of 100 pairs that do, whatever the order, and hardly any that does not', () => {
    const made = families(Array.from({ length: 120 }, text), 6, random);
    const passages = fillPassages(
      database,
      'ours',
      made.map(one => one.text),
    );
    place(passages);
    const groups = groupsOf(database);
    const members = passages.map(({ id }, at) => ({
      family: made[at]?.family ?? 0,
      text: made[at]?.text ?? '',
      groupId: groups.get(id) ?? 0,
    }));
    const { pairs, found, together, wrong } = judgeGroups(members, UNLIKE);
    expect(pairs).toBeGreaterThan(400);
    expect(found / pairs).toBeGreaterThanOrEqual(0.95);
    expect(wrong / together).toBeLessThan(0.01);
  });

  it('go on without the passage that they began with, once those that it left are placed again', () => {
    const same = text().join(' ');
    const passages = fillPassages(database, 'ours', [same, same, same, text().join(' ')]);
    place(passages);
    expect([...groupsOf(database).values()]).toEqual([1, 1, 1, 4]);
    database.$client.exec('delete from chunks where id = 1');
    expect([...groupsOf(database).values()]).toEqual([null, null, 4]);
    place(createLikenessStore(database).left(allClients, 10));
    expect([...groupsOf(database).values()]).toEqual([2, 2, 4]);
  });

  it('are told of a passage once: placed again, it is where it was', () => {
    const same = text().join(' ');
    const passages = fillPassages(database, 'ours', [same, same]);
    place([...passages, ...passages]);
    expect([...groupsOf(database).values()]).toEqual([1, 1]);
  });

  it('become one when a passage comes that says the same as both', () => {
    const words = text().slice(0, 90);
    const [first, last] = [[...words], [...words]];
    for (const at of [5, 15, 25]) first[at] = 'autrement';
    for (const at of [60, 70, 80]) last[at] = 'ailleurs';
    place(fillPassages(database, 'ours', [first.join(' '), last.join(' ')]));
    expect([...groupsOf(database).values()]).toEqual([1, 2]);
    place(fillPassages(database, 'ours', [words.join(' ')]));
    expect([...groupsOf(database).values()]).toEqual([1, 1, 1]);
  });

  it('have no more passages than whoever asks reaches', () => {
    const same = text().join(' ');
    const [first] = fillPassages(database, 'ours', [same]);
    const [second] = fillPassages(database, 'ours', [same]);
    place([first, second].filter(passage => passage !== undefined));
    const store = createLikenessStore(database);
    const counts = (scope: ClientScope) => store.counted(scope, [1]).map(({ count }) => count);
    expect(counts(wholeClients(['ours']))).toEqual([2]);
    expect(counts(wholeClients(['theirs']))).toEqual([]);
    const part = (chatbotIds: 'all' | string[]): ClientScope => ({
      clientIds: [],
      limited: { clientIds: ['ours'], chatbotIds, conversationsOf: 'everyone' },
    });
    expect(counts(part('all'))).toEqual([2]);
    expect(counts(part(['another']))).toEqual([]);
    database
      .update(documents)
      .set({ state: 'extracting' })
      .where(eq(documents.id, second?.documentId ?? ''))
      .run();
    expect(counts(wholeClients(['ours']))).toEqual([]);
  });

  it('are of one client', () => {
    const same = text().join(' ');
    place([...fillPassages(database, 'ours', [same]), ...fillPassages(database, 'theirs', [same])]);
    expect([...groupsOf(database).values()]).toEqual([1, 2]);
  });
});
