import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentPath } from '#main/platform/content-store.ts';
import { writeRuleFiles } from '../support/sample-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let foyer: TemporaryApp;
let bot: { id: string; clientId: string };
let original: { id: string; path: string };
beforeEach(async () => {
  folder = temporaryFolder();
  foyer = await startTemporaryApp({ dataFolder: join(folder.path, 'data') });
  bot = await foyer.client.chatbots.create({ name: 'Règles' });
  const paths = writeRuleFiles(join(folder.path, 'files'), 2, 100);
  await foyer.client.documents.addPaths({ chatbotId: bot.id, paths });
  await untilRead(foyer.client, bot.id);
  const { items } = await foyer.client.documents.list({ chatbotId: bot.id, limit: 10 });
  const id = items.find(({ fileName }) => fileName.includes('001'))?.id ?? '';
  original = { id, path: (await foyer.client.documents.download({ id })).path };
});
afterEach(async () => {
  await foyer.close();
  folder.remove();
});

const answers = async () => {
  const { results } = await foyer.client.search.search({ chatbotId: bot.id, q: 'zorglub1', k: 3 });
  return results[0]?.text ?? '';
};
const doctorOn = async (name: string) =>
  (await foyer.client.system.doctor({ language: 'en' })).checks.find(check => check.name === name);

function changeBytes(): void {
  const bytes = readFileSync(original.path);
  bytes[10] = (bytes[10] ?? 0) ^ 1;
  writeFileSync(original.path, bytes);
}

describe('an original that is missing', () => {
  beforeEach(() => rmSync(original.path));

  it('is told by the doctor, by name', async () => {
    expect(await doctorOn('originals')).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('Règle 1'),
    });
  });

  it('is not read again: the document says why and keeps its passages', async () => {
    await expect(foyer.client.documents.retry({ id: original.id })).rejects.toMatchObject({
      code: 'document.file_missing',
    });
    expect(await foyer.client.documents.get({ id: original.id })).toMatchObject({
      state: 'ready',
      failure: null,
    });
    expect(await answers()).toContain('zorglub1');
  });

  it('keeps no other document of a batch from being read again', async () => {
    const { items } = await foyer.client.documents.list({ chatbotId: bot.id, limit: 10 });
    const failing = items.find(({ id }) => id !== original.id);
    expect(failing).toBeDefined();
    expect(await foyer.client.documents.retryMany({ chatbotId: bot.id, which: 'outdated' })).toEqual({
      count: 0,
      withoutFile: 0,
    });
    await foyer.close();
    const { default: Sqlite } = await import('better-sqlite3');
    const sqlite = new Sqlite(join(folder.path, 'data', 'foyer.db'));
    sqlite.exec('update documents set reader_version = 0');
    sqlite.close();
    foyer = await startTemporaryApp({ dataFolder: join(folder.path, 'data') });
    expect(await foyer.client.documents.retryMany({ chatbotId: bot.id, which: 'outdated' })).toEqual({
      count: 1,
      withoutFile: 1,
    });
    await untilRead(foyer.client, bot.id);
    const { totals } = await foyer.client.documents.list({ chatbotId: bot.id, limit: 1 });
    expect(totals).toMatchObject({ ready: 2, failed: 0 });
    expect(await answers()).toContain('zorglub1');
  });

  it('loses nothing when it went just before its reading began', async () => {
    await foyer.close();
    const { default: Sqlite } = await import('better-sqlite3');
    const sqlite = new Sqlite(join(folder.path, 'data', 'foyer.db'));
    sqlite.prepare("update documents set state = 'queued' where id = ?").run(original.id);
    sqlite.close();
    foyer = await startTemporaryApp({ dataFolder: join(folder.path, 'data') });
    await untilRead(foyer.client, bot.id);
    expect(await foyer.client.documents.get({ id: original.id })).toMatchObject({ state: 'ready' });
    expect(await answers()).toContain('zorglub1');
  });
});

describe('an original whose bytes changed', () => {
  it('is not handed out, nor read in the place of what was added', async () => {
    changeBytes();
    await expect(foyer.client.documents.download({ id: original.id })).rejects.toMatchObject({
      code: 'document.file_changed',
    });
    await expect(foyer.client.documents.retry({ id: original.id })).rejects.toMatchObject({
      code: 'document.file_changed',
    });
    expect(await answers()).toContain('zorglub1');
  });

  it('of another length is told by the doctor', async () => {
    writeFileSync(original.path, 'autre chose');
    expect(await doctorOn('originals')).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('Règle 1'),
    });
  });

  it('is as good as before once it was added again', async () => {
    changeBytes();
    const paths = [join(folder.path, 'files', 'règle-001.md')];
    await foyer.client.documents.addPaths({ chatbotId: bot.id, paths });
    const { path } = await foyer.client.documents.download({ id: original.id });
    expect(existsSync(path)).toBe(true);
    expect(path).toContain(contentPath(join(folder.path, 'data', 'files'), bot.clientId, path.slice(-64)));
  });
});
