import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelPull } from '#shared/contract/model-getting.ts';
import { typeCommand } from '../doors/command-line-runner.ts';
import { startDownloadServer, type DownloadServer } from '../support/download-server.ts';
import { REAL_EMBEDDING, realModelsArePresent } from '../support/real-models.ts';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/** One model, as the catalogue of an office with a server of its own has it. */
function catalogueOf(server: DownloadServer, bytes: Buffer, given: object = {}): string {
  const model = {
    id: 'e5-small',
    name: 'E5 petit',
    about: { fr: 'Compare des phrases.', en: 'Compares sentences.' },
    purpose: 'embedding',
    choice: 'embedding',
    languages: ['fr', 'en'],
    licence: 'MIT',
    parameters: '118M',
    fileName: 'e5-small.gguf',
    sizeBytes: bytes.length,
    memoryBytes: 1e9,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    address: server.address,
    ...given,
  };
  return JSON.stringify({ version: 1, models: [model] });
}

async function untilPull(
  foyer: TemporaryApp,
  id: string,
  isSo: (pull: ModelPull) => boolean,
): Promise<ModelPull> {
  let found: ModelPull | undefined;
  await until(async () => {
    found = (await foyer.client.models.pulls({})).find(pull => pull.id === id);
    return found !== undefined && isSo(found);
  });
  if (!found) throw new Error(`no pull ${id}`);
  return found;
}

/** What lies in the folder of what comes in. */
function incoming(foyer: TemporaryApp): string[] {
  const folder = join(foyer.dataFolder, 'models', 'incoming');
  return existsSync(folder) ? readdirSync(folder) : [];
}

describe('a model that is fetched', () => {
  const bytes = Buffer.alloc(600_000, 'GGUF of nothing ');
  let foyer: TemporaryApp;
  let server: DownloadServer;
  beforeAll(async () => {
    server = await startDownloadServer(bytes);
    foyer = await startTemporaryApp();
  });
  afterAll(async () => {
    await foyer.close();
    await server.close();
  });
  const offer = (given: object = {}) =>
    foyer.client.models.replaceCatalogue({
      catalogue: JSON.parse(catalogueOf(server, bytes, given)) as unknown,
    });
  const begin = () => foyer.client.models.download({ id: 'e5-small' });

  it('tells how far it is, pauses, is found again among the tasks, and leaves nothing when it is left', async () => {
    await offer();
    server.next({ kind: 'stall', after: 300_000 });
    const { id } = await begin();
    const coming = await untilPull(foyer, id, ({ doneBytes }) => (doneBytes ?? 0) >= 262_144);
    expect(coming).toMatchObject({
      source: 'catalogue',
      model: 'E5 petit',
      url: server.address,
      state: 'downloading',
      totalBytes: 600_000,
    });
    expect((await foyer.client.jobs.list({ open: true })).items).toMatchObject([
      { id, label: 'E5 petit', called: { fr: 'Téléchargement du modèle {{name}}' } },
    ]);
    await expect(foyer.client.models.dropPull({ id })).rejects.toMatchObject({ code: 'resource.conflict' });
    await foyer.client.jobs.cancel({ id });
    const paused = await untilPull(foyer, id, ({ state }) => state === 'paused');
    expect(paused.doneBytes).toBeGreaterThan(0);
    expect(incoming(foyer)).toHaveLength(2);
    await foyer.client.models.dropPull({ id });
    expect(incoming(foyer)).toEqual([]);
    expect(await foyer.client.models.pulls({})).toEqual([]);
  });

  it('of other bytes is told, and adds nothing', async () => {
    await offer({ sha256: '1'.repeat(64) });
    const { id } = await begin();
    expect(await untilPull(foyer, id, ({ state }) => state === 'failed')).toMatchObject({
      failure: 'model.download_wrong',
    });
    expect(await foyer.client.models.list({})).toEqual([]);
    expect(incoming(foyer)).toEqual([]);
    await foyer.client.jobs.dismiss({ id });
    expect(await foyer.client.models.pulls({})).toEqual([]);
  });

  it('that is no model is told, and adds nothing; what came goes with the failure', async () => {
    const letter = Buffer.from('Madame, Monsieur,');
    server.change(letter);
    await foyer.client.models.replaceCatalogue({
      catalogue: JSON.parse(catalogueOf(server, letter)) as unknown,
    });
    const { id } = await begin();
    expect(await untilPull(foyer, id, ({ state }) => state === 'failed')).toMatchObject({
      failure: 'model.file_not_gguf',
    });
    await foyer.client.jobs.dismiss({ id });
    expect(incoming(foyer)).toEqual([]);
    server.change(bytes);
  });

  it.each([
    ['memory', { memoryBytes: 6e10 }, 'model.no_memory', 'no_memory'],
    ['room on the disk', { sizeBytes: 6e10 }, 'model.no_space', 'no_disk'],
  ])('is refused where there is too little %s', async (_what, given, code, verdict) => {
    const tight = await startTemporaryApp({
      disk: { readDisk: () => ({ freeBytes: 20e9, totalBytes: 100e9 }) },
    });
    await tight.client.models.replaceCatalogue({
      catalogue: JSON.parse(catalogueOf(server, bytes, given)) as unknown,
    });
    expect((await tight.client.models.catalogue({})).models).toMatchObject([{ fit: { verdict } }]);
    await expect(tight.client.models.download({ id: 'e5-small' })).rejects.toMatchObject({ code });
    expect(await tight.client.models.pulls({})).toEqual([]);
    await tight.close();
  });

  it('is not while nothing may go out, which the catalogue says', async () => {
    await offer();
    const before = server.asked.length;
    await foyer.client.system.updateSettings({ offline: true });
    expect(await foyer.client.models.catalogue({})).toMatchObject({ offline: true });
    await expect(begin()).rejects.toMatchObject({ code: 'model.pull_offline' });
    expect(server.asked).toHaveLength(before);
    await foyer.client.system.updateSettings({ offline: false });
  });
});

describe.skipIf(!realModelsArePresent)('a real model that is fetched', () => {
  it('goes on after the end of the process, is checked, added, tried, and not fetched twice', async () => {
    const bytes = readFileSync(REAL_EMBEDDING);
    const server = await startDownloadServer(bytes);
    const folder = temporaryFolder();
    const before = await startTemporaryApp({ dataFolder: folder.path });
    await before.client.models.replaceCatalogue({
      catalogue: JSON.parse(catalogueOf(server, bytes)) as unknown,
    });
    server.next({ kind: 'stall', after: 30_000_000 });
    const { id } = await before.client.models.download({ id: 'e5-small' });
    await untilPull(before, id, ({ doneBytes }) => (doneBytes ?? 0) > 20_000_000);
    await before.close();

    const after = await startTemporaryApp({ dataFolder: folder.path });
    await until(async () => (await after.client.models.pulls({}))[0]?.state === 'done');
    expect(server.asked.at(-1)?.range).toMatch(/^bytes=[23]\d{7}-$/u);
    const [done] = await after.client.models.pulls({});
    expect(done).toMatchObject({ id, test: { ok: true, dimension: 384 } });
    expect(await after.client.models.list({})).toMatchObject([
      { id: done?.modelId, name: 'E5 petit', provider: 'inside', purpose: 'embedding', contextTokens: 512 },
    ]);
    expect(await after.client.models.catalogue({})).toMatchObject({ models: [{ isKept: true }] });
    expect(incoming(after)).toEqual([]);
    const asked = server.asked.length;
    const again = await after.client.models.download({ id: 'e5-small' });
    await untilPull(after, again.id, ({ state }) => state === 'done');
    expect(server.asked).toHaveLength(asked);
    expect(await after.client.models.list({})).toHaveLength(1);
    await after.close();
    await server.close();
    folder.remove();
  });
});

describe('in a terminal', () => {
  it('a download is told by its end, and what keeps it from coming in words', async () => {
    const bytes = Buffer.from('Madame, Monsieur,');
    const server = await startDownloadServer(bytes);
    const folder = temporaryFolder();
    const list = join(folder.path, 'list.json');
    writeFileSync(list, catalogueOf(server, bytes));
    expect(await typeCommand(folder.path, ['model', 'catalogue', list])).toMatchObject({ code: 0 });
    const failed = await typeCommand(folder.path, ['model', 'download', 'e5-small']);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stdout).toContain('E5 petit n’est pas arrivé : Ce fichier n’est pas un modèle GGUF');
    const unknown = await typeCommand(folder.path, ['model', 'download', 'absent']);
    expect(unknown).toMatchObject({ code: 1 });
    await server.close();
    folder.remove();
  });
});
