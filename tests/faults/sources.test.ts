import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServerProcess } from '../support/server-process.ts';
import { untilRead } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { untilLookedAt, writeOld } from '../support/watched-folder.ts';

const FILES = 150;

describe('kill -9 while a source is looked at', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('goes on where it stopped: every file is a document once, none twice, none lost', async () => {
    const watched = join(folder.path, 'dossier');
    for (let file = 0; file < FILES; file += 1)
      writeOld(watched, `regle-${file}.txt`, `La règle numéro ${file}.`);
    const dataFolder = join(folder.path, 'data');
    const first = await startServerProcess(dataFolder);
    const bot = await first.client.chatbots.create({ name: 'Règles' });
    const { id } = await first.client.sources.addFolder({
      clientId: bot.clientId,
      chatbotIds: [bot.id],
      schedule: { every: 'never' },
      settings: { path: watched, ignore: [], subfolders: true },
    });
    await untilLookedAt(first.client.sources, id);
    await first.client.sources.approve({ id });
    const taken = await until(async () => {
      const { totals } = await first.client.documents.list({ chatbotId: bot.id, limit: 1 });
      const count = totals.documents;
      return count >= 10 && count;
    });
    await first.killNow();
    expect(taken).toBeLessThan(FILES);

    const second = await startServerProcess(dataFolder);
    const [look] = (await second.client.sources.looks({ id })).items;
    const source = await untilLookedAt(second.client.sources, id);
    await untilRead(second.client, bot.id);
    expect(source).toMatchObject({ condition: 'fresh', documents: FILES });
    const { totals } = await second.client.documents.list({ chatbotId: bot.id, limit: 1 });
    expect(totals).toMatchObject({ documents: FILES, ready: FILES, failed: 0, setAside: 0 });
    const [last, before, ...others] = (await second.client.sources.looks({ id })).items;
    expect([last?.id, last?.outcome, last?.counts.new, before?.dry, others]).toEqual([
      look?.id,
      'done',
      FILES,
      true,
      [],
    ]);
    await second.stop();
  });
});
