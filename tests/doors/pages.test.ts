import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localContext } from '../support/temporary-app.ts';
import {
  createBot,
  errorCode,
  field,
  send,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';

const NAMES = ['Alpha', 'Bêta', 'Gamma', 'Delta', 'Epsilon'];

let server: TestServer;
let headers: { authorization: string };
let clientId: string;
beforeAll(async () => {
  server = await startTestServer();
  headers = await signInAsOwner(server);
  const client = server.app.client(localContext(server.app));
  for (const name of NAMES) {
    await createBot(server.address, headers, name);
    await client.models.create({ name, provider: 'ollama', model: name });
  }
  for (const name of NAMES.slice(1)) await client.clients.create({ name });
  const [first] = await client.clients.list({});
  clientId = first?.id ?? '';
  await client.clients.update({ id: clientId, name: 'Alpha' });
  for (const name of NAMES) await client.keys.create({ clientId, name, scopes: ['chat'] });
});
afterAll(() => server.close());

const read = (path: string) => send(server.address, path, { headers });
const namesIn = (json: unknown) => (Array.isArray(json) ? json.map(item => String(field(item, 'name'))) : []);
const nextOf = (link: string | null) => /^<(\/api\/[^>]+)>; rel="next"$/.exec(link ?? '')?.[1] ?? null;

describe.each(['/api/clients', '/api/chatbots', '/api/llm', '/api/chatbots/client/:client'])(
  '%s',
  template => {
    const path = () => template.replace(':client', clientId);

    it('is one array', async () => {
      const whole = await read(path());
      expect(namesIn(whole.json)).toEqual(NAMES);
      expect(whole.headers.get('link')).toBeNull();
    });

    it('comes by pages when asked, each with the address of the next', async () => {
      const pages: string[][] = [];
      let next: string | null = `${path()}?limit=2`;
      while (next !== null) {
        const page: Awaited<ReturnType<typeof read>> = await read(next);
        expect(page.status).toBe(200);
        pages.push(namesIn(page.json));
        next = nextOf(page.headers.get('link'));
      }
      expect(pages).toEqual([NAMES.slice(0, 2), NAMES.slice(2, 4), NAMES.slice(4)]);
    });

    it('is found in by words and state, on every page', async () => {
      expect(namesIn((await read(`${path()}?q=${encodeURIComponent('BETA')}`)).json)).toEqual(['Bêta']);
      expect(namesIn((await read(`${path()}?active=false`)).json)).toEqual([]);
      const first = await read(`${path()}?q=a&active=true&limit=3`);
      expect(namesIn(first.json)).toEqual(['Alpha', 'Bêta', 'Gamma']);
      const second = await read(nextOf(first.headers.get('link')) ?? '');
      expect(namesIn(second.json)).toEqual(['Delta']);
    });

    it.each(['limit=0', 'limit=201', 'limit=x', 'active=maybe', `cursor=${'x'.repeat(201)}`])(
      'refuses %s by name',
      async query => {
        const answer = await read(`${path()}?${query}`);
        expect([answer.status, errorCode(answer)]).toEqual([400, 'request.invalid']);
        expect(JSON.stringify(field(field(answer.json, 'error'), 'fields'))).toContain(query.split('=')[0]);
      },
    );
  },
);

describe('a list with a cursor in its answer', () => {
  it('is read to its end without missing or repeating anything', async () => {
    const seen: string[] = [];
    let cursor: unknown = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${String(cursor)}`;
      const { json } = await read(`/api/keys?limit=2${query}`);
      seen.push(...namesIn(field(json, 'items')));
      cursor = field(json, 'nextCursor');
    }
    expect(seen).toEqual(NAMES.toReversed());
  });
});
