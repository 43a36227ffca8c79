import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { visitWithFile } from '../support/visit.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

describe('retention', () => {
  let outside: ReturnType<typeof temporaryFolder>;
  let foyer: TemporaryApp;
  beforeEach(async () => {
    outside = temporaryFolder();
    foyer = await startTemporaryApp({ dataFolder: join(outside.path, 'data') });
  });
  afterEach(async () => {
    await foyer.close();
    outside.remove();
  });

  async function restart(whileStopped: (database: Sqlite.Database) => void): Promise<void> {
    await foyer.close();
    const database = new Sqlite(databaseFile(foyer.dataFolder));
    whileStopped(database);
    database.close();
    foyer = await startTemporaryApp({ dataFolder: foyer.dataFolder });
    const { id } = await foyer.client.jobs.runSchedule({ name: 'privacy.retention' });
    const looks = async () => (await foyer.client.jobs.list({ limit: 200 })).items.map(job => job.id);
    await expect.poll(looks).not.toContain(id); // done, it leaves no trace
  }

  const retentionJobs = async (clientId: string) =>
    (await foyer.client.jobs.list({ limit: 200 })).items.filter(
      job => job.type === 'client.retention' && job.clientId === clientId,
    );
  async function untilRetained(clientId: string): Promise<void> {
    await expect
      .poll(async () => (await retentionJobs(clientId)).map(job => job.state), { timeout: 20_000 })
      .toEqual(['succeeded']);
  }

  /** A client with two documents and two conversations, one of each 40 days old. */
  async function officeWith(name: string, limits: Record<string, number>) {
    const { client } = foyer;
    const { id: clientId } = await client.clients.create({ name, ...limits });
    const { id: chatbotId } = await client.chatbots.create({ clientId, name: 'RH' });
    const paths = ['ancien', 'récent'].map(age => {
      const path = join(outside.path, `${name}-${age}.md`);
      writeFileSync(path, `# ${age}\n\nLa règle ${age} de ${name} vaut pour tous les salariés du bureau.`);
      return path;
    });
    await client.documents.addPaths({ chatbotId, paths });
    await untilRead(client, chatbotId);
    for (const age of ['ancienne', 'récente']) {
      const { id } = await client.conversations.create({ chatbotId, title: age });
      for await (const _event of await client.conversations.chat({
        chatbotId,
        conversationId: id,
        message: 'Bonjour',
      }));
    }
    return { clientId, chatbotId };
  }
  const makeOld = (database: Sqlite.Database) => {
    database.prepare("update documents set created_at = ? where title like '%ancien%'").run(daysAgo(40));
    database.prepare("update conversations set updated_at = ? where title = 'ancienne'").run(daysAgo(40));
  };
  async function titlesOf(clientId: string) {
    const documents = await foyer.client.documents.list({ clientId });
    const conversations = await foyer.client.conversations.list({ clientId });
    return {
      documents: documents.items.map(document => document.title).toSorted(),
      conversations: conversations.items.map(conversation => conversation.title).toSorted(),
    };
  }

  it('deletes what is older than the client keeps, once a day, and nothing of others', async () => {
    const limited = await officeWith('borné', {
      conversationRetentionDays: 30,
      fileRetentionDays: 30,
      logRetentionDays: 30,
    });
    const free = await officeWith('libre', {});
    const logFile = join(foyer.dataFolder, 'logs', 'foyer.log');
    await restart(database => {
      makeOld(database);
      const lines = [limited, free].flatMap(({ clientId }) => [
        JSON.stringify({ level: 30, time: Date.now() - 40 * DAY, client: clientId, msg: 'vieille ligne' }),
        JSON.stringify({ level: 30, time: Date.now() - DAY, client: clientId, msg: 'ligne récente' }),
      ]);
      writeFileSync(logFile, `${lines.join('\n')}\n`, { flag: 'a' });
    });
    expect(
      await foyer.client.clients.retentionPreview({ id: free.clientId, conversationDays: 30, fileDays: 30 }),
    ).toEqual({ conversations: 1, contacts: 0, documents: 1 });
    await untilRetained(limited.clientId);

    expect(await titlesOf(limited.clientId)).toEqual({ documents: ['récent'], conversations: ['récente'] });
    expect(await titlesOf(free.clientId)).toEqual({
      documents: ['ancien', 'récent'],
      conversations: ['ancienne', 'récente'],
    });
    const files = readdirSync(join(foyer.dataFolder, 'files', limited.clientId), { recursive: true });
    expect(files.filter(name => /[0-9a-f]{64}$/.test(String(name)))).toHaveLength(1);
    const found = await foyer.client.search.search({ chatbotId: limited.chatbotId, q: 'règle ancien' });
    expect(found.results.map(result => result.title)).not.toContain('ancien');
    const log = readFileSync(logFile, 'utf8').split('\n');
    const linesOf = (clientId: string, words: string) =>
      log.filter(line => line.includes(clientId) && line.includes(words)).length;
    expect(linesOf(limited.clientId, 'vieille ligne')).toBe(0);
    expect(linesOf(limited.clientId, 'ligne récente')).toBe(1);
    expect(linesOf(free.clientId, 'vieille ligne')).toBe(1);
    expect(await retentionJobs(free.clientId)).toEqual([]);

    // The same day again: nothing is queued.
    await restart(makeOld);
    expect(await retentionJobs(limited.clientId)).toHaveLength(1);
  });

  it('keeps the bytes that a younger document has too, and deletes an old one with its earlier versions', async () => {
    const { clientId, chatbotId } = await officeWith('copies', { fileRetentionDays: 30 });
    const { client } = foyer;
    const put = async (name: string, text: string) => {
      const path = join(outside.path, name);
      writeFileSync(path, text);
      await client.documents.addPaths({ chatbotId, paths: [path] });
      await untilRead(client, chatbotId);
    };
    const shared = 'Le même texte sous deux noms, vieux et jeune.';
    await put('vieille copie.txt', shared);
    await put('jeune copie.txt', shared);
    await put('tarif.txt', 'La place coûte cent euros.');
    await put('tarif.txt', 'La place coûte deux cents euros.');
    await restart(database => {
      database
        .prepare("update documents set created_at = ? where file_name in ('vieille copie.txt', 'tarif.txt')")
        .run(daysAgo(40));
    });
    await untilRetained(clientId);
    const names = (await foyer.client.documents.list({ clientId, limit: 200 })).items.map(
      ({ fileName }) => fileName,
    );
    expect(names.filter(name => name.endsWith('.txt'))).toEqual(['jeune copie.txt']);
    expect((await foyer.client.documents.list({ clientId, state: 'set_aside' })).items).toEqual([]);
    const young = (await foyer.client.documents.list({ clientId, q: 'jeune' })).items[0];
    const { path } = await foyer.client.documents.download({ id: young?.id ?? '' });
    expect(readFileSync(path, 'utf8')).toBe(shared);
  });

  it('forgets with its conversation what a visitor left, and the visitor once nothing else is', async () => {
    const { client } = foyer;
    const { id: clientId } = await client.clients.create({ name: 'Visites', conversationRetentionDays: 30 });
    const [old, young] = await Promise.all(
      ['ancien', 'récent'].map(async name => {
        const { id } = await client.chatbots.create({ clientId, name });
        return { id, ...(await visitWithFile(foyer.app, id)) };
      }),
    );
    if (!old || !young) throw new Error('nobody came');
    await restart(database => {
      for (const [table, column, of] of [
        ['conversations', 'updated_at', 'id'],
        ['leads', 'created_at', 'conversation_id'],
      ] as const)
        database
          .prepare(`update ${table} set ${column} = ? where ${of} = ?`)
          .run(daysAgo(40), old.conversationId);
      database.prepare('update visitors set last_seen_at = ? where chatbot_id = ?').run(daysAgo(40), old.id);
    });
    await untilRetained(clientId);
    const database = new Sqlite(databaseFile(foyer.dataFolder), { readonly: true });
    const kept = (table: string) =>
      database.prepare(`select count(*) from ${table} where client_id = ?`).pluck().get(clientId);
    const tables = ['conversations', 'leads', 'visitors', 'attachments', 'message_feedback'];
    expect(tables.map(kept)).toEqual([1, 1, 1, 1, 1]);
    database.close();
    const { id } = await foyer.client.jobs.runSchedule({ name: 'visitors.upkeep' });
    await expect
      .poll(async () => (await foyer.client.jobs.list({ limit: 200 })).items.map(job => job.id))
      .not.toContain(id);
    const files = readdirSync(join(foyer.dataFolder, 'visitor-files'), { recursive: true });
    expect(files.filter(name => /[0-9a-f]{64}$/.test(String(name)))).toHaveLength(1);
    const { items } = await foyer.client.audit.list({ clientId, limit: 50 });
    expect(items.find(({ action }) => action === 'retention.applied')?.after).toMatchObject({
      conversations: 1,
      contacts: 1,
      visitors: 1,
    });
  });

  it('waits when the clock is far ahead of all that was recorded', async () => {
    const { clientId } = await officeWith('prudent', {
      conversationRetentionDays: 30,
      fileRetentionDays: 30,
    });
    // Seen from the records, today is ten years later than when Foyer last ran.
    await restart(database => {
      for (const [table, column] of [
        ['documents', 'created_at'],
        ['conversations', 'updated_at'],
        ['messages', 'created_at'],
        ['jobs', 'created_at'],
      ] as const) {
        database.prepare(`update ${table} set ${column} = ?`).run(daysAgo(3_650));
      }
      database.prepare("delete from settings where key = 'trusted-clock'").run();
    });
    expect(await retentionJobs(clientId)).toEqual([]);
    expect((await titlesOf(clientId)).documents).toHaveLength(2);
  });

  it('removes archives and old copies of the database whose time is over', async () => {
    const { clientId } = await officeWith('archives', {});
    await foyer.client.exports.start({ id: clientId });
    await expect
      .poll(async () => (await foyer.client.exports.list({ id: clientId }))[0]?.state)
      .toBe('ready');
    const snapshots = join(foyer.dataFolder, 'snapshots');
    mkdirSync(snapshots, { recursive: true });
    for (const [name, days] of [
      ['old.db', 31],
      ['new.db', 29],
    ] as const) {
      writeFileSync(join(snapshots, name), 'copy');
      const at = new Date(Date.now() - days * DAY);
      utimesSync(join(snapshots, name), at, at);
    }
    writeFileSync(join(foyer.dataFolder, 'exports', `${crypto.randomUUID()}.zip.part`), 'left by a kill');
    await restart(database => {
      database.prepare('update client_exports set expires_at = ?').run(daysAgo(0.001));
    });
    expect(await foyer.client.exports.list({ id: clientId })).toEqual([]);
    await expect.poll(() => readdirSync(join(foyer.dataFolder, 'exports'))).toEqual([]);
    await expect.poll(() => existsSync(join(snapshots, 'old.db'))).toBe(false);
    expect(existsSync(join(snapshots, 'new.db'))).toBe(true);
  });
});
