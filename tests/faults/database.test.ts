import {
  cpSync,
  existsSync,
  openSync,
  readFileSync,
  closeSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile, openDatabase } from '#main/db/connection.ts';
import { keepsQuarantine, restoreSnapshot, startAnew } from '#main/db/restore.ts';
import { listSnapshots, takeSnapshot } from '#main/db/snapshots.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { writeRuleFiles } from '../support/sample-files.ts';
import { join as joinOffice } from '../support/people.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

const PAGE = 4096;

let folder: ReturnType<typeof temporaryFolder>;
/** A folder in use, with a copy of its database; each case works on a copy of it. */
let whole: string;
let dataFolder: string;
let bot: string;
const opened: TemporaryApp[] = [];

beforeAll(async () => {
  folder = temporaryFolder();
  whole = join(folder.path, 'whole');
  const foyer = await startTemporaryApp({ dataFolder: whole });
  bot = (await foyer.client.chatbots.create({ name: 'Règles' })).id;
  const paths = writeRuleFiles(join(folder.path, 'files'), 6, 150);
  await foyer.client.documents.addPaths({ chatbotId: bot, paths });
  await untilRead(foyer.client, bot);
  await takeSnapshot(whole, new Date());
  await foyer.client.chatbots.create({ name: 'Après la copie' });
  await foyer.close();
});
afterAll(() => folder.remove());

beforeEach(() => {
  dataFolder = join(folder.path, 'data');
  cpSync(whole, dataFolder, { recursive: true });
});
afterEach(async () => {
  for (const foyer of opened.splice(0)) await foyer.close();
  removeFolder(dataFolder);
});

async function start(): Promise<TemporaryApp> {
  const foyer = await startTemporaryApp({ dataFolder });
  opened.push(foyer);
  return foyer;
}

const kindsOf = (foyer: TemporaryApp) => foyer.app.health().conditions;

function overwritePage(number: number): void {
  const file = openSync(databaseFile(dataFolder), 'r+');
  writeSync(file, randomBytes(PAGE), 0, PAGE, number * PAGE);
  closeSync(file);
}

describe('case 6: a damaged database', () => {
  it('is noticed at the start, whichever of its pages is broken', () => {
    const pages = statSync(databaseFile(dataFolder)).size / PAGE;
    expect(pages).toBeGreaterThan(60);
    for (let run = 0; run < 12; run += 1) {
      const page = Math.floor(((run + 0.5) / 12) * pages);
      overwritePage(page);
      expect(() => openDatabase(dataFolder, createSilentLog()), `page ${page} of ${pages}`).toThrow(
        expect.objectContaining({ code: 'storage.damaged' }),
      );
      cpSync(databaseFile(whole), databaseFile(dataFolder));
    }
  });

  it.each([
    ['cut off', () => truncateSync(databaseFile(dataFolder), 10 * PAGE)],
    ['overwritten from its beginning', () => writeFileSync(databaseFile(dataFolder), randomBytes(40 * PAGE))],
  ])('%s is refused, and nothing is changed', async (_what, harm) => {
    harm();
    const { size } = statSync(databaseFile(dataFolder));
    await expect(start()).rejects.toMatchObject({ code: 'storage.damaged' });
    expect(statSync(databaseFile(dataFolder)).size).toBe(size);
  });

  it('is set aside, and the newest copy takes its place in one step', async () => {
    overwritePage(30);
    const [copy] = await listSnapshots(dataFolder);
    const restored = await restoreSnapshot(dataFolder, null, new Date());
    expect(restored.name).toBe(copy?.name);
    expect(keepsQuarantine(dataFolder)).toBe(true);
    const foyer = await start();
    expect(kindsOf(foyer)).toContain('database_restored');
    const { conditions } = await foyer.client.system.overview({});
    expect(conditions[0]?.at).toBe(restored.madeAt.toISOString());
    expect((await foyer.client.chatbots.list({})).map(({ name }) => name)).toEqual(['Règles']);
    const found = await foyer.client.search.search({ chatbotId: bot, q: 'zorglub3', k: 3 });
    expect(found.results[0]?.title).toContain('3');
    const { items } = await foyer.client.audit.list({ action: 'system.restored' });
    expect(items).toHaveLength(1);
    expect(await foyer.client.audit.verify({})).toMatchObject({ ok: true });
    // It is told until somebody took note.
    await foyer.close();
    opened.pop();
    const again = await start();
    expect(kindsOf(again)).toEqual(['database_restored']);
    await again.client.system.acknowledge({ kind: 'database_restored' });
    expect(kindsOf(again)).toEqual([]);
  });

  it('a copy that is damaged itself is passed over', async () => {
    await restoreSnapshot(dataFolder, null, new Date());
    await takeSnapshot(dataFolder, new Date(Date.now() + 60_000));
    const copies = await listSnapshots(dataFolder);
    expect(copies).toHaveLength(2);
    const newest = copies[1]?.name ?? '';
    const file = openSync(join(dataFolder, 'snapshots', newest), 'r+');
    writeSync(file, randomBytes(PAGE), 0, PAGE, 20 * PAGE);
    closeSync(file);
    expect((await restoreSnapshot(dataFolder, null, new Date())).name).toBe(copies[0]?.name);
    await expect(restoreSnapshot(dataFolder, newest, new Date())).rejects.toMatchObject({
      code: 'storage.damaged',
    });
  });

  it('that is found while it is used is told, and the next start offers the copies', async () => {
    const foyer = await start();
    expect(kindsOf(foyer)).toEqual([]);
    overwritePage(40);
    const { ok } = await foyer.client.system.doctor({});
    expect(ok).toBe(false);
    expect(kindsOf(foyer)).toContain('database_damaged');
    await foyer.close();
    opened.pop();
    await expect(start()).rejects.toMatchObject({ code: 'storage.damaged' });
  });
});

describe('a database that is gone', () => {
  it.each([
    ['missing', () => rmSync(databaseFile(dataFolder))],
    ['empty', () => writeFileSync(databaseFile(dataFolder), '')],
    [
      'missing with every note beside it',
      () => {
        rmSync(databaseFile(dataFolder));
        rmSync(join(dataFolder, 'database.json'));
      },
    ],
  ])('%s opens no fresh set-up beside existing files', async (_what, harm) => {
    harm();
    await expect(start()).rejects.toMatchObject({ code: 'storage.database_missing' });
    expect(existsSync(databaseFile(dataFolder)) && statSync(databaseFile(dataFolder)).size > 0).toBe(false);
    await restoreSnapshot(dataFolder, null, new Date());
    const foyer = await start();
    expect((await foyer.client.chatbots.list({})).map(({ name }) => name)).toEqual(['Règles']);
  });

  it('may be begun anew: everything else is set aside', async () => {
    rmSync(databaseFile(dataFolder));
    startAnew(dataFolder, new Date());
    const foyer = await start();
    expect(await foyer.client.chatbots.list({})).toEqual([]);
    const [aside] = readdirSync(join(dataFolder, 'quarantine'));
    expect(readdirSync(join(dataFolder, 'quarantine', aside ?? ''))).toContain('files');
  });

  it('an empty folder is a new installation', async () => {
    rmSync(dataFolder, { recursive: true });
    const foyer = await start();
    expect(kindsOf(foyer)).toEqual([]);
  });
});

describe('the write-ahead log', () => {
  /** What a running Foyer has on the disk, as a copy of the folder finds it; with another log. */
  async function copyWhileRunning(harm: (log: string) => void): Promise<void> {
    const foyer = await start();
    const before = statSync(join(dataFolder, 'database.json')).mtimeMs;
    await foyer.client.chatbots.create({ name: 'Tout dernier' });
    await expect
      .poll(() => statSync(join(dataFolder, 'database.json')).mtimeMs, { timeout: 15_000 })
      .toBeGreaterThan(before);
    const copy = join(folder.path, 'copy');
    cpSync(dataFolder, copy, { recursive: true, filter: path => !path.endsWith('-shm') });
    await foyer.close();
    opened.pop();
    rmSync(dataFolder, { recursive: true });
    cpSync(copy, dataFolder, { recursive: true });
    rmSync(copy, { recursive: true });
    harm(`${databaseFile(dataFolder)}-wal`);
  }

  it.each([
    ['removed', (log: string) => rmSync(log)],
    ['cut off', (log: string) => truncateSync(log, 32 + 2 * (PAGE + 24))],
  ])('%s: the loss is told with the time until which changes were made', async (_what, harm) => {
    await copyWhileRunning(harm);
    const foyer = await start();
    expect(kindsOf(foyer)).toContain('changes_lost');
    const { conditions } = await foyer.client.system.overview({});
    expect(Date.parse(conditions[0]?.at ?? '')).toBeGreaterThan(Date.now() - 120_000);
    await foyer.client.system.acknowledge({ kind: 'changes_lost' });
    expect(kindsOf(foyer)).toEqual([]);
  });

  it.each([
    ['ever', false],
    ['since a first start', true],
  ])('that held all that was written %s: no set-up begins beside the files', async (_since, stoppedOnce) => {
    rmSync(dataFolder, { recursive: true });
    if (stoppedOnce) await (await startTemporaryApp({ dataFolder })).close();
    const foyer = await start();
    await joinOffice(foyer, 'claire@atelier.fr', 'owner');
    const { id: chatbotId } = await foyer.client.chatbots.create({ name: 'Règles' });
    await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(foyer.client, chatbotId);
    const beat = () =>
      JSON.parse(readFileSync(join(dataFolder, 'database.json'), 'utf8')) as { beat: number };
    const before = beat().beat;
    await expect.poll(() => beat().beat, { timeout: 15_000 }).toBeGreaterThan(before);
    const copy = join(folder.path, 'copy');
    cpSync(dataFolder, copy, { recursive: true, filter: path => !/-(?:shm|wal)$/.test(path) });
    await foyer.close();
    opened.pop();
    rmSync(dataFolder, { recursive: true });
    cpSync(copy, dataFolder, { recursive: true });
    rmSync(copy, { recursive: true });
    await expect(startTemporaryApp({ dataFolder })).rejects.toMatchObject({
      code: 'storage.database_missing',
    });
  });

  it('whole: nothing is lost, nothing is told', async () => {
    await copyWhileRunning(() => undefined);
    const foyer = await start();
    expect(kindsOf(foyer)).toEqual([]);
    expect((await foyer.client.chatbots.list({})).map(({ name }) => name)).toContain('Tout dernier');
  });
});
