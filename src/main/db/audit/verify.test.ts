import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import type { Database } from '../connection.ts';
import { createChain, type ChainedEntry } from './chain.ts';
import { allTableRules } from '../rules/index.ts';
import { startJournal, type Journal } from './journal.ts';
import { verifyJournal } from './verify.ts';

const key = Buffer.alloc(32, 1);
const otherKey = Buffer.alloc(32, 2);

let database: Database;
let journal: Journal;
let close: () => void;

beforeEach(() => {
  ({ database, close } = openTemporaryDatabase());
  journal = startJournal(database, {
    tables: allTableRules(),
    key,
    clock: { now: () => new Date('2026-11-20T10:00:00.000Z') },
  });
  for (let number = 1; number <= 6; number += 1)
    journal.record({ action: 'documents.downloaded', targetLabel: `file ${number}` });
});
afterEach(() => close());

/** What someone does who has the file and an ordinary SQLite program. */
function tamper(sql: string): void {
  for (const trigger of ['audit_events_unchanged', 'audit_events_kept', 'audit_events_in_order'])
    database.$client.exec(`drop trigger if exists ${trigger}`);
  database.$client.exec('drop trigger if exists audit_details_unchanged');
  database.$client.exec(sql);
}

const broken = async () => (await verifyJournal(database, key)).firstBreak;

describe('verification', () => {
  it('holds for a log that nobody touched, also an empty one', async () => {
    expect(await verifyJournal(database, key)).toEqual({ entries: 6, erasedDetails: 0, firstBreak: null });
    const empty = openTemporaryDatabase();
    startJournal(empty.database, { tables: allTableRules(), key, clock: { now: () => new Date() } });
    expect(await verifyJournal(empty.database, key)).toMatchObject({ entries: 0, firstBreak: null });
    empty.close();
  });

  it.each([
    ['action', `update audit_events set action = 'users.created' where sequence = 3`],
    ['time', `update audit_events set at = '2020-01-01T00:00:00.000Z' where sequence = 3`],
    ['actor', `update audit_events set actor_id = 'someone' where sequence = 3`],
    ['signature', `update audit_events set mac = 'AAAA' where sequence = 3`],
    ['details', `update audit_details set target_label = 'other' where sequence = 3`],
  ])('tells a changed %s and where', async (_what, sql) => {
    tamper(sql);
    expect(await broken()).toEqual({ sequence: 3, kind: 'changed' });
  });

  it('tells entries missing from the middle and the beginning', async () => {
    tamper('delete from audit_events where sequence = 4');
    expect(await broken()).toEqual({ sequence: 4, kind: 'missing' });
    tamper('delete from audit_events where sequence = 1');
    expect(await broken()).toEqual({ sequence: 1, kind: 'missing' });
  });

  it('tells entries missing at the end, also when the note of the end was adjusted', async () => {
    tamper('delete from audit_events where sequence = 6');
    expect(await broken()).toEqual({ sequence: 6, kind: 'missing_at_end' });
    tamper(`update audit_head set sequence = 5, mac = (select mac from audit_events where sequence = 5)`);
    expect(await broken()).toEqual({ sequence: 5, kind: 'end_lost' });
    tamper('delete from audit_head');
    expect(await broken()).toEqual({ sequence: 5, kind: 'end_lost' });
  });

  it('still tells after more was recorded', async () => {
    tamper('delete from audit_events where sequence = 6');
    journal.record({ action: 'audit.exported' });
    expect(await broken()).toEqual({ sequence: 6, kind: 'missing' });
  });

  it('tells a last entry that was added or changed by another hand', async () => {
    tamper(`update audit_events set action = 'users.deleted' where sequence = 6`);
    expect(await broken()).toEqual({ sequence: 6, kind: 'changed' });
    tamper(`insert into audit_events select 7, at, actor_kind, actor_id, action, target_id, client_id,
      correlation_id, details_digest, mac from audit_events where sequence = 5`);
    expect(await broken()).toMatchObject({ sequence: 6 });
  });

  it.each([1, 4])('tells a chain that was made anew with another key from entry %i on', async from => {
    const forged = createChain(otherKey);
    tamper('select 1');
    const rows = database.$client
      .prepare<[], ChainedEntry & { mac: string }>(
        `select sequence, at, actor_kind as actorKind, actor_id as actorId, action, target_id as targetId,
          client_id as clientId, correlation_id as correlationId, details_digest as detailsDigest, mac
         from audit_events order by sequence`,
      )
      .all();
    let mac = '';
    for (const row of rows) {
      if (row.sequence === from) row.action = 'sessions.ended';
      mac = row.sequence < from ? row.mac : forged.entry(mac, row);
      database.$client
        .prepare('update audit_events set action = ?, mac = ? where sequence = ?')
        .run(row.action, mac, row.sequence);
    }
    database.$client.prepare('update audit_head set mac = ?').run(forged.head(6, mac));
    expect(await broken()).toEqual({ sequence: from, kind: 'foreign' });
  });

  it('holds when details were erased, and counts them', async () => {
    database.$client.exec('delete from audit_details where sequence in (2, 3)');
    expect(await verifyJournal(database, key)).toEqual({ entries: 6, erasedDetails: 2, firstBreak: null });
  });

  it('lets others have their turn while it walks', async () => {
    database.$client.transaction(() => {
      for (let number = 0; number < 30_000; number += 1) journal.record({ action: 'audit.exported' });
    })();
    let turns = 0;
    let walking = true;
    const count = () => {
      turns += 1;
      if (walking) setImmediate(count);
    };
    setImmediate(count);
    expect(await verifyJournal(database, key)).toMatchObject({ entries: 30_006, firstBreak: null });
    walking = false;
    expect(turns).toBeGreaterThan(1);
  });
});
