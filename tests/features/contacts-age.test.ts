import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { withFile } from '../support/route-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { visitorOf } from '../support/visit.ts';

const LONG_AGO = '2020-01-01T00:00:00.000Z';

let outside: ReturnType<typeof temporaryFolder>;
let foyer: TemporaryApp;
let clientId: string;
beforeEach(async () => {
  outside = temporaryFolder();
  foyer = await startTemporaryApp({ dataFolder: join(outside.path, 'data') });
  const bot = await foyer.client.chatbots.create({ name: 'Accueil', language: 'fr' });
  ({ clientId } = bot);
  for (const [name, email] of [
    ['Paul', 'paul@x.fr'],
    ['Ida', 'ida@x.fr'],
  ] as const) {
    const { client } = await visitorOf(foyer.app, bot.id);
    await client.visitor.lead({ reason: 'person', fields: { name, email } });
  }
  await until(async () => (await names()).length === 2);
});
afterEach(async () => {
  await foyer.close();
  outside.remove();
});

const list = async () => (await foyer.client.contacts.list({ clientId, sort: 'name', order: 'asc' })).items;
const names = async () => (await list()).map(({ name }) => name);
const idOf = async (wanted: string) => (await list()).find(({ name }) => name === wanted)?.id ?? '';

async function restart(whileStopped: (database: Sqlite.Database) => void): Promise<void> {
  await foyer.close();
  const database = new Sqlite(databaseFile(foyer.dataFolder));
  whileStopped(database);
  database.close();
  foyer = await startTemporaryApp({ dataFolder: foyer.dataFolder });
}

it('fills the contacts of leads that were there before, once', async () => {
  await restart(database => {
    for (const sentence of [
      'delete from contacts',
      "delete from settings where key = 'contacts.leads_taken_in'",
      "delete from events where type like 'contact.%'", // older than events
    ])
      database.exec(sentence);
  });
  await until(async () => (await names()).length === 2);
  expect(await names()).toEqual(['Ida', 'Paul']);
  await foyer.client.contacts.remove({ id: await idOf('Paul') });
  await restart(() => undefined);
  expect(await names()).toEqual(['Ida']);
});

it('hands over again what was handed over before, which changes nothing', async () => {
  const before = await list();
  await restart(database => {
    database.exec("delete from event_subscribers where name = 'contacts.visitors'");
    database.exec("delete from settings where key = 'contacts.leads_taken_in'");
  });
  await foyer.client.contacts.create({ clientId, kind: 'person', name: 'Zoé' });
  expect((await list()).slice(0, 2)).toEqual(before);
});

it('forgets contacts with age as conversations, but not those of the office', async () => {
  await foyer.client.contacts.update({ id: await idOf('Ida'), note: 'Cliente depuis longtemps' });
  await foyer.client.clients.update({ id: clientId, conversationRetentionDays: 30 });
  await restart(database => {
    for (const table of ['contacts', 'visitors'])
      database.prepare(`update ${table} set last_seen_at = ?`).run(LONG_AGO);
    database.prepare('update leads set created_at = ?').run(LONG_AGO);
  });
  await foyer.client.jobs.runSchedule({ name: 'privacy.retention' });
  await until(async () => (await names()).length === 1);
  expect(await names()).toEqual(['Ida']);
});

it('refuses more contacts than a client may have, and keeps what visitors leave with their leads', async () => {
  await restart(database =>
    database
      .prepare(
        `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 19998)
         insert into contacts (id, client_id, kind, name, source, kept_at, last_seen_at, created_at, updated_at)
         select 'made-' || n, ?, 'person', 'Personne ' || n, 'import', ?, ?, ?, ? from numbers`,
      )
      .run(clientId, LONG_AGO, LONG_AGO, LONG_AGO, LONG_AGO),
  );
  const { contacts } = foyer.client;
  await expect(contacts.create({ clientId, kind: 'person', name: 'De trop' })).rejects.toMatchObject({
    code: 'contact.too_many',
  });
  await expect(contacts.importFile({ clientId }, withFile('Nom\nDe trop'))).rejects.toMatchObject({
    code: 'contact.too_many',
  });
  expect(
    await contacts.importFile({ clientId }, withFile('Nom;E-mail;Note\nIda;ida@x.fr;Connue')),
  ).toMatchObject({
    changed: 1,
  });
});

it('is in the archive of a client', async () => {
  const { id } = await foyer.client.exports.start({ id: clientId });
  await until(async () => (await foyer.client.exports.list({ id: clientId }))[0]?.state === 'ready');
  const files = unzipSync(readFileSync(join(foyer.dataFolder, 'exports', `${id}.zip`)));
  const file = (end: string) =>
    strFromU8(Object.entries(files).find(([name]) => name.endsWith(end))?.[1] ?? new Uint8Array());
  expect(file('contacts.json')).toContain('paul@x.fr');
  expect(file('contact-visitors.json')).toContain(await idOf('Paul'));
});
