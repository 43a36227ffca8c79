import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { listenersOf, type RouteMeta } from '#shared/contract/route.ts';
import type { RequestContext } from '#main/app/ports.ts';
import { openListener, type Listener } from '#main/http/listener.ts';
import {
  createBot,
  errorCode,
  field,
  formOf,
  send,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from '../doors/door-support.ts';
import { startOllamaStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { createDisk } from '../support/storage-stand-in.ts';
import { until } from '../support/until.ts';
import { contextOf, localContext, startTemporaryApp } from '../support/temporary-app.ts';
import { plantedId } from '../support/planted-id.ts';

const BOUNDARY = 'foyer-test-boundary';
const GIGABYTE = 1024 ** 3;
const FIVE_GIGABYTES = 5 * GIGABYTE;
const MEBIBYTE = 1024 * 1024;

const part = (disposition: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;

type Sent = { status: number; connection: string | undefined; sentBytes: number };

/** Sends a body that does not end by itself, whatever it is answered, until the other side closes the connection. */
function sendOn(port: number, headers: Record<string, string>, path = '/api/documents'): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path, headers });
    let sentBytes = 0;
    let answer: Omit<Sent, 'sentBytes'> | null = null;
    sent.on('response', response => {
      answer = { status: response.statusCode ?? 0, connection: response.headers.connection };
      response.resume();
    });
    sent.on('error', () => undefined); // the connection is closed in the middle: that is what is waited for
    sent.on('close', () => {
      if (answer === null) reject(new Error('Closed without an answer'));
      else resolve({ ...answer, sentBytes });
    });
    const chunk = Buffer.alloc(MEBIBYTE, 'a');
    const more = () => {
      while (!sent.destroyed && sentBytes < FIVE_GIGABYTES) {
        sentBytes += chunk.length;
        if (!sent.write(chunk)) return void sent.once('drain', more);
      }
      sent.end();
    };
    sent.write(part('name="file"; filename="grand.txt"'));
    more();
  });
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isFile()).map(({ name }) => name);
}

describe('case 19: an upload of five gigabytes', () => {
  let server: TestServer;
  let owner: { authorization: string };
  let chatKey: string;
  let bot: string;
  beforeAll(async () => {
    server = await startTestServer();
    owner = await signInAsOwner(server);
    bot = await createBot(server.address, owner);
    const clientId = field(
      (await send(server.address, `/api/chatbots/${bot}`, { headers: owner })).json,
      'clientId',
    );
    const made = await send(server.address, '/api/keys', {
      method: 'POST',
      headers: owner,
      json: { clientId, name: 'Seulement discuter', scopes: ['chat'], chatbotIds: null, expiresAt: null },
    });
    chatKey = String(field(made.json, 'key'));
  });
  afterAll(() => server.close());

  const multipart = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  const staged = () => filesUnder(join(server.dataFolder, 'incoming'));

  it.each([
    ['nobody', () => ({}), 401],
    ['a wrong token', () => ({ authorization: 'Bearer not.a.token' }), 401],
    ['who may only chat', () => ({ authorization: `Bearer ${chatKey}` }), 403],
  ] as const)(
    'of %s is refused before it is read, and the connection is closed',
    async (_who, headers, status) => {
      const sent = await sendOn(server.port, { ...multipart, ...headers() });
      expect(sent).toMatchObject({ status, connection: 'close' });
      // What is read on for the sender's sake, and what the buffers of both sides hold.
      expect(sent.sentBytes).toBeLessThan(100 * MEBIBYTE);
      expect(await staged()).toEqual([]);
    },
  );

  it('that is too large is not read on after its 413', async () => {
    const before = process.memoryUsage().rss;
    const sent = await sendOn(server.port, { ...multipart, ...owner });
    expect(sent).toMatchObject({ status: 413, connection: 'close' });
    expect(sent.sentBytes).toBeLessThan(320 * MEBIBYTE); // 200 that may be, 64 for the sender's sake, and buffers
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * MEBIBYTE);
    await until(async () => (await staged()).length === 0);
  });

  it('as JSON is not read on either, at any address', async () => {
    for (const path of ['/api/chatbots', '/rpc/chatbots/create', '/nowhere', '/health']) {
      const sent = await sendOn(server.port, { 'content-type': 'application/json' }, path);
      expect(sent.connection).toBe('close');
      expect(sent.sentBytes).toBeLessThan(40 * MEBIBYTE);
    }
  });

  it('waits, with the time to wait, while its sender or all together have too much under way', async () => {
    const { app } = server;
    const { route } = app.files.find('POST', '/documents') ?? expect.fail();
    const bearer = owner.authorization.replace('Bearer ', '');
    const sender = contextOf(await app.authenticate({ bearer, sessionCookie: null }));
    const upload = () => {
      const form = new FormData();
      form.set('chatbotId', bot);
      form.set('file', new Blob(['# Une règle']), 'regle.md');
      return fetch(`${server.address}/api/documents`, { method: 'POST', headers: owner, body: form });
    };
    const refused = async () => {
      const answer = await upload();
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
      expect(await answer.json()).toMatchObject({ error: { code: 'upload.busy' } });
      expect(await staged()).toEqual([]);
    };
    const begin = (context: RequestContext) => app.files.begin(route, context, 0);
    const own = begin(sender);
    own.add(2 * GIGABYTE - 1);
    await refused();
    own.close();
    const clientId = (await app.client(localContext(app)).chatbots.get({ id: bot })).clientId;
    const others = ['one', 'another'].map(keyId =>
      begin(
        contextOf({
          kind: 'key',
          keyId: plantedId(keyId),
          clientId: plantedId(clientId),
          scopes: ['write'],
          chatbotIds: null,
        }),
      ),
    );
    for (const other of others) other.add(2 * GIGABYTE - 1);
    await refused();
    for (const other of others) other.close();
    expect((await upload()).status).toBe(201);
  });

  it('whose sender dies before the chatbot is named leaves nothing aside', async () => {
    await new Promise<void>(resolve => {
      const sent = request({
        host: '127.0.0.1',
        port: server.port,
        method: 'POST',
        path: '/api/documents',
        headers: { ...multipart, ...owner },
      });
      sent.on('error', () => undefined);
      sent.on('close', () => resolve());
      sent.write(part('name="file"; filename="grand.txt"'));
      sent.write(Buffer.alloc(8 * MEBIBYTE, 'a'), () => {
        void until(async () => (await staged()).length > 0).then(() => sent.destroy());
      });
    });
    await until(async () => (await staged()).length === 0);
    expect((await send(server.address, '/health')).status).toBe(200);
  });
});

describe('what a killed process had taken of uploads', () => {
  it.each(['incoming', 'incoming-public'])('is gone from %s after the next start', async name => {
    const first = await startTemporaryApp();
    await first.app.close();
    const folder = join(first.dataFolder, name, 'upload-a1b2c3');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '0'), 'half a file');
    const second = await startTemporaryApp({ dataFolder: first.dataFolder });
    expect(await filesUnder(join(first.dataFolder, name))).toEqual([]);
    await second.app.close();
    await first.close().catch(() => undefined);
  });
});

describe('a listener', () => {
  let listener: Listener;
  afterEach(() => listener.close());

  it('reads no more of an answered request than it says, closes it in time, and keeps others open', async () => {
    listener = await openListener({
      host: '127.0.0.1',
      port: 0,
      linger: { bytes: { upload: 2 * MEBIBYTE, other: MEBIBYTE }, milliseconds: 300 },
    });
    listener.serve((_request, response) => {
      response.writeHead(401, { 'content-length': 2 });
      response.end('no');
    });
    const sent = await sendOn(listener.port, { 'content-type': 'application/json' });
    expect(sent).toMatchObject({ status: 401, connection: 'close' });
    expect(sent.sentBytes).toBeLessThan(30 * MEBIBYTE); // the rest is in the buffers of the system
    const whole = await fetch(`http://127.0.0.1:${listener.port}`, { method: 'POST', body: 'all of it' });
    expect([whole.status, await whole.text()]).toEqual([401, 'no']);
  });

  it('closes a connection whose sender stops in the middle of an answered request', async () => {
    listener = await openListener({
      host: '127.0.0.1',
      port: 0,
      linger: { bytes: { upload: MEBIBYTE, other: MEBIBYTE }, milliseconds: 100 },
    });
    listener.serve((_request, response) => void response.writeHead(413).end());
    const text = await new Promise<string>(resolve => {
      const socket = connect(listener.port, '127.0.0.1');
      let said = '';
      socket.on('data', bytes => (said += bytes.toString()));
      socket.on('close', () => resolve(said));
      socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf');
    });
    expect(text).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/i);
  });
});

describe('one file, at every route that takes one,', () => {
  let server: TestServer;
  let headers: { authorization: string };
  let ids: Record<string, string>;
  let ollama: StandIn;
  beforeAll(async () => {
    ollama = await startOllamaStandIn();
    server = await startTestServer();
    headers = await signInAsOwner(server);
    const bot = await server.app.client(localContext(server.app)).chatbots.create({ name: 'Accueil' });
    ids = { id: bot.id, chatbotId: bot.id, clientId: bot.clientId };
  });
  afterAll(async () => {
    await server.close();
    await ollama.close();
  });

  const routes = Object.values(contract)
    .flatMap((some): { '~orpc': { meta: RouteMeta; route: { path?: string } } }[] => Object.values(some))
    .flatMap(({ '~orpc': { meta, route } }) =>
      meta.takes?.maxFiles === 1 && listenersOf(meta).includes('admin')
        ? [{ path: route.path ?? '', most: meta.takes.maxBytes }]
        : [],
    );

  const small = routes.filter(({ most }) => most < 10 * MEBIBYTE);

  it('is small, but for a model', () => {
    expect(small.map(({ path }) => path)).toEqual([
      '/contacts/import/preview',
      '/contacts/import',
      '/chatbots/{id}/widget/logo',
      '/frequent-answers/import/preview',
      '/frequent-answers/import',
    ]);
    expect(routes.filter(route => !small.includes(route)).map(({ path }) => path)).toEqual([
      '/llm/imports',
      '/llm/files',
    ]);
  });

  async function sent(path: string, form: (fields: Record<string, string>) => FormData, language = 'fr') {
    const { id = '', ...fields } = ids;
    const asked = path.startsWith('/contacts') ? 'clientId' : 'chatbotId';
    // A path that names its thing asks for nothing else; a model belongs to the installation.
    const named = path.includes('{id}') || path === '/llm/files' ? {} : { [asked]: fields[asked] ?? '' };
    const given = path === '/llm/imports' ? { url: ollama.url } : named;
    return await send(server.address, `/api${path.replace('{id}', id)}`, {
      method: 'POST',
      headers: { ...headers, 'accept-language': language },
      body: form(given),
    });
  }

  it.each(small)(
    '$path: what is too large is refused in the language of who asks',
    async ({ path, most }) => {
      for (const [language, words] of [
        ['fr', /est trop lourde\s: (?:1|0,4)\sMo au plus/],
        ['en', /is too large: (?:1|0\.4)\sMB at most/],
      ] as const) {
        const answer = await sent(path, fields => formOf('x'.repeat(most + 1), 'a.csv', fields), language);
        expect([answer.status, errorCode(answer)]).toEqual([413, 'request.too_large']);
        expect(String(field(field(answer.json, 'error'), 'message'))).toMatch(words);
      }
      expect(await filesUnder(join(server.dataFolder, 'incoming'))).toEqual([]);
    },
  );

  it.each(routes)('$path: two files, none, and what is no file of its kind are refused', async ({ path }) => {
    const two = await sent(path, fields => {
      const form = formOf('x', 'a.csv', fields);
      form.append('file', new Blob(['y']), 'b.csv');
      return form;
    });
    expect([two.status, errorCode(two)]).toEqual([413, 'request.too_large']);
    const none = await sent(path, fields => {
      const form = formOf('x', 'a.csv', fields);
      form.delete('file');
      return form;
    });
    expect([none.status, errorCode(none)]).toEqual([400, 'request.invalid']);
    const other = await sent(path, fields => formOf('%PDF-1.7', 'a.csv', fields));
    expect([415, 422]).toContain(other.status);
    expect(errorCode(other)).toMatch(
      /^(?:widget\.logo_unsupported|model\.file_\w+|(?:contact|frequentAnswers)\.\w*unreadable\w*)$/,
    );
  });
});

it('on a full disk a table may still be looked at, and neither it nor a logo is taken', async () => {
  const disk = createDisk();
  const server = await startTestServer({
    disk: { readDisk: disk.read, mayWrite: disk.mayWrite, lookEveryMs: 20 },
  });
  const headers = await signInAsOwner(server);
  const client = server.app.client(localContext(server.app));
  const bot = await client.chatbots.create({ name: 'Accueil' });
  disk.fill();
  await until(async () => (await client.system.storage({})).state === 'full');
  const sent = (path: string, form: FormData) =>
    send(server.address, path, { method: 'POST', headers, body: form });
  const table = () => formOf('Nom;E-mail\nIda;ida@x.fr', 'a.csv', { clientId: bot.clientId });
  const looked = await sent('/api/contacts/import/preview', table());
  expect([looked.status, looked.json]).toMatchObject([200, { added: 1 }]);
  for (const [path, form] of [
    ['/api/contacts/import', table()],
    [`/api/chatbots/${bot.id}/widget/logo`, formOf('x', 'logo.png')],
  ] as const) {
    const refused = await sent(path, form);
    expect([refused.status, errorCode(refused)], path).toEqual([507, 'storage.full']);
  }
  expect((await send(server.address, `/api/contacts.csv?clientId=${bot.clientId}`, { headers })).status).toBe(
    200,
  );
  await server.close();
});
