import Database from 'better-sqlite3';
import { strFromU8, unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { startTemporaryApp, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';

let foyer: TemporaryApp;
let id: string;

beforeAll(async () => {
  foyer = await startTemporaryApp();
  ({ id } = await foyer.client.clients.create({ name: 'Nord' }));
  await foyer.client.usage.setQuota({ id, tokens: 10, cost: 2.5, says: { fr: 'Plus tard.', en: null } });
  await foyer.client.usage.setRecipients({ id, addresses: ['direction@exemple.fr'] });
});
afterAll(() => foyer.close());

it('a quota and who gets the report are in the archive of their client', async () => {
  const { id: exportId } = await foyer.client.exports.start({ id });
  await expect
    .poll(async () => (await foyer.client.exports.get({ id, exportId })).state, { timeout: 20_000 })
    .toBe('ready');
  const file = await foyer.client.exports.download({ id, exportId });
  const files = unzipSync(readFileSync(file.path));
  const read = (name: string): unknown => JSON.parse(strFromU8(files[name] ?? new Uint8Array()));
  expect(read('quota.json')).toMatchObject({
    tokens: 10,
    cost: 2.5,
    whenReached: 'fallback',
    saysFr: 'Plus tard.',
  });
  expect(read('report-recipients.json')).toMatchObject([{ address: 'direction@exemple.fr' }]);
});

it('they go with their client', async () => {
  await foyer.client.privacy.eraseClient({ id, confirmName: 'Nord' });
  const left = () => {
    const database = new Database(databaseFile(foyer.dataFolder), { readonly: true });
    const rows = database
      .prepare('select (select count(*) from quotas) + (select count(*) from report_recipients) as rows')
      .get();
    database.close();
    return rows;
  };
  await expect.poll(left, { timeout: 20_000 }).toEqual({ rows: 0 });
});
