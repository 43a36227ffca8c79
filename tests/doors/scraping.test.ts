import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pageWith, smallSite, type SmallSite } from '../support/small-site.ts';
import { localContext } from '../support/temporary-app.ts';
import { until } from '../support/until.ts';
import {
  createBot,
  errorCode,
  field,
  send,
  signInAsOwner,
  startTestServer,
  type TestServer,
} from './door-support.ts';

let server: TestServer;
let site: SmallSite;
let owner: { authorization: string };
let key: { authorization: string };
let bot: string;
let clientId: string;
beforeAll(async () => {
  [server, site] = await Promise.all([
    startTestServer(),
    smallSite({
      '/': pageWith('Accueil', 'L’atelier répare les vélos de toutes les marques.'),
    }),
  ]);
  owner = await signInAsOwner(server);
  bot = await createBot(server.address, owner);
  clientId = String(
    field((await send(server.address, `/api/chatbots/${bot}`, { headers: owner })).json, 'clientId'),
  );
  const made = await call('POST', '/keys', { clientId, name: 'Essai', scopes: ['read', 'write'] }, owner);
  key = { authorization: `Bearer ${String(field(made.json, 'key'))}` };
});
afterAll(() => server.close());

const call = (method: string, path: string, json?: unknown, headers = key) =>
  send(server.address, `/api${path}`, { method, headers, ...(json !== undefined && { json }) });

async function statuses(): Promise<unknown[]> {
  const items = field((await call('GET', '/scraping/status')).json, 'items');
  return Array.isArray(items) ? items : [];
}

const untilStatus = (condition: string) =>
  until(async () => {
    const [status] = await statuses();
    return field(status, 'condition') === condition ? status : null;
  });

it('sites are added by their address, looked at, told how they are, and removed, with a key', async () => {
  const added = await call('POST', '/scraping/urls', {
    clientId,
    url: site.at('/'),
    chatbotIds: [bot],
    local: true,
    schedule: { every: 'never' },
  });
  expect(added.status).toBe(201);
  expect(added.json).toMatchObject({
    url: site.at('/'),
    chatbotIds: [bot],
    name: new URL(site.at('/')).host,
  });
  const id = String(field(added.json, 'id'));
  expect(await untilStatus('first')).toMatchObject({
    id,
    url: site.at('/'),
    documents: 0,
    asks: { take: 1 },
  });
  expect((await call('POST', `/sources/${id}/approve`, {})).status).toBe(200);
  expect(await untilStatus('fresh')).toMatchObject({ documents: 1, failure: null });

  // A folder is no address: neither listed, nor looked at or removed from here.
  const folder = temporaryFolder();
  const other = await server.app.client(localContext(server.app)).sources.addFolder({
    clientId,
    chatbotIds: [],
    settings: { path: folder.path, ignore: [], subfolders: true },
  });
  const listed = await call('GET', '/scraping/urls?limit=1');
  expect(listed.json).toMatchObject({ items: [{ id, url: site.at('/'), paused: false }], nextCursor: null });
  for (const [method, path, body] of [
    ['DELETE', `/scraping/urls/${other.id}`, undefined],
    ['POST', '/scraping/trigger', { id: other.id }],
  ] as const) {
    const refused = await call(method, path, body);
    expect([refused.status, errorCode(refused)]).toEqual([404, 'resource.not_found']);
  }

  const [before] = await statuses();
  const triggered = await call('POST', '/scraping/trigger', {});
  expect(triggered.json).toMatchObject({ started: [{ id, condition: 'looking' }] });
  const after = await untilStatus('fresh');
  expect(field(after, 'lastLookAt')).not.toBe(field(before, 'lastLookAt'));
  await call('POST', `/sources/${id}/pause`, {});
  expect((await call('POST', '/scraping/trigger', {})).json).toEqual({ started: [] });
  const paused = await call('POST', '/scraping/trigger', { id });
  expect([paused.status, errorCode(paused)]).toEqual([409, 'resource.conflict']);

  expect((await call('DELETE', `/scraping/urls/${id}?documents=keep`)).status).toBe(200);
  expect(await statuses()).toEqual([]);
  const kept = await call('GET', `/documents?chatbotId=${bot}`);
  expect(kept.json).toMatchObject({ items: [{ title: 'Accueil', source: null }] });
  folder.remove();
});

it('an address that is none is refused, and so is a key that may only read', async () => {
  const wrong = await call('POST', '/scraping/urls', { clientId, url: 'ftp://site.example/' });
  expect([wrong.status, errorCode(wrong)]).toEqual([400, 'request.invalid']);
  const made = await call('POST', '/keys', { clientId, name: 'Lecture', scopes: ['read'] }, owner);
  const reading = { authorization: `Bearer ${String(field(made.json, 'key'))}` };
  expect((await call('GET', '/scraping/urls', undefined, reading)).status).toBe(200);
  const refused = await call('POST', '/scraping/trigger', {}, reading);
  expect([refused.status, errorCode(refused)]).toEqual([403, 'auth.forbidden']);
});
