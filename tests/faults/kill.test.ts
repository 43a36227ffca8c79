import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { lockedPdf } from '../support/locked-files.ts';
import { startOllamaStandIn, startOpenAiStandIn } from '../support/model-stand-ins/index.ts';
import { writeRuleFiles } from '../support/sample-files.ts';
import { startServerProcess } from '../support/server-process.ts';
import { untilRead } from '../support/temporary-app.ts';
import { until } from '../support/until.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FILES = 60;

describe('kill -9', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('while reading documents: everything resumes, no passage twice, none lost', async () => {
    const files = writeRuleFiles(join(folder.path, 'files'), FILES);
    const dataFolder = join(folder.path, 'data');
    const first = await startServerProcess(dataFolder);
    const bot = await first.client.chatbots.create({ name: 'Règles' });
    // Listened to from before: all of them may be read by the time that the last one is taken in.
    const changes = await first.client.system.changes({});
    await first.client.documents.addPaths({ chatbotId: bot.id, paths: files });
    for await (const _change of changes) {
      const { totals } = await first.client.documents.list({ chatbotId: bot.id, limit: 1 });
      if (totals.ready >= 5) break;
    }
    await first.killNow();

    const second = await startServerProcess(dataFolder);
    const before = (await second.client.documents.list({ chatbotId: bot.id, limit: 1 })).totals;
    expect(before.documents).toBe(FILES);
    await untilRead(second.client, bot.id);
    const { items, totals } = await second.client.documents.list({ chatbotId: bot.id, limit: 200 });
    expect(totals).toMatchObject({ documents: FILES, ready: FILES, failed: 0 });
    const found = await second.client.search.search({ chatbotId: bot.id, q: 'zorglub41', k: 5 });
    expect(found.results[0]?.title).toContain('Règle 41');
    for (const { id } of items)
      await until(async () => (await second.client.passages.flags({ id })).pending === 0);
    await second.stop();

    const database = new Sqlite(databaseFile(dataFolder), { readonly: true });
    const passages = database
      .prepare(
        'select document_id, count(*) n, count(distinct ordinal) o, max("end") e from chunks group by 1',
      )
      .all() as { document_id: string; n: number; o: number; e: number }[];
    expect(passages).toHaveLength(FILES);
    for (const row of passages) {
      expect(row.n).toBe(row.o);
      expect(items.find(item => item.id === row.document_id)?.passageCount).toBe(row.n);
    }
    const table = (
      database.prepare("select name from sqlite_master where sql like '%USING fts5%'").get() as {
        name: string;
      }
    ).name;
    const entries = database.prepare(`select count(*) n from "${table}_docsize"`).get() as { n: number };
    expect(entries.n).toBe(passages.reduce((sum, row) => sum + row.n, 0));
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  });

  it('between unlocking documents and reading them: a password that was kept is used, one that was not is asked again', async () => {
    const lines = Array.from({ length: 4_000 }, (_, line) => `La clause flimbert numéro ${line} du bail.`);
    const names = ['gardé.pdf', 'une fois.pdf'];
    const dataFolder = join(folder.path, 'data');
    const first = await startServerProcess(dataFolder);
    const bot = await first.client.chatbots.create({ name: 'Baux' });
    const ids: string[] = [];
    for (const name of names) {
      const path = join(folder.path, name);
      writeFileSync(path, await lockedPdf([name, ...lines], 'sesame'));
      const { documents } = await first.client.documents.addPaths({ chatbotId: bot.id, paths: [path] });
      ids.push(documents[0]?.id ?? '');
    }
    await untilRead(first.client, bot.id);
    const [kept = '', once = ''] = ids;
    await Promise.all([
      first.client.documents.unlock({ id: kept, password: 'sesame', keep: true }),
      first.client.documents.unlock({ id: once, password: 'sesame', keep: false }),
    ]);
    await first.killNow();

    const second = await startServerProcess(dataFolder);
    await untilRead(second.client, bot.id);
    expect(await second.client.documents.get({ id: kept })).toMatchObject({
      state: 'ready',
      lock: { opened: true, kept: true },
    });
    expect(await second.client.documents.get({ id: once })).toMatchObject({
      state: 'failed',
      failure: 'document.encrypted',
    });
    await second.client.documents.unlock({ id: once, password: 'sesame', keep: false });
    await untilRead(second.client, bot.id);
    expect(await second.client.documents.get({ id: once })).toMatchObject({ state: 'ready' });
    const { results } = await second.client.search.search({ chatbotId: bot.id, q: 'flimbert', k: 5 });
    expect(results.length).toBeGreaterThan(0);
    await second.stop();
  });

  it('while the key of the secrets is changed, again and again: every secret still opens, the log is whole', async () => {
    const model = await startOpenAiStandIn({ apiKey: 'sk-tres-secret' });
    const dataFolder = join(folder.path, 'data');
    let server = await startServerProcess(dataFolder);
    const { id } = await server.client.models.create({
      name: 'nuage',
      provider: 'openai',
      model: 'mistral-small:latest',
      url: `${model.url}/v1`,
      apiKey: 'sk-tres-secret',
    });
    for (let round = 0; round < 2; round += 1) {
      const rotations = Array.from({ length: 40 }, () => server.client.secrets.rotate({}));
      const settled = Promise.allSettled(rotations);
      await rotations[round]; // the next one is under way
      await server.killNow();
      await settled;
      server = await startServerProcess(dataFolder);
      expect(await server.client.models.test({ id })).toMatchObject({ ok: true });
      expect(await server.client.audit.verify({})).toMatchObject({ ok: true });
    }
    await server.stop();
    await model.close();
  });

  it('while an answer streams: the question is kept, the answer is marked interrupted with what came', async () => {
    const model = await startOllamaStandIn({ behaviour: 'stall' });
    const dataFolder = join(folder.path, 'data');
    const first = await startServerProcess(dataFolder);
    const bot = await first.client.chatbots.create({ name: 'Règles' });
    await first.client.models.create({
      name: 'local',
      provider: 'ollama',
      model: 'mistral-small',
      url: model.url,
    });
    await first.client.documents.addSample({ chatbotId: bot.id, language: 'fr' });
    await untilRead(first.client, bot.id);
    let conversationId = '';
    const events = await first.client.conversations.chat({
      chatbotId: bot.id,
      message: 'Combien de jours pour un mariage ?',
    });
    for await (const event of events) {
      if (event.type === 'started') conversationId = event.conversationId;
      if (event.type === 'delta') break;
    }
    await first.killNow();

    const second = await startServerProcess(dataFolder);
    const { messages } = await second.client.conversations.get({ id: conversationId });
    expect(messages.map(message => [message.sender.kind, message.status])).toEqual([
      ['user', 'complete'],
      ['bot', 'interrupted'],
    ]);
    expect(messages[0]?.content).toBe('Combien de jours pour un mariage ?');

    model.release();
    model.setBehaviour('normal');
    const again = await second.client.conversations.regenerate({ id: conversationId });
    for await (const event of again)
      if (event.type === 'finished') expect(event.message.status).toBe('complete');
    expect((await second.client.conversations.get({ id: conversationId })).messages).toHaveLength(2);
    await second.stop();
    await model.close();
  });
});
