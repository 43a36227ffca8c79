import { Buffer } from 'node:buffer';
import { text as readText } from 'node:stream/consumers';
import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startJournal } from '#main/db/audit/journal.ts';
import type { Database } from '#main/db/connection.ts';
import { resealAll } from '#main/db/reseal.ts';
import { allTableRules } from '#main/db/rules/index.ts';
import { clients, users } from '#main/db/schema/index.ts';
import { archiveEntries } from '#main/features/exports/archive-entries.ts';
import { createArchiveRecords } from '#main/features/exports/archive-records.ts';
import { createArchiveWriters } from '#main/features/exports/writers.ts';
import { createClientRows } from '#main/features/privacy/client-rows.ts';
import { createErasureStore } from '#main/features/privacy/erasure-store.ts';
import { createPersonRows } from '#main/features/privacy/person-rows.ts';
import { createRetentionStore } from '#main/features/privacy/retention-store.ts';
import { exportGuide } from '../../scripts/export-guide.ts';
import { createNotes, noteRules, notes } from '../support/planted-table.ts';
import { openTemporaryDatabase } from '../support/temporary-database.ts';
import { createEventsStandIn } from '../support/events-stand-in.ts';
import { plantedId } from '../support/planted-id.ts';

/** What the loops cover, told of a table that nothing but its own rules knows. */
const tables = allTableRules([noteRules]);
const at = '2026-11-20T10:00:00.000Z';
const later = '2026-11-25T10:00:00.000Z';
const person = { kind: 'account', id: 'claire', email: 'claire@exemple.fr' } as const;
const { signal } = new AbortController();

let database: Database;
let close: () => void;
beforeEach(() => {
  ({ database, close } = openTemporaryDatabase());
  createNotes(database);
  for (const id of ['client', 'other'])
    database.insert(clients).values({ id, name: id, active: true, createdAt: at, updatedAt: at }).run();
  for (const id of ['claire', 'karim'])
    database
      .insert(users)
      .values({
        id,
        email: `${id}@exemple.fr`,
        fullName: id,
        initials: id,
        role: 'editor',
        language: 'fr',
        theme: 'system',
        active: true,
        createdAt: at,
        updatedAt: at,
      })
      .run();
  const note = { clientId: 'client', authorId: 'claire', readerId: 'karim', title: 'Note', createdAt: at };
  database
    .insert(notes)
    .values([
      { ...note, id: 'one', sealedWords: 'v1:sealed' },
      {
        ...note,
        id: 'two',
        authorId: 'karim',
        readerId: 'claire',
        createdAt: later,
        sealedWords: 'v1:sealed',
      },
      { ...note, id: 'three', clientId: 'other', authorId: null, readerId: null },
    ])
    .run();
});
afterEach(() => close());

const ids = () =>
  database
    .select({ id: notes.id })
    .from(notes)
    .orderBy(desc(notes.createdAt))
    .all()
    .map(({ id }) => id);
const rowsOfClient = () =>
  createClientRows(database, tables, { dropClient: () => undefined }, createEventsStandIn().events);

it('are recorded in the log', () => {
  startJournal(database, { tables, key: Buffer.alloc(32, 1), clock: { now: () => new Date(at) } });
  database.update(notes).set({ title: 'Autre', sealedWords: 'v1:more' }).where(eq(notes.id, 'one')).run();
  const entry = database.$client
    .prepare('select target_id, client_id, after from audit_events join audit_details using (sequence)')
    .get();
  expect(entry).toEqual({
    target_id: 'one',
    client_id: 'client',
    after: JSON.stringify({ title: 'Autre', sealedWords: '•••' }),
  });
});

it('go with their client, and are on its certificate and found in the log', () => {
  const rows = rowsOfClient();
  expect(rows.count('client').others).toEqual([{ what: { fr: 'Notes', en: 'Notes' }, count: 2 }]);
  const owns = rows.owns('client');
  expect(['one', 'two', 'three'].map(owns)).toEqual([true, true, false]);
  rows.removeClient('client');
  expect(ids()).toEqual(['three']);
  expect(rows.exists('client')).toBe(false);
});

it('are told on the certificate in words of their own', () => {
  const erasures = createErasureStore(database);
  const id = '01a22e71-8310-70ad-9d48-b4f1fad83cab';
  const ids = { id, subjectId: id, requestedBy: null };
  const form = { version: 1, subject: 'client', chain: null, finishedAt: null } as const;
  erasures.insert({ ...form, ...ids, requestedAt: at, removed: {}, snapshots: [] });
  const { removed, others } = rowsOfClient().count('client');
  erasures.addRemoved(id, removed, others);
  erasures.addRemoved(id, { logLines: 3 });
  expect(erasures.get(id)).toMatchObject({
    removed: { conversations: 0, logLines: 3 },
    removedOthers: [{ what: { fr: 'Notes' }, count: 2 }],
  });
});

it('go with a person, or forget them', () => {
  const rows = createPersonRows(database, tables);
  expect(rows.count(person).others).toMatchObject([{ count: 1 }]);
  expect(['one', 'two'].map(rows.owns(person, []))).toEqual([true, false]);
  rows.removePerson(person);
  expect(ids()).toEqual(['two', 'three']);
  expect(database.select().from(notes).where(eq(notes.id, 'two')).get()).toMatchObject({
    authorId: 'karim',
    readerId: null,
    sealedWords: null,
  });
});

it('go with age', async () => {
  const removed = await createRetentionStore(database, tables).removeOld(plantedId('client'), later, signal);
  expect(removed).toMatchObject({ removed: { conversations: 0, visitors: 0 }, others: [{ count: 1 }] });
  expect(ids()).toEqual(['two', 'three']);
});

it('are sealed anew', () => {
  expect(resealAll(database, tables, sealed => sealed.replace('v1:sealed', 'v2:sealed'))).toBe(2);
});

it('are in the archive of their client, its guide and what it says of itself', async () => {
  const source = {
    tables,
    clientId: 'client',
    foyerVersion: '1',
    exportedAt: at,
    language: 'fr' as const,
    lists: createArchiveRecords(database, {
      tables,
      clientId: 'client',
      writers: createArchiveWriters(database),
    }),
    pathOf: { files: async () => null, logos: async () => null, attachments: async () => null },
    onProgress: () => undefined,
  };
  const files = new Map<string, string>();
  for await (const { path, open } of archiveEntries(source)) files.set(path, await readText(await open()));
  expect(JSON.parse(files.get('notes.json') ?? '')).toEqual([
    { id: 'one', name: 'Note', authorId: 'claire', readerId: 'karim', createdAt: at },
    { id: 'two', name: 'Note', authorId: 'karim', readerId: 'claire', createdAt: later },
  ]);
  expect(JSON.parse(files.get('export.json') ?? '')).toMatchObject({ records: { 'notes.json': 2 } });
  expect(files.get('README.txt')).toContain('notes.json          les notes');
  const guide = exportGuide(tables);
  expect(guide).toContain('| `notes.json` | notes of the office |');
  expect(guide).toContain('`notes.json`: `id`, `name`, `authorId`, `readerId`, `createdAt`.');
  expect(guide).toContain('| `planted_notes`: `sealedWords` | sealed |');
});
