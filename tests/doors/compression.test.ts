import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localContext } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createBot, signInAsOwner, startTestServer, type TestServer } from './door-support.ts';

const SCRIPT = `export const words = ${JSON.stringify('le même mot '.repeat(500))};`;

let server: TestServer;
let headers: { authorization: string };
let folder: ReturnType<typeof temporaryFolder>;
let chatbotId: string;
beforeAll(async () => {
  folder = temporaryFolder();
  const assets = join(folder.path, 'renderer', 'assets');
  mkdirSync(assets, { recursive: true });
  writeFileSync(join(folder.path, 'renderer', 'index.html'), '<!doctype html><html><head></head></html>');
  writeFileSync(join(assets, 'a-1.js'), SCRIPT);
  writeFileSync(join(assets, 'a-1.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(assets, 'a-1.js.gz'), gzipSync(SCRIPT));
  server = await startTestServer({ staticFolder: join(folder.path, 'renderer') });
  headers = await signInAsOwner(server);
  for (let count = 0; count < 20; count += 1)
    chatbotId = await createBot(server.address, headers, `Assistant ${count}`);
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

type Raw = { status: number; headers: Record<string, string | string[] | undefined>; bytes: Buffer };

/** Bytes as they travel: nothing is decompressed on the way. */
function ask(
  path: string,
  { encoding, method = 'GET', json }: { encoding?: string; method?: string; json?: unknown } = {},
): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: server.port,
        path,
        method,
        agent: false,
        headers: {
          ...headers,
          ...(encoding === undefined ? {} : { 'accept-encoding': encoding }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        },
      },
      response => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            bytes: Buffer.concat(pieces),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(json === undefined ? undefined : JSON.stringify(json));
  });
}

describe('the files of the interface', () => {
  it('come as small as the browser takes them, for a year, each kind for itself', async () => {
    const best = await ask('/assets/a-1.js', { encoding: 'gzip, deflate, br, zstd' });
    expect(best.headers).toMatchObject({
      'content-encoding': 'br',
      vary: 'accept-encoding',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(best.headers['content-type']).toContain('javascript');
    expect(brotliDecompressSync(best.bytes).toString()).toBe(SCRIPT);
    const older = await ask('/assets/a-1.js', { encoding: 'gzip' });
    expect(older.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(gunzipSync(older.bytes).toString()).toBe(SCRIPT);
    const plain = await ask('/assets/a-1.js');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.bytes.toString()).toBe(SCRIPT);
    // Each of the three is another thing to a cache.
    expect(new Set([best, older, plain].map(answer => answer.headers['etag'])).size).toBe(3);
  });
});

describe('answers', () => {
  it('to reading come compressed above a size, over REST and the page’s wire', async () => {
    for (const [path, more] of [
      ['/api/chatbots', {}],
      ['/rpc/chatbots/list', { method: 'POST', json: { json: {} } }],
      ['/api/openapi.json', {}],
      ['/api/docs', {}],
    ] as const) {
      const plain = await ask(path, more);
      expect(plain.headers['content-encoding'], path).toBeUndefined();
      expect(plain.headers['vary'], path).toContain('accept-encoding');
      for (const [encoding, read] of [
        ['gzip', gunzipSync],
        ['br', brotliDecompressSync],
      ] as const) {
        const small = await ask(path, { ...more, encoding });
        expect(small.headers['content-encoding'], path).toBe(encoding);
        expect(small.bytes.length).toBe(Number(small.headers['content-length']));
        expect(small.bytes.length).toBeLessThan(plain.bytes.length / 2);
        // The page of the API has another nonce each time.
        if (path !== '/api/docs') expect(read(small.bytes).equals(plain.bytes)).toBe(true);
      }
    }
  });

  it('that are small, refused encodings and other types are left alone', async () => {
    expect((await ask('/api/auth/state', { encoding: 'gzip' })).headers['content-encoding']).toBeUndefined();
    expect(
      (await ask('/api/chatbots', { encoding: 'gzip;q=0, identity' })).headers['content-encoding'],
    ).toBeUndefined();
    expect((await ask('/api/audit.csv', { encoding: 'gzip' })).headers['content-encoding']).toBeUndefined();
  });

  it('that hold a secret made for them never are, however long', async () => {
    const client = server.app.client(localContext(server.app));
    const [first] = await client.clients.list({});
    const clientId = first?.id ?? '';
    const name = 'x'.repeat(80);
    const made = [
      await ask('/api/keys', {
        method: 'POST',
        encoding: 'gzip, br',
        json: { clientId, name, scopes: ['chat'] },
      }),
      await ask('/api/people/invite', {
        method: 'POST',
        encoding: 'gzip, br',
        json: { email: 'l@exemple.fr', fullName: name, language: 'fr', role: 'member' },
      }),
      // Long enough, and it reflects what was sent.
      await ask(`/api/chatbots/${chatbotId}`, {
        method: 'PUT',
        encoding: 'gzip, br',
        json: { instructions: 'Réponds brièvement. '.repeat(150) },
      }),
    ];
    expect(made.map(({ status }) => status)).toEqual([201, 201, 200]);
    expect(made.at(-1)?.bytes.length).toBeGreaterThan(1_400);
    for (const answer of made) expect(answer.headers['content-encoding']).toBeUndefined();
  });

  it('that stream are not, and tell proxies not to gather them', async () => {
    const answer = await ask('/api/conversations/chat', {
      method: 'POST',
      encoding: 'gzip, br',
      json: { chatbotId, message: 'Bonjour' },
    });
    expect(answer.headers['content-type']).toContain('text/event-stream');
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers['x-accel-buffering']).toBe('no');
    expect(answer.headers['cache-control']).toContain('no-transform');
  });
});
