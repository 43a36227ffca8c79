import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_READING_LIMITS, megabytes } from '#shared/contract/reading-limits.ts';
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

let server: TestServer;
let headers: { authorization: string };
let bot: string;
beforeAll(async () => {
  server = await startTestServer();
  headers = await signInAsOwner(server);
  bot = await createBot(server.address, headers);
});
afterAll(() => server.close());

const NOTE =
  'La livraison des meubles prend trois semaines après la commande. Le service est ouvert le lundi.';

describe('uploads', () => {
  it.each(['before', 'after'])('take several files, the chatbot named %s them', async order => {
    const form = new FormData();
    if (order === 'before') form.append('chatbotId', bot);
    form.append('file', new Blob([`${NOTE} Un (${order}).`]), '../../livraison é.txt');
    form.append('file', new Blob([`${NOTE} Deux (${order}).`]), 'deux.txt');
    if (order === 'after') form.append('chatbotId', bot);
    const answer = await send(server.address, '/api/documents', { method: 'POST', headers, body: form });
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject([{ fileName: 'livraison é.txt' }, { fileName: 'deux.txt' }]);
    await ready(String(field(Array.isArray(answer.json) ? answer.json[0] : null, 'id')));
    expect(await asideFiles()).toEqual([]);
  });

  it.each([
    ['no chatbot', (form: FormData) => form.append('file', new Blob(['x']), 'x.txt'), 400],
    ['no file', (form: FormData) => form.append('chatbotId', bot), 400],
    ['a chatbot that is no id', (form: FormData) => form.append('chatbotId', 'x'), 400],
    ['an unknown field', (form: FormData) => form.append('role', 'owner'), 400],
    [
      'a chatbot that does not exist',
      (form: FormData) => {
        form.append('chatbotId', '019a9f00-0000-7000-8000-000000000000');
        form.append('file', new Blob(['x']), 'x.txt');
      },
      404,
    ],
  ] as const)('with %s are refused', async (_what, fill, status) => {
    const form = new FormData();
    fill(form);
    const answer = await send(server.address, '/api/documents', { method: 'POST', headers, body: form });
    expect(answer.status).toBe(status);
    expect(typeof errorCode(answer)).toBe('string');
    expect(await asideFiles()).toEqual([]);
  });

  it('leave nothing aside when they are refused after the files came', async () => {
    const form = new FormData();
    form.append('file', new Blob(['x']), 'x.txt');
    form.append('chatbotId', '019a9f00-0000-7000-8000-000000000000');
    const answer = await send(server.address, '/api/documents', { method: 'POST', headers, body: form });
    expect(answer.status).toBe(404);
    expect(await asideFiles()).toEqual([]);
  });

  it('say what became of a document of the same name, as it was asked or not', async () => {
    const put = async (text: string, onSameName?: string) => {
      const form = new FormData();
      form.append('chatbotId', bot);
      if (onSameName !== undefined) form.append('onSameName', onSameName);
      form.append('file', new Blob([`${NOTE} ${text}`]), 'tarif.txt');
      const answer = await send(server.address, '/api/documents', { method: 'POST', headers, body: form });
      const [document] = Array.isArray(answer.json) ? (answer.json as unknown[]) : [];
      if (answer.status === 201) await ready(String(field(document, 'id')));
      return { status: answer.status, document, code: errorCode(answer) };
    };
    const first = await put('Un.');
    expect(first.document).toMatchObject({ sameName: null, duplicate: false });
    expect((await put('Un.')).document).toMatchObject({ duplicate: true });
    const second = await put('Deux.');
    expect(second.document).toMatchObject({
      sameName: {
        action: 'replaces',
        documents: [{ id: field(first.document, 'id'), fileName: 'tarif.txt' }],
      },
    });
    const third = await put('Trois.', 'keep');
    expect(third.document).toMatchObject({
      sameName: { action: 'kept', documents: [{ id: field(second.document, 'id') }] },
    });
    expect(await put('Quatre.', 'perhaps')).toMatchObject({ status: 400, code: 'request.invalid' });

    // The other choice, offered by a program that reads the answer.
    const replaced = await send(server.address, `/api/documents/${field(third.document, 'id')}/replace`, {
      method: 'POST',
      headers,
      json: { olderId: field(second.document, 'id') },
    });
    expect(replaced.json).toMatchObject({ versionCount: 2 });
  });

  it('refuse a field that comes too late to be heeded', async () => {
    const form = new FormData();
    form.append('chatbotId', bot);
    form.append('file', new Blob([`${NOTE} Tard.`]), 'tard.txt');
    form.append('onSameName', 'keep');
    const answer = await send(server.address, '/api/documents', { method: 'POST', headers, body: form });
    expect([answer.status, errorCode(answer)]).toEqual([400, 'request.invalid']);
  });

  it('need a sign-in', async () => {
    const form = new FormData();
    form.append('chatbotId', bot);
    form.append('file', new Blob(['x']), 'x.txt');
    const answer = await send(server.address, '/api/documents', { method: 'POST', body: form });
    expect([answer.status, errorCode(answer)]).toEqual([401, 'auth.required']);
  });

  it('without end get 413 at the limit, without filling memory or disk', async () => {
    const before = process.memoryUsage().rss;
    const most = megabytes(DEFAULT_READING_LIMITS.fileMegabytes);
    const { status, sentBytes } = await uploadZeros(5 * most);
    expect(status).toBe(413);
    expect(sentBytes).toBeLessThan(2 * most);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
    expect(await asideFiles()).toEqual([]);
    expect(await storedBytes()).toBeLessThan(1024 * 1024);
  });

  it('cut short leave nothing', async () => {
    const count = await documentCount();
    await new Promise<void>(resolve => {
      const sent = openUpload();
      sent.on('error', () => resolve());
      sent.on('close', () => resolve());
      sent.write(uploadHead.bot() + uploadHead.file);
      sent.write(Buffer.alloc(3 * 1024 * 1024, 'a'), () => sent.destroy());
    });
    await until(async () => (await storedBytes()) < 1024 * 1024);
    expect(await documentCount()).toBe(count);
  });

  it.each(['before', 'after'])(
    'may weigh what the installation lets them, the chatbot named %s them',
    async order => {
      const change = (changes: object) =>
        send(server.address, '/api/system/settings', {
          method: 'PATCH',
          headers,
          json: { reading: { ...DEFAULT_READING_LIMITS, ...changes } },
        });
      const upload = () => {
        const form = new FormData();
        if (order === 'before') form.append('chatbotId', bot);
        form.append('file', new Blob([NOTE.padEnd(megabytes(1) + 1, ' ')]), `lourd-${order}.txt`);
        if (order === 'after') form.append('chatbotId', bot);
        return send(server.address, '/api/documents', { method: 'POST', headers, body: form });
      };
      await change({ fileMegabytes: 1 });
      const refused = await upload();
      expect([refused.status, errorCode(refused)]).toEqual([413, 'request.too_large']);
      await change({ fileMegabytes: 2 });
      expect((await upload()).status).toBe(201);
      await change({});
    },
  );
});

describe('downloads', () => {
  it('are attachments, whatever they hold', async () => {
    const html =
      '<script>alert(1)</script><p>La cantine ouvre à midi pour tout le personnel de la maison.</p>';
    const form = new FormData();
    form.append('chatbotId', bot);
    form.append('file', new Blob([html]), 'menu "du jour" é.html');
    const added = await send(server.address, '/api/documents', { method: 'POST', headers, body: form });
    const id = String(field(Array.isArray(added.json) ? added.json[0] : null, 'id'));
    await ready(id);
    const answer = await send(server.address, `/api/documents/${id}/file`, { headers });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(html);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="menu _du jour_ e.html"; filename*=UTF-8''menu%20%22du%20jour%22%20%C3%A9.html`,
    );
    expect((await send(server.address, `/api/documents/${id}/file`)).status).toBe(401);
  });
});

async function ready(id: string): Promise<void> {
  await until(
    async () =>
      field((await send(server.address, `/api/documents/${id}`, { headers })).json, 'state') === 'ready',
  );
}

async function documentCount(): Promise<unknown> {
  return field(
    field((await send(server.address, '/api/documents', { headers })).json, 'totals'),
    'documents',
  );
}

/** Everything under the folders that take uploads. */
async function filesIn(folder: string): Promise<string[]> {
  const path = join(server.dataFolder, folder);
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

async function asideFiles(): Promise<string[]> {
  return await filesIn('incoming');
}

async function storedBytes(): Promise<number> {
  const contents = await Promise.all((await filesIn('files')).map(path => readFile(path)));
  const unique = new Map(
    contents.map(content => [createHash('sha256').update(content).digest('hex'), content.length]),
  );
  return [...unique.values()].reduce((sum, bytes) => sum + bytes, 0);
}

const BOUNDARY = 'foyer-test-boundary';
const uploadHead = (() => {
  const part = (disposition: string) =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
  return {
    bot: () => `${part('name="chatbotId"')}${bot}\r\n`,
    file: part('name="file"; filename="grand.txt"'),
  };
})();

function openUpload() {
  return request({
    host: '127.0.0.1',
    port: server.port,
    method: 'POST',
    path: '/api/documents',
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  });
}

/** Sends a file of zeros in chunks, without ever holding it, until it is answered. */
function uploadZeros(bytes: number): Promise<{ status: number; sentBytes: number }> {
  return new Promise((resolve, reject) => {
    const sent = openUpload();
    sent.on('response', response => {
      resolve({ status: response.statusCode ?? 0, sentBytes: bytes - left });
      response.resume();
      sent.destroy();
    });
    sent.on('error', reject);
    sent.write(uploadHead.bot() + uploadHead.file);
    const chunk = Buffer.alloc(1024 * 1024);
    let left = bytes;
    const more = () => {
      while (left > 0 && !sent.destroyed) {
        left -= chunk.length;
        if (!sent.write(chunk)) {
          sent.once('drain', more);
          return;
        }
      }
      if (!sent.destroyed) sent.end(`\r\n--${BOUNDARY}--\r\n`);
    };
    more();
  });
}
