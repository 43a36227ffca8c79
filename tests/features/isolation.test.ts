import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('two clients with the same document', () => {
  let outside: ReturnType<typeof temporaryFolder>;
  let model: StandIn;
  let foyer: TemporaryApp;
  let offices: { clientId: string; chatbotId: string; documentId: string }[];

  beforeEach(async () => {
    outside = temporaryFolder();
    model = await startOllamaStandIn({});
    foyer = await startTemporaryApp({ dataFolder: join(outside.path, 'data') });
    const { client } = foyer;
    await client.models.create({
      name: 'sens',
      provider: 'ollama',
      model: 'bge-m3',
      url: model.url,
      purpose: 'embedding',
    });
    const path = join(outside.path, 'règle.md');
    writeFileSync(path, '# Règle\n\nLe repère de cette règle est zorglub, et il vaut pour tous.\n');
    offices = [];
    for (const name of ['Première', 'Seconde']) {
      const { id: clientId } = await client.clients.create({ name });
      const { id: chatbotId } = await client.chatbots.create({ clientId, name });
      const { documents } = await client.documents.addPaths({ chatbotId, paths: [path] });
      await untilRead(client, chatbotId);
      offices.push({ clientId, chatbotId, documentId: documents[0]?.id ?? '' });
    }
    for (const { clientId } of offices) {
      await expect
        .poll(async () => (await client.system.index({ clientId })).state, { timeout: 20_000 })
        .toBe('ready');
    }
  });
  afterEach(async () => {
    await foyer.close();
    await model.close();
    outside.remove();
  });

  const storedFiles = (clientId: string) =>
    readdirSync(join(foyer.dataFolder, 'files', clientId), { recursive: true }).filter(name =>
      /[0-9a-f]{64}$/.test(String(name)),
    );
  const vectorTables = () =>
    readdirSync(join(foyer.dataFolder, 'vectors')).filter(name => name.endsWith('.lance'));

  it('have two files, two vector tables and two full-text tables', () => {
    expect(readdirSync(join(foyer.dataFolder, 'files')).toSorted()).toEqual(
      offices.map(({ clientId }) => clientId).toSorted(),
    );
    for (const { clientId } of offices) expect(storedFiles(clientId)).toHaveLength(1);
    const prefixes = vectorTables().map(name => name.split('_').slice(0, 2).join('_'));
    expect(new Set(prefixes).size).toBe(2);
    const database = new Sqlite(databaseFile(foyer.dataFolder), { readonly: true });
    const tables = database
      .prepare("select name from sqlite_master where sql like '%USING fts5%'")
      .pluck()
      .all() as string[];
    expect(tables).toHaveLength(3); // the first client has one too
    const entries = tables.map(name =>
      database.prepare(`select count(*) from "${name}_docsize"`).pluck().get(),
    );
    expect(entries.toSorted()).toEqual([0, 1, 1]);
    database.close();
  });

  it('deleted in one, it is whole in the other: file, words, vectors', async () => {
    const [first, second] = offices;
    await foyer.client.documents.remove({ id: first?.documentId ?? '' });
    expect(storedFiles(first?.clientId ?? '')).toEqual([]);
    expect(storedFiles(second?.clientId ?? '')).toHaveLength(1);
    const search = (chatbotId = '') => foyer.client.search.search({ chatbotId, q: 'zorglub' });
    expect((await search(first?.chatbotId)).results).toEqual([]);
    expect(await search(second?.chatbotId)).toMatchObject({ mode: 'hybrid', results: [{ title: 'Règle' }] });
    const file = await foyer.client.documents.download({ id: second?.documentId ?? '' });
    expect(file.path).toContain(second?.clientId);
  });
});
