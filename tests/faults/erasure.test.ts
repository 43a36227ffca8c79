import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { placesOf } from '../support/data-folder-bytes.ts';
import { writeRuleFiles } from '../support/sample-files.ts';
import { startServerProcess, type ServerProcess } from '../support/server-process.ts';
import { untilRead } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FILES = 80;
const WORDS = ['qwzname', 'qwzbot', 'zorglub'];

describe('kill -9', () => {
  const furnished = temporaryFolder();
  let folder: ReturnType<typeof temporaryFolder>;
  let dataFolder: string;
  let server: ServerProcess;
  let clientId: string;
  /** A client with its documents, read once: each test has a copy. */
  beforeAll(async () => {
    server = await startServerProcess(join(furnished.path, 'data'));
    clientId = (await server.client.clients.create({ name: 'Société qwzname' })).id;
    const bot = await server.client.chatbots.create({ clientId, name: 'qwzbot' });
    const paths = writeRuleFiles(join(furnished.path, 'files'), FILES);
    await server.client.documents.addPaths({ chatbotId: bot.id, paths });
    await untilRead(server.client, bot.id);
    await server.stop();
  });
  beforeEach(async () => {
    folder = temporaryFolder();
    dataFolder = join(folder.path, 'data');
    cpSync(join(furnished.path, 'data'), dataFolder, { recursive: true });
    server = await startServerProcess(dataFolder);
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });
  afterAll(() => furnished.remove());

  /** Looks at the database from outside until a condition holds, without asking the server. */
  async function until(sql: string): Promise<void> {
    const database = new Sqlite(databaseFile(dataFolder), { readonly: true });
    const ask = database.prepare(sql).pluck();
    await expect.poll(() => ask.get(), { interval: 3, timeout: 60_000 }).toBe(1);
    database.close();
  }

  it.each([
    ['when it was just asked for', "select 1 from jobs where type = 'client.erase'"],
    ['once it was counted', "select 1 from jobs where type = 'client.erase' and step = 'counted'"],
    ['while its passages go', `select count(*) < ${FILES} from chunks`],
    ['once the client is gone', "select not exists (select 1 from clients where name like '%qwzname%')"],
  ])('during an erasure, %s: it is carried through', async (_when, moment) => {
    const erasure = await server.client.privacy.eraseClient({ id: clientId, confirmName: 'Société qwzname' });
    await until(moment);
    await server.killNow();
    server = await startServerProcess(dataFolder);
    await expect
      .poll(async () => (await server.client.privacy.erasure({ id: erasure.id })).state, { timeout: 60_000 })
      .toBe('done');
    expect(placesOf(WORDS, dataFolder)).toEqual([]);
    expect(existsSync(join(dataFolder, 'files', clientId))).toBe(false);
    const { certificate } = await server.client.privacy.erasure({ id: erasure.id });
    expect(certificate.removed).toMatchObject({ documents: FILES, files: FILES, chatbots: 1 });
    expect((await server.client.clients.list({ archived: 'with' })).map(one => one.id)).not.toContain(
      clientId,
    );
  });

  it('during an export: it is made again from the beginning, and nothing half is left', async () => {
    const started = await server.client.exports.start({ id: clientId });
    await until("select 1 from jobs where type = 'client.export' and state = 'running'");
    await server.killNow();
    server = await startServerProcess(dataFolder);
    await expect
      .poll(async () => (await server.client.exports.list({ id: clientId }))[0]?.state, { timeout: 60_000 })
      .toBe('ready');
    expect(readdirSync(join(dataFolder, 'exports'))).toEqual([`${started.id}.zip`]);
  });
});
