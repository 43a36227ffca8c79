import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { checkKeywordIndex } from '#main/index/keyword-check.ts';
import { keywordTable } from '#main/index/keyword-table.ts';
import { field } from '../doors/door-support.ts';
import { typeCommand } from '../doors/command-line-runner.ts';
import { writeRuleFiles } from '../support/sample-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

const FILES = 12;
const WHOLE_AGAIN = { timeout: 30_000 };
const QUESTIONS = ['zorglub7', 'règle de livraison', 'zorglubb11', 'salariés du bureau'];

let folder: ReturnType<typeof temporaryFolder>;
let dataFolder: string;
let foyer: TemporaryApp;
let bot: { id: string; clientId: string };
let before: unknown[];

// Read once; each case works on a copy.
beforeAll(async () => {
  folder = temporaryFolder();
  dataFolder = join(folder.path, 'whole');
  foyer = await startTemporaryApp({ dataFolder });
  bot = await foyer.client.chatbots.create({ name: 'Règles' });
  await foyer.client.documents.addPaths({
    chatbotId: bot.id,
    paths: writeRuleFiles(join(folder.path, 'files'), FILES, 150),
  });
  await untilRead(foyer.client, bot.id);
  before = await results();
  expect(before.every(found => Array.isArray(found) && found.length > 0)).toBe(true);
  await foyer.close();
});
afterAll(() => folder.remove());

beforeEach(() => {
  dataFolder = join(folder.path, 'data');
  cpSync(join(folder.path, 'whole'), dataFolder, { recursive: true });
});
afterEach(async () => {
  await foyer.close();
  removeFolder(dataFolder);
});

/** What is found for each question, with its rank, score and relevance. */
async function results(): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const q of QUESTIONS) {
    const { results } = await foyer.client.search.search({ chatbotId: bot.id, q, k: 10 });
    found.push(results.map(({ chunkId, score, relevance }) => ({ chunkId, score, relevance })));
  }
  return found;
}

/** Does something to the file that no user of SQLite is allowed to do. */
function harm(harming: (sqlite: Sqlite.Database, table: string) => void): void {
  const sqlite = new Sqlite(databaseFile(dataFolder));
  sqlite.unsafeMode(true);
  harming(sqlite, keywordTable(bot.clientId));
  sqlite.close();
}

function verdict(): string {
  const sqlite = new Sqlite(databaseFile(dataFolder), { readonly: true });
  try {
    return checkKeywordIndex(sqlite, bot.clientId, { thorough: true });
  } finally {
    sqlite.close();
  }
}

const conditionsNow = async () => (await foyer.client.system.overview({})).conditions.map(({ kind }) => kind);

const overwritten = (sqlite: Sqlite.Database, table: string) =>
  sqlite.exec(`UPDATE ${table}_data SET block = randomblob(length(block))`);

/** The list of its segments says that there are two thousand million of them: SQLite asks for 80 GB. */
const beyondMemory = (sqlite: Sqlite.Database, table: string) =>
  sqlite.exec(`UPDATE ${table}_data SET block = X'00000000010100018FFFFFFF7F' WHERE id = 10`);

const harms: [string, (sqlite: Sqlite.Database, table: string) => void][] = [
  ['dropped', (sqlite, table) => sqlite.exec(`DROP TABLE ${table}`)],
  ['half empty', (sqlite, table) => sqlite.exec(`DELETE FROM ${table} WHERE rowid % 2 = 0`)],
  ['without its postings', (sqlite, table) => sqlite.exec(`DELETE FROM ${table}_data WHERE id > 10`)],
  ['overwritten', overwritten],
  ['that asks for more memory than there is', beyondMemory],
  ['without the list of its passages', (sqlite, table) => sqlite.exec(`DROP TABLE ${table}_docsize`)],
  ['without its settings', (sqlite, table) => sqlite.exec(`DROP TABLE ${table}_config`)],
];

describe('cases 7 and 8: the index of words', () => {
  it.each(harms)(
    '%s: noticed at the start, the same results meanwhile and afterwards',
    async (_what, harming) => {
      harm(harming);
      expect(verdict()).not.toBe('whole');
      foyer = await startTemporaryApp({ dataFolder });
      // The very first question may come before, while or after it is made again: it finds the same.
      expect(await results()).toEqual(before);
      await expect.poll(conditionsNow, WHOLE_AGAIN).toEqual([]);
      expect(await results()).toEqual(before);
      expect(verdict()).toBe('whole');
    },
  );

  it.each(harms)('%s while it is running: noticed at the first error or look', async (_what, harming) => {
    foyer = await startTemporaryApp({ dataFolder });
    expect(await results()).toEqual(before);
    harm(harming);
    // What is missing from it without a trace makes no error: the doctor, and every idle day, counts.
    if (verdict() === 'incomplete') await foyer.client.system.doctor({});
    expect(await results()).toEqual(before);
    await expect.poll(conditionsNow, WHOLE_AGAIN).toEqual([]);
    expect(verdict()).toBe('whole');
  });

  it('half empty: whole again once the command that repairs has ended, without a server', async () => {
    harm((sqlite, table) => sqlite.exec(`DELETE FROM ${table} WHERE rowid % 2 = 0`));
    const repaired = await typeCommand(folder.path, ['doctor', '--repair', '--json']);
    expect(repaired.code).toBe(0);
    expect(field(repaired.json, 'checks')).toContainEqual(
      expect.objectContaining({ name: 'words', state: 'ok', mending: false }),
    );
    expect(verdict()).toBe('whole');
    foyer = await startTemporaryApp({ dataFolder });
    expect(await results()).toEqual(before);
  });

  it.each([
    ['overwritten', overwritten],
    ['asking for more memory than there is', beyondMemory],
  ])('what is read and deleted while it is %s is in it afterwards, or not', async (_what, harming) => {
    foyer = await startTemporaryApp({ dataFolder });
    expect(await results()).toEqual(before);
    harm(harming);
    const paths = writeRuleFiles(join(folder.path, 'more'), FILES + 5, 150).slice(FILES);
    await foyer.client.documents.addPaths({ chatbotId: bot.id, paths });
    const { items } = await foyer.client.documents.list({ chatbotId: bot.id, limit: 200 });
    const first = items.find(({ fileName }) => fileName.includes('7'));
    const remove = () => foyer.client.documents.remove({ id: first?.id ?? '' });
    // For want of memory SQLite undoes the whole transaction; the table is set aside before a next request comes.
    await remove().catch(() => nextTurn().then(remove));
    await untilRead(foyer.client, bot.id);
    await foyer.client.system.doctor({});
    await expect.poll(conditionsNow, WHOLE_AGAIN).toEqual([]);
    expect(verdict()).toBe('whole');
    const { totals } = await foyer.client.documents.list({ chatbotId: bot.id, limit: 1 });
    expect(totals).toMatchObject({ ready: FILES + 4, failed: 0 });
    const found = await foyer.client.search.search({ chatbotId: bot.id, q: `zorglub${FILES + 3}`, k: 3 });
    expect(found.results[0]?.title).toContain(String(FILES + 3));
  });

  it('nothing says meanwhile that everything works', async () => {
    harm((sqlite, table) => sqlite.exec(`DROP TABLE ${table}`));
    foyer = await startTemporaryApp({ dataFolder });
    // Looked at in every turn: it is over within moments.
    const deadline = performance.now() + 10_000;
    while (foyer.app.health().conditions.length === 0 && performance.now() < deadline) await nextTurn();
    expect(foyer.app.health()).toMatchObject({ ok: true, conditions: ['index_rebuilding'] });
    expect(await conditionsNow()).toEqual(['index_rebuilding']);
    await expect.poll(() => foyer.app.health().conditions, WHOLE_AGAIN).toEqual([]);
  });
});
