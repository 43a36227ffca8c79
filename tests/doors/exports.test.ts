import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import { sampleFolder } from '../support/sample-files.ts';
import {
  createBot,
  errorCode,
  field,
  send,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';
import { until } from '../support/until.ts';

type Listed = Record<string, unknown>[];

describe('the archive of a client over HTTP', () => {
  let server: TestServer;
  let headers: { authorization: string };
  let clientId: string;
  let chatbotId: string;

  beforeAll(async () => {
    server = await startTestServer();
    headers = await signInAsOwner(server);
    const made = await send(server.address, '/api/clients', {
      method: 'POST',
      headers,
      json: { name: 'Mairie « Été »', notes: 'Appeler le matin.', timeZone: 'Europe/Paris' },
    });
    clientId = String(field(made.json, 'id'));
    const bot = await send(server.address, '/api/chatbots', {
      method: 'POST',
      headers,
      json: { name: 'État civil', clientId },
    });
    chatbotId = String(field(bot.json, 'id'));
    await send(server.address, '/api/documents/sample', {
      method: 'POST',
      headers,
      json: { chatbotId, language: 'fr' },
    });
    const other = await createBot(server.address, headers, 'Bot d’un autre');
    await send(server.address, '/api/documents/sample', {
      method: 'POST',
      headers,
      json: { chatbotId: other, language: 'en' },
    });
    await until(async () => {
      const { json } = await send(server.address, `/api/documents?limit=1`, { headers });
      return field(field(json, 'totals'), 'working') === 0;
    });
    await send(server.address, '/api/conversations/chat', {
      method: 'POST',
      headers: { ...headers, accept: 'application/json' },
      json: { chatbotId, message: 'Combien de jours pour un mariage ?' },
    });
    plantSecrets();
  });
  afterAll(() => server.close());

  function plantSecrets(): void {
    const database = new Sqlite(databaseFile(server.dataFolder));
    const at = new Date().toISOString();
    database
      .prepare(
        `insert into api_keys (id, client_id, name, prefix, secret_hash, scopes, created_at) values (?, ?, 'Site', 'fy_abcd', 'secrethash', '["chat"]', ?)`,
      )
      .run(crypto.randomUUID(), clientId, at);
    database.close();
  }

  async function makeExport(): Promise<string> {
    const started = await send(server.address, `/api/clients/${clientId}/export`, {
      method: 'POST',
      headers,
    });
    expect(started.status).toBe(202);
    const exportId = String(field(started.json, 'id'));
    await until(async () => {
      const { json } = await send(server.address, `/api/clients/${clientId}/exports/${exportId}`, {
        headers,
      });
      return field(json, 'state') === 'ready';
    });
    return exportId;
  }

  async function download(exportId: string, as: Record<string, string> = headers) {
    const response = await fetch(`${server.address}/api/clients/${clientId}/exports/${exportId}/file`, {
      headers: as,
    });
    return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  it('holds everything of it as documented, nothing of another, no secret', async () => {
    const exportId = await makeExport();
    const { json } = await send(server.address, `/api/clients/${clientId}/exports/${exportId}`, { headers });
    const { response, bytes } = await download(exportId);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('« Été »'));
    expect(bytes.length).toBe(field(json, 'size'));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(field(json, 'sha256'));

    const files = unzipSync(bytes);
    const read = (name: string): unknown => JSON.parse(strFromU8(files[name] ?? new Uint8Array()));
    const list = (name: string) => read(name) as Listed;
    expect(read('client.json')).toMatchObject({ id: clientId, notes: 'Appeler le matin.' });
    expect(list('chatbots.json')).toMatchObject([{ id: chatbotId, name: 'État civil' }]);
    expect(list('people.json')).toMatchObject([{ name: 'Amélie Roy', role: 'owner' }]);
    expect(list('keys.json')).toMatchObject([{ name: 'Site', scopes: ['chat'] }]);
    expect(list('audit.json')).toContainEqual(
      expect.objectContaining({
        action: 'clients.created',
        details: expect.objectContaining({ targetLabel: 'Mairie « Été »' }) as unknown,
      }),
    );
    expect(list('jobs.json').length).toBeGreaterThan(0);
    const [conversation] = list('conversations.json') as { messages: Listed }[];
    expect(conversation?.messages).toMatchObject([
      { sender: { kind: 'user' }, content: 'Combien de jours pour un mariage ?' },
      { sender: { kind: 'bot' }, status: 'complete' },
    ]);
    expect(conversation?.messages[1]?.['sources']).toContainEqual(
      expect.objectContaining({ number: 1, cited: true, places: expect.any(Array) as unknown }),
    );

    const documents = list('documents.json') as {
      file: string;
      text: string;
      sha256: string;
      fileName: string;
    }[];
    expect(documents.map(document => document.fileName).toSorted()).toEqual(
      readdirSync(sampleFolder('fr')).toSorted(),
    );
    for (const { file, text, sha256, fileName } of documents) {
      const original = await readFile(join(sampleFolder('fr'), fileName));
      expect(
        createHash('sha256')
          .update(files[file] ?? '')
          .digest('hex'),
      ).toBe(sha256);
      expect(Buffer.from(files[file] ?? '')).toEqual(original);
      expect(strFromU8(files[text] ?? new Uint8Array()).length).toBeGreaterThan(100);
    }
    expect(read('export.json')).toMatchObject({
      format: 'foyer-client-export',
      formatVersion: 1,
      clientId,
      records: {
        'chatbots.json': 1,
        'conversations.json': 1,
        'documents.json': documents.length,
        'keys.json': 1,
      },
      files: documents.length,
      texts: documents.length,
      missingFiles: 0,
    });
    const everything = Object.entries(files)
      .filter(([name]) => name.endsWith('.json'))
      .map(([, content]) => strFromU8(content))
      .join('');
    for (const secret of ['secrethash', 'fy_abcd', 'passwordHash', 'argon2', 'Bot d’un autre'])
      expect(everything).not.toContain(secret);
    expect(strFromU8(files['README.txt'] ?? new Uint8Array())).toContain('conversations.json');
  });

  it('is for administrators: nobody, another client’s address and a wrong id see nothing', async () => {
    const exportId = await makeExport();
    expect((await download(exportId, {})).response.status).toBe(401);
    const [first] = (await send(server.address, '/api/clients', { headers })).json as Listed;
    const elsewhere = await send(
      server.address,
      `/api/clients/${String(first?.['id'])}/exports/${exportId}/file`,
      { headers },
    );
    expect([elsewhere.status, errorCode(elsewhere)]).toEqual([404, 'resource.not_found']);
    const wrong = await send(server.address, `/api/clients/${clientId}/exports/..%2f..%2ffoyer.db/file`, {
      headers,
    });
    expect(wrong.status).toBe(404);
  });

  it('deleted, it is gone from the list and from the disk', async () => {
    const exportId = await makeExport();
    const path = join(server.dataFolder, 'exports', `${exportId}.zip`);
    expect(existsSync(path)).toBe(true);
    const removed = await send(server.address, `/api/clients/${clientId}/exports/${exportId}`, {
      method: 'DELETE',
      headers,
    });
    expect(removed.status).toBe(200);
    expect(existsSync(path)).toBe(false);
    expect((await download(exportId)).response.status).toBe(404);
  });

  it('the list of certificates is no client’s address', async () => {
    const { status, json } = await send(server.address, '/api/clients/erasures', { headers });
    expect([status, json]).toEqual([200, []]);
  });
});
