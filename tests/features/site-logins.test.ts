import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { siteOf } from '../support/memory-look.ts';
import { serve } from '../support/outbound.ts';
import { pageWith } from '../support/small-site.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { untilLookedAt } from '../support/watched-folder.ts';

const SECRET = 'jeton-que-nul-ne-relit';
const PAGES: Record<string, string> = {
  '/': pageWith('Intranet', 'Les consignes de sécurité sont réservées aux salariés.', ['/paie']),
  '/paie': pageWith('Paie', 'Les salaires sont versés le vingt-sept de chaque mois.'),
};
const FORM =
  '<!doctype html><title>Connexion</title><form><input type="password" name="p"><button>Entrer</button></form>';

let office: TemporaryApp;
let url: string;
let clientId: string;
let chatbotId: string;
/** The cookie that is let in now, and how others are answered. */
let valid = SECRET;
let closed: 'form' | '401' | 'redirect' = 'form';

beforeAll(async () => {
  office = await startTemporaryApp();
  ({ url } = await serve((request, response) => {
    const path = request.url ?? '/';
    const isIn = request.headers.cookie === `sid=${valid}`;
    if (isIn && PAGES[path] !== undefined)
      return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGES[path]);
    if (path === '/login' || (!isIn && closed === 'form'))
      return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(FORM);
    if (isIn) return response.writeHead(404).end();
    if (closed === '401') return response.writeHead(401).end();
    return response.writeHead(302, { location: '/login' }).end();
  }));
  clientId = (await office.client.clients.list({}))[0]?.id ?? '';
  chatbotId = (await office.client.chatbots.create({ name: 'Intranet', clientId })).id;
});
afterAll(() => office.close());

const settings = () => ({ ...siteOf(`${url}/`), sitemap: false });
const cookie = (value: string) => ({ with: 'cookie' as const, cookie: `sid=${value}` });

function everyFileOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

it('a site with a login is read with it; once it is refused the source says so and nothing is gone', async () => {
  const { sources } = office.client;
  const added = await sources.addSite({
    clientId,
    chatbotIds: [chatbotId],
    schedule: { every: 'never' },
    settings: settings(),
    login: cookie(SECRET),
  });
  expect(added).toMatchObject({ kind: 'site', hasLogin: true });
  const { id } = added;
  expect(await untilLookedAt(sources, id)).toMatchObject({ condition: 'first', asks: { take: 2 } });
  await sources.approve({ id });
  expect(await untilLookedAt(sources, id)).toMatchObject({ condition: 'fresh', documents: 2 });
  await untilRead(office.client, chatbotId);

  valid = 'un-autre';
  for (closed of ['form', '401', 'redirect'] as const) {
    await sources.look({ id });
    expect(await untilLookedAt(sources, id)).toMatchObject({
      condition: 'failing',
      failure: 'source.login_refused',
      documents: 2,
      asks: { take: 0, setAside: 0 },
    });
  }

  const told = JSON.stringify([
    await sources.list({ clientId }),
    await sources.items({ id }),
    await sources.looks({ id }),
    await office.client.audit.list({}),
    await office.client.connections.list({}),
  ]);
  expect(told).toContain('source.login_refused');
  expect(told).not.toContain(SECRET);
  expect(everyFileOf(office.dataFolder)).not.toContain(SECRET);

  await sources.changeSite({ id, settings: settings(), login: cookie('un-autre') });
  expect(await untilLookedAt(sources, id)).toMatchObject({ failure: null, hasLogin: true, documents: 2 });
});

it('a login is for one host: it is forgotten with it, when somebody says so, and with the source', async () => {
  const { sources } = office.client;
  valid = SECRET;
  const { id } = await sources.addSite({
    clientId,
    chatbotIds: [],
    schedule: { every: 'never' },
    settings: settings(),
    login: cookie(SECRET),
  });
  await untilLookedAt(sources, id);
  expect(await sources.changeSite({ id, settings: { ...settings(), pages: 3 } })).toMatchObject({
    hasLogin: true,
  });
  const elsewhere = { ...settings(), start: [`${url.replace('127.0.0.1', 'localhost')}/`] };
  expect(await sources.changeSite({ id, settings: elsewhere })).toMatchObject({ hasLogin: false });
  expect(await sources.changeSite({ id, settings: settings(), login: cookie(SECRET) })).toMatchObject({
    hasLogin: true,
  });
  expect(await sources.changeSite({ id, settings: settings(), login: null })).toMatchObject({
    hasLogin: false,
  });
});

it('what cannot be sent as a cookie or a name is refused before it is kept', async () => {
  const { sources } = office.client;
  const adding = (login: Parameters<typeof sources.addSite>[0]['login']) =>
    sources.addSite({ clientId, chatbotIds: [], settings: settings(), ...(login && { login }) });
  for (const login of [
    { with: 'cookie' as const, cookie: 'sans égal' },
    { with: 'cookie' as const, cookie: 'sid=1\r\nx-autre: 1' },
    { with: 'password' as const, user: 'deux:points', password: 'x' },
  ])
    await expect(adding(login)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
