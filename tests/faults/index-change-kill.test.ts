import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { startEmbeddingServer, vectorsOf, type EmbeddingServer } from '../support/embedding-server.ts';
import { writeRuleFiles } from '../support/sample-files.ts';
import { startServerProcess, type ServerProcess } from '../support/server-process.ts';
import { untilRead } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FILES = 40;
const WAIT = { timeout: 30_000 };
/** Milliseconds between the swap that is asked for and the end of the process: before, in and after it. */
const KILLED_AFTER_MS = [0, 1, 3, 8];

describe('kill -9 while the model that compares is changed', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let server: EmbeddingServer;
  let foyer: ServerProcess;
  let dataFolder: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    dataFolder = join(folder.path, 'data');
    server = await startEmbeddingServer();
    server.setPeculiarity(({ model, texts }) =>
      model === 'sens'
        ? null
        : { status: 200, json: vectorsOf(texts, vector => vector.slice(0, 64).map(value => value + 0.01)) },
    );
  });
  afterEach(async () => {
    await foyer.stop();
    await server.close();
    folder.remove();
  });

  it('goes on where it was, and exactly one of two complete indexes answers after a swap', async () => {
    foyer = await startServerProcess(dataFolder);
    const bot = await foyer.client.chatbots.create({ name: 'Règles' });
    const paths = writeRuleFiles(join(folder.path, 'files'), FILES);
    await foyer.client.documents.addPaths({ chatbotId: bot.id, paths });
    await untilRead(foyer.client, bot.id);
    const settings = { provider: 'openai', url: server.url, purpose: 'embedding' } as const;
    await foyer.client.models.create({ ...settings, name: 'sens', model: 'sens', isDefault: true });
    await expect.poll(async () => (await foyer.client.system.index({})).state, WAIT).toBe('ready');
    const { passages: all } = await foyer.client.system.index({});
    const { id } = await foyer.client.models.create({ ...settings, name: 'nouveau', model: 'nouveau' });

    // While it is built: what was kept is not asked for again.
    await foyer.client.searchIndexes.start({ modelId: id });
    const sent = () => server.calls.filter(call => call.model === 'nouveau').flatMap(call => call.texts);
    await expect.poll(() => sent().length, { ...WAIT, interval: 2 }).toBeGreaterThan(8);
    await foyer.killNow();
    foyer = await startServerProcess(dataFolder);
    await expect
      .poll(async () => (await foyer.client.searchIndexes.get({})).change?.state, WAIT)
      .toBe('ready');
    const again = sent().filter(text => text !== 'dimension');
    expect(again.length - new Set(again).size).toBeLessThanOrEqual(32); // a batch, at most

    for (const after of KILLED_AFTER_MS) {
      const asked = foyer.client.searchIndexes.swap({}).catch(() => null);
      await pause(after);
      await foyer.killNow();
      await asked;
      expect(indexesIn(dataFolder)).toEqual({ answering: all, beside: all, indexes: 2, defaults: 1 });
      foyer = await startServerProcess(dataFolder);
      const { inUse, change } = await foyer.client.searchIndexes.get({});
      expect(inUse?.id).toBe(change?.state === 'swapped' ? change.to.id : change?.from?.id);
      const chosen = (await foyer.client.models.list({})).find(({ isDefault }) => isDefault);
      expect(chosen?.id).toBe(change?.to.id);
      const search = () => foyer.client.search.search({ chatbotId: bot.id, q: 'zorglub31', k: 3 });
      await expect.poll(async () => (await search()).mode, WAIT).toBe('hybrid');
      expect((await search()).results[0]?.title).toContain('Règle 31');
    }
  });
});

/** What lies in the database after the process has ended. */
function indexesIn(dataFolder: string) {
  const database = new Sqlite(databaseFile(dataFolder), { readonly: true });
  try {
    const vectorsUnder = (column: string) =>
      database
        .prepare(
          `select count(*) from embeddings e join chunks c on c.id = e.chunk_id
           join embedding_states s on s.client_id = c.client_id where e.fingerprint = s.${column}`,
        )
        .pluck()
        .get();
    const count = (from: string) => database.prepare(`select count(*) from ${from}`).pluck().get();
    return {
      answering: vectorsUnder('active_fingerprint'),
      beside: vectorsUnder('beside_fingerprint'),
      indexes: count('(select distinct fingerprint from embeddings)'),
      defaults: count("models where purpose = 'embedding' and is_default"),
    };
  } finally {
    database.close();
  }
}
