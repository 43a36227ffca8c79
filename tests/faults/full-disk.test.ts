import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { databaseFile } from '#main/db/connection.ts';
import {
  errorCode,
  field,
  send,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from '../doors/door-support.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { writeRuleFiles } from '../support/sample-files.ts';
import { createDisk } from '../support/storage-stand-in.ts';
import { localContext, startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const QUESTION = 'Combien de jours de congé pour un mariage ?';
const LOOK_EVERY_MS = 20;

/** A disk that a test fills and closes, and the connection whose pages it bounds. */
function standIn() {
  const disk = createDisk();
  let sqlite: Sqlite.Database | null = null;
  const pragma = (words: string) => sqlite?.pragma(words, { simple: true });
  return {
    ...disk,
    /** No page more, not even for answers: what is put by does not help, as when other programs take it. */
    takeLastPage(taken = true) {
      pragma(`max_page_count = ${taken ? Number(pragma('page_count')) : 1_000_000}`);
    },
    refuseWrites: (refuses = true) => void pragma(`query_only = ${refuses ? 1 : 0}`),
    options: {
      readDisk: disk.read,
      mayWrite: disk.mayWrite,
      lookEveryMs: LOOK_EVERY_MS,
      onDatabase: (opened: Sqlite.Database) => void (sqlite = opened),
    },
  };
}

type Client = TemporaryApp['client'];

async function untilState(client: Client, wanted: string): Promise<void> {
  await until(async () => (await client.system.storage({})).state === wanted);
}

async function ask(
  client: Client,
  chatbotId: string,
  onEvent: (event: ChatEvent) => unknown = () => undefined,
): Promise<{ events: ChatEvent[]; message: Message | null }> {
  const events: ChatEvent[] = [];
  let message: Message | null = null;
  for await (const event of await client.conversations.chat({ chatbotId, message: QUESTION })) {
    events.push(event);
    await onEvent(event);
    if (event.type === 'finished') ({ message } = event);
  }
  return { events, message };
}

const refusal = (code: string) => expect.objectContaining({ code, status: 507 }) as unknown;

describe('case 5: no space left', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let disk: ReturnType<typeof standIn>;
  let foyer: TemporaryApp;
  let chatbotId: string;
  let files: string[];
  beforeEach(async () => {
    folder = temporaryFolder();
    files = writeRuleFiles(join(folder.path, 'files'), 4);
    disk = standIn();
    foyer = await startTemporaryApp({ dataFolder: join(folder.path, 'data'), disk: disk.options });
    chatbotId = (await foyer.client.chatbots.create({ name: 'RH' })).id;
    await foyer.client.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(foyer.client, chatbotId);
  });
  afterEach(async () => {
    await foyer.close();
    folder.remove();
  });

  it('reads and chats go on and are kept, what is added is 507, and everything goes on by itself', async () => {
    const { client } = foyer;
    const abort = new AbortController();
    const changes = await client.system.changes({}, { signal: abort.signal });
    const told = (async () => {
      for await (const { topic } of changes) if (topic === 'storage') return topic;
      return null;
    })();
    disk.fill();
    await untilState(client, 'full');
    expect(await told).toBe('storage');
    abort.abort();

    expect((await client.documents.list({ chatbotId, limit: 10 })).items).toHaveLength(3);
    expect((await client.search.search({ chatbotId, q: 'congé mariage', k: 3 })).results).not.toEqual([]);
    const { message } = await ask(client, chatbotId);
    expect(message).toMatchObject({ status: 'complete' });
    const kept = await client.conversations.get({ id: message?.conversationId ?? '' });
    expect(kept.messages.map(({ status }) => status)).toEqual(['complete', 'complete']);

    const { state, keepsAnswers } = await client.system.storage({});
    expect([state, keepsAnswers, foyer.app.health()]).toMatchObject([
      'full',
      true,
      { ok: true, storage: 'full' },
    ]);
    const doctor = await client.system.doctor({ language: 'en' });
    expect(doctor.checks.find(({ name }) => name === 'disk')).toMatchObject({ state: 'failed' });
    for (const adding of [
      client.chatbots.update({ id: chatbotId, name: 'Autre' }),
      client.chatbots.create({ name: 'Autre' }),
      client.documents.addPaths({ chatbotId, paths: files }),
      client.conversations.rename({ id: kept.id, title: 'Autre' }),
      client.system.updateSettings({ defaultLanguage: 'en' }),
    ])
      await expect(adding).rejects.toEqual(refusal('storage.full'));

    // What makes room is let through.
    await client.conversations.remove({ id: kept.id });
    disk.empty();
    await untilState(client, 'writable');
    await client.chatbots.update({ id: chatbotId, name: 'Autre' });
    await client.documents.addPaths({ chatbotId, paths: files });
    await untilRead(client, chatbotId);
    expect((await client.documents.list({ chatbotId, limit: 1 })).totals).toMatchObject({
      ready: 7,
      failed: 0,
    });
  });

  it('documents that were taken in wait, and are read once there is room', async () => {
    const { client } = foyer;
    const { documents } = await client.documents.addPaths({ chatbotId, paths: files });
    disk.fill();
    await untilState(client, 'full');
    expect(documents).toHaveLength(4);
    disk.empty();
    await untilState(client, 'writable');
    await untilRead(client, chatbotId);
    const { totals } = await client.documents.list({ chatbotId, limit: 1 });
    expect(totals).toMatchObject({ documents: 7, ready: 7, failed: 0 });
    const { items } = await client.jobs.list({ limit: 50 });
    expect(items.filter(({ state }) => state === 'failed')).toEqual([]);
  });

  it('without room for a single page, no question is half taken in and no process ends', async () => {
    const { client } = foyer;
    disk.takeLastPage();
    const long = 'Que dit le règlement ? '.repeat(300);
    await expect(client.conversations.chat({ chatbotId, message: long })).rejects.toEqual(
      refusal('storage.full'),
    );
    expect((await client.system.storage({})).state).toBe('full');
    expect((await client.conversations.list({ limit: 5 })).items).toEqual([]);
    disk.takeLastPage(false);
    await untilState(client, 'writable');
    expect((await ask(client, chatbotId)).message).toMatchObject({ status: 'complete' });
  });

  it.each([
    ['full', (on: boolean): void => disk.takeLastPage(on), 'storage.full'],
    ['read-only', (on: boolean): void => disk.refuseWrites(on), 'storage.read_only'],
  ] as const)('an answer is not told as complete before it is kept (%s)', async (_what, turn, code) => {
    const model: StandIn = await startOllamaStandIn({});
    try {
      const { client } = foyer;
      await client.models.create({
        name: 'local',
        provider: 'ollama',
        model: 'mistral-small',
        url: model.url,
        isDefault: true,
      });
      model.setReply(() => `Quatre jours ouvrés [1]. ${'Et encore un mot. '.repeat(2_000)}`);
      model.setBehaviour('stall');
      let messageId = '';
      const { events, message } = await ask(client, chatbotId, event => {
        if (event.type === 'started') ({ messageId } = event);
        if (event.type !== 'delta' || messageId === '') return;
        turn(true);
        model.release();
      });
      expect(message).toBeNull();
      expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code } });
      turn(false);
      await untilState(client, 'writable');
      const stored = await client.conversations.follow({ messageId });
      const last: ChatEvent[] = [];
      for await (const event of stored) last.push(event);
      expect(last.at(-1)).toMatchObject({ type: 'finished', message: { id: messageId, status: 'complete' } });
    } finally {
      await model.close();
    }
  });

  it('starts while it is full, resumes nothing, and resumes once there is room', async () => {
    await foyer.client.documents.addPaths({ chatbotId, paths: files });
    const { dataFolder } = foyer;
    await foyer.close();
    const sqlite = new Sqlite(databaseFile(dataFolder));
    sqlite.prepare(`UPDATE messages SET status = 'streaming' WHERE sender = 'bot'`).run();
    sqlite.close();

    disk.fill();
    foyer = await startTemporaryApp({ dataFolder, disk: disk.options });
    const { client } = foyer;
    expect(foyer.app.health()).toMatchObject({ ok: true, storage: 'full' });
    expect((await ask(client, chatbotId)).message).toMatchObject({ status: 'complete' });
    await expect(client.chatbots.update({ id: chatbotId, name: 'Autre' })).rejects.toEqual(
      refusal('storage.full'),
    );
    disk.empty();
    await untilState(client, 'writable');
    await untilRead(client, chatbotId);
    expect((await client.documents.list({ chatbotId, limit: 1 })).totals).toMatchObject({
      ready: 7,
      failed: 0,
    });
    const started = await client.audit.list({ action: 'system.started', limit: 5 });
    expect(started.items).toHaveLength(2);
  });

  it('a folder that can only be read is read from a copy, and told when it can be used again', async () => {
    const asked = await ask(foyer.client, chatbotId);
    const { dataFolder } = foyer;
    await foyer.close();
    const before = readFileSync(databaseFile(dataFolder));

    disk.close();
    foyer = await startTemporaryApp({ dataFolder, disk: disk.options });
    const usable = Promise.withResolvers<void>();
    foyer.app.onFolderUsable(usable.resolve);
    const { client } = foyer;
    expect(await client.system.storage({})).toEqual({ state: 'read_only', keepsAnswers: false });
    expect(foyer.app.health()).toMatchObject({ ok: true, storage: 'read_only' });
    const earlier = await client.conversations.get({ id: asked.message?.conversationId ?? '' });
    expect(earlier.messages).toHaveLength(2);
    expect((await ask(client, chatbotId)).message).toMatchObject({ status: 'complete' });
    for (const writing of [
      client.chatbots.update({ id: chatbotId, name: 'Autre' }),
      client.conversations.remove({ id: earlier.id }),
      client.documents.addPaths({ chatbotId, paths: files }),
    ])
      await expect(writing).rejects.toEqual(refusal('storage.read_only'));
    const report = await client.system.doctor({ language: 'fr' });
    expect(report.checks.find(({ name }) => name === 'database')).toMatchObject({ state: 'ok' });
    expect(readFileSync(databaseFile(dataFolder)).equals(before)).toBe(true);

    disk.close(false);
    await usable.promise;
    await foyer.close();
    foyer = await startTemporaryApp({ dataFolder, disk: disk.options });
    expect(await foyer.client.system.storage({})).toEqual({ state: 'writable', keepsAnswers: true });
    expect((await foyer.client.conversations.list({ limit: 5 })).items).toHaveLength(1);
  });

  it('a folder without data says why it cannot be begun', async () => {
    disk.close();
    await expect(
      startTemporaryApp({ dataFolder: join(folder.path, 'new'), disk: disk.options }),
    ).rejects.toEqual(refusal('storage.read_only'));
  });

  it('who is let in is not kept out by what cannot be noted of them', async () => {
    const { app } = foyer;
    disk.refuseWrites();
    await expect(foyer.client.chatbots.update({ id: chatbotId, name: 'Autre' })).rejects.toEqual(
      refusal('storage.read_only'),
    );
    const again = app.client(localContext(app));
    expect((await again.chatbots.list({})).map(({ name }) => name)).toEqual(['RH']);
    disk.refuseWrites(false);
    await untilState(foyer.client, 'writable');
  });
});

describe('case 5: over HTTP', () => {
  let server: TestServer;
  let headers: { authorization: string };
  let disk: ReturnType<typeof standIn>;
  beforeEach(async () => {
    disk = standIn();
    server = await startTestServer({ disk: disk.options });
    headers = await signInAsOwner(server);
  });
  afterEach(() => server.close());

  it('/health is 200 and names the state, edits are 507 in words, signing in goes on', async () => {
    disk.fill();
    await untilState(server.app.client(localContext(server.app)), 'full');
    const health = await send(server.address, '/health');
    expect([health.status, health.json]).toMatchObject([200, { ok: true, storage: 'full' }]);
    const edit = await send(server.address, '/api/chatbots', {
      method: 'POST',
      headers: { ...headers, 'accept-language': 'fr' },
      json: { name: 'Autre' },
    });
    expect([edit.status, errorCode(edit)]).toEqual([507, 'storage.full']);
    expect(String(field(field(edit.json, 'error'), 'message'))).toContain('Le disque est plein');
    const signedIn = await send(server.address, '/api/auth/login', {
      method: 'POST',
      json: { email: 'amelie@exemple.fr', password: 'une phrase assez longue' },
    });
    expect(signedIn.status).toBe(200);
    expect((await send(server.address, '/api/system/storage')).json).toEqual({
      state: 'full',
      keepsAnswers: true,
    });
  });

  it('an upload is refused before a byte of it is read', async () => {
    disk.fill();
    await untilState(server.app.client(localContext(server.app)), 'full');
    const answered = await new Promise<{ status: number; connection: string | undefined }>(
      (resolve, reject) => {
        const sent = request({
          host: '127.0.0.1',
          port: server.port,
          method: 'POST',
          path: '/api/documents',
          headers: {
            ...headers,
            'content-type': 'multipart/form-data; boundary=x',
            'content-length': '100000000',
          },
        });
        sent.on('error', reject);
        sent.on('response', response => {
          resolve({ status: response.statusCode ?? 0, connection: response.headers.connection });
          response.resume();
          sent.destroy();
        });
        sent.flushHeaders(); // and not a byte more
      },
    );
    expect(answered).toEqual({ status: 507, connection: 'close' });
  });
});
