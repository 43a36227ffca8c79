import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { createApp } from '#main/app/create-app.ts';
import { createHttpDoor } from '#main/http/index.ts';
import { describeApi } from '#main/http/open-api.ts';
import { openTemporaryDatabase } from '../support/temporary-database.ts';
import { plantAlbums, plantedContract } from '../support/planted/albums.ts';
import { localContext } from '../support/temporary-app.ts';
import { errorCode, field, send, sendRaw, signInAsOwner, temporaryFolder } from './door-support.ts';
import { removeFolder } from '../support/temporary-folder.ts';

/** A route that takes files and two that give one, which nothing but their own contract and handlers tells of. */
type Planted = ReturnType<typeof plantAlbums> & {
  address: string;
  port: number;
  headers: { authorization: string };
  close(): Promise<void>;
};
let planted: Planted;
beforeAll(async () => {
  const dataFolder = await temporaryFolder();
  const database = openTemporaryDatabase();
  const app = await createApp({ dataFolder, mode: 'server' });
  const albums = plantAlbums(app, database.database);
  const door = await createHttpDoor(albums.app, {
    host: '127.0.0.1',
    port: 0,
    staticFolder: join(dataFolder, 'no-interface'),
    rateLimits: null,
  });
  const { address, port } = door;
  const headers = await signInAsOwner({ app, address, port, dataFolder, close: () => door.close() });
  planted = {
    ...albums,
    address,
    port,
    headers,
    async close() {
      await door.close();
      await app.close();
      database.close();
      removeFolder(dataFolder);
    },
  };
});
afterAll(() => planted.close());

type Fields = readonly (readonly [string, string | Blob, string?])[];
const picture = (text: string, name = 'vue.png') => ['file', new Blob([text]), name] as const;

async function add(fields: Fields, headers: Record<string, string> = planted.headers) {
  const body = new FormData();
  for (const [name, value, fileName] of fields) {
    if (typeof value === 'string') body.append(name, value);
    else body.append(name, value, fileName);
  }
  return await send(planted.address, '/api/albums/noces/pictures', { method: 'POST', headers, body });
}

describe('a route that takes files, over HTTP', () => {
  it('is given its fields, what its path says and its files, wherever the fields stand', async () => {
    for (const caption of ['before', 'after']) {
      const files = [picture('un'), picture('deux', 'rue "du" port.png')];
      const fields: Fields = [
        ['label', 'mer'],
        ['label', 'été'],
        ['caption', caption],
      ] as const;
      const answer = await add(caption === 'before' ? [...fields, ...files] : [...files, ...fields]);
      expect([answer.status, answer.json]).toMatchObject([
        201,
        {
          id: 'noces',
          caption,
          labels: ['mer', 'été'],
          pictures: [{ fileName: 'vue.png' }, { fileName: 'rue "du" port.png' }],
        },
      ]);
    }
  });

  it.each<[string, Fields, number, string]>([
    ['a field less', [picture('x')], 400, 'request.invalid'],
    ['a field that is not right', [['caption', 'x'.repeat(60)], picture('x')], 400, 'request.invalid'],
    ['a field of another route', [['caption', 'x'], ['role', 'owner'], picture('x')], 400, 'request.invalid'],
    ['a field twice', [['caption', 'x'], ['caption', 'y'], picture('x')], 400, 'request.invalid'],
    ['a field too late', [['caption', 'x'], picture('x'), ['label', 'y']], 400, 'request.invalid'],
    ['no file', [['caption', 'x']], 400, 'request.invalid'],
    ['a file too large', [['caption', 'x'], picture('x'.repeat(1_001))], 413, 'request.too_large'],
    [
      'a file too large before its fields',
      [picture('x'.repeat(1_001)), ['caption', 'x']],
      413,
      'request.too_large',
    ],
    [
      'files too large together',
      [['caption', 'x'], picture('x'.repeat(900)), picture('y'.repeat(900))],
      413,
      'request.too_large',
    ],
    [
      'a file too many',
      [['caption', 'x'], picture('x'), picture('y'), picture('z')],
      413,
      'request.too_large',
    ],
  ])('refuses a form with %s', async (_what, fields, status, code) => {
    const answer = await add(fields);
    expect([answer.status, errorCode(answer)]).toEqual([status, code]);
    expect(await readdir(planted.app.incomingFolder).catch(() => [])).toEqual([]);
  });

  it('is refused to others before a byte is read, and to what is no form', async () => {
    expect(errorCode(await add([picture('x')], {}))).toBe('auth.required');
    const json = await send(planted.address, '/api/albums/noces/pictures', {
      method: 'POST',
      headers: planted.headers,
      json: { caption: 'x' },
    });
    expect([json.status, errorCode(json)]).toEqual([400, 'request.invalid']);
  });

  it('is done once for an Idempotency-Key, and told from another by its bytes', async () => {
    const headers = { ...planted.headers, 'idempotency-key': 'album-1' };
    const first = await add([['caption', 'une fois'], picture('même')], headers);
    const again = await add([['caption', 'une fois'], picture('même')], headers);
    expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([first.json, 'true']);
    const other = await add([['caption', 'une fois'], picture('autre')], headers);
    expect(errorCode(other)).toBe('request.key_reused');
  });
});

describe('a route that gives a file, over HTTP', () => {
  it('sends what is stored, with its length, its name and an answer to HEAD', async () => {
    const { json } = await add([['caption', 'x'], picture('12345')]);
    const [kept] = field(json, 'pictures') as { hash: string }[];
    const path = `/api/albums/noces/${kept?.hash}/file`;
    const answer = await send(planted.address, path, { headers: planted.headers });
    expect([answer.status, answer.text]).toEqual([200, '12345']);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toContain('attachment; filename="image.png"');
    const head = await sendRaw(planted.port, { path, method: 'HEAD', headers: planted.headers });
    expect(head.status).toBe(200);
    expect((await send(planted.address, path)).status).toBe(401);
  });

  it('writes a list while it is sent, and nothing for HEAD', async () => {
    const answer = await send(planted.address, '/api/albums/noces.csv?rows=3', { headers: planted.headers });
    expect(answer.text).toBe('noces,0\nnoces,1\nnoces,2\n');
    const before = planted.writtenRows();
    const head = await sendRaw(planted.port, {
      path: '/api/albums/noces.csv',
      method: 'HEAD',
      headers: planted.headers,
    });
    expect(head.status).toBeGreaterThanOrEqual(400);
    expect(planted.writtenRows()).toBe(before);
    const wrong = await send(planted.address, '/api/albums/noces.csv?rows=x', { headers: planted.headers });
    expect(errorCode(wrong)).toBe('request.invalid');
  });
});

it('is called in process within the same limits', async () => {
  const as = localContext(planted.app);
  const of = async function* (...contents: string[]) {
    for (const content of contents)
      yield { fileName: 'a.png', content: Readable.from([Buffer.from(content)]) };
  };
  const call = (...contents: string[]) =>
    planted.client.albums.add({ id: 'noces', caption: 'x' }, { context: { as, files: of(...contents) } });
  expect(await call('un', 'deux')).toMatchObject({ pictures: [{}, {}] });
  await expect(call()).rejects.toMatchObject({ code: 'request.invalid' });
  await expect(call('un', 'deux', 'trois')).rejects.toMatchObject({ code: 'request.too_large' });
  await expect(call('x'.repeat(1_001))).rejects.toMatchObject({ code: 'request.too_large' });
  const stranger = { ...as, principal: { kind: 'anonymous' } as const };
  const refused = planted.client.albums.add(
    { id: 'noces', caption: 'x' },
    { context: { as: stranger, files: of('un') } },
  );
  await expect(refused).rejects.toMatchObject({ code: 'auth.required' });
});

it('is found by the window under the same path', () => {
  const { files } = planted.app;
  expect(files.find('GET', '/albums/noces/abc/file')).toMatchObject({
    route: { name: ['albums', 'picture'] },
    parameters: { id: 'noces', hash: 'abc' },
  });
  expect(files.find('GET', '/albums/noces/pictures')).toBeNull();
});

it('is described with its form, its files and who may', async () => {
  const { paths } = await describeApi('1.0.0', { ...contract, ...plantedContract });
  const { post } = paths?.['/albums/{id}/pictures'] ?? {};
  expect(post).toMatchObject({
    operationId: 'albums.add',
    security: [{ session: [] }, { apiKey: [] }],
    requestBody: {
      content: {
        'multipart/form-data': {
          schema: {
            required: ['caption', 'file'],
            properties: {
              caption: { type: 'string', maxLength: 50 },
              file: { type: 'array', maxItems: 2, items: { type: 'string', format: 'binary' } },
            },
          },
        },
      },
    },
  });
  expect(paths?.['/albums/{id}/{hash}/file']?.get?.responses?.['200']).toMatchObject({
    content: { 'image/png': { schema: { type: 'string', format: 'binary' } } },
  });
  expect(paths?.['/albums/{id}.csv']?.get?.responses?.['200']).toMatchObject({
    content: { 'text/csv': { schema: { type: 'string' } } },
  });
});
