import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBot, field, formOf, send, sendRaw } from './door-support.ts';
import { setNetwork, setWidget, startPublicServer, type PublicServer } from './public-support.ts';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let server: PublicServer;
const ids: Record<string, string> = {};
beforeAll(async () => {
  server = await startPublicServer();
  await widgetOf(
    'ouvert',
    { name: 'Accueil <b>du</b> cabinet', description: 'Horaires & rendez-vous' },
    { enabled: true, behaviour: { fullPage: true } },
  );
  await widgetOf('sansPage', { name: 'Sans page' }, { enabled: true, behaviour: { fullPage: false } });
  await widgetOf('eteint', { name: 'Éteint' }, { enabled: false, behaviour: { fullPage: true } });
  await widgetOf(
    'inactif',
    { name: 'Inactif', active: false },
    { enabled: true, behaviour: { fullPage: true } },
  );
});
afterAll(() => server.close());

async function widgetOf(
  key: string,
  bot: Record<string, unknown>,
  widget: Record<string, unknown>,
): Promise<void> {
  const { address, headers } = server;
  const chatbotId = await createBot(address, headers, String(bot['name']));
  await send(address, `/api/chatbots/${chatbotId}`, { method: 'PUT', headers, json: bot });
  ids[key] = await setWidget({ address, headers, chatbotId }, widget);
}

const visit = (language: string | null, path = '/') =>
  sendRaw(server.publicPort, {
    path,
    headers: { accept: 'text/html', ...(language === null ? {} : { 'accept-language': language }) },
  });

describe('the front page of the visitors', () => {
  it.each([
    [null, 'fr', 'À qui voulez-vous parler'],
    ['fr-CA,fr;q=0.9,en;q=0.1', 'fr', 'À qui voulez-vous parler'],
    ['en-GB', 'en', 'Who would you like to talk to?'],
    ['de-CH', 'en', 'Who would you like to talk to?'],
  ] as const)('speaks the language of whoever comes: %s', async (asked, language, title) => {
    const page = await visit(asked);
    expect([page.status, page.headers['content-language']]).toEqual([200, language]);
    expect(page.headers['vary']).toContain('accept-language');
    expect(page.text).toContain(`<html lang="${language}">`);
    expect(page.text).toContain(title);
  });

  it('leads to the chatbots that are on and have a page, and tells nothing of the others', async () => {
    const { text, headers } = await visit('fr');
    expect(text).toContain(`href="chat/${ids['ouvert']}"`);
    expect(text).toContain('Accueil &lt;b&gt;du&lt;/b&gt; cabinet');
    expect(text).toContain('Horaires &amp; rendez-vous');
    for (const hidden of ['Sans page', 'Éteint', 'Inactif', ids['sansPage'], ids['eteint'], ids['inactif']])
      expect(text).not.toContain(hidden);
    expect((text.match(/<li /g) ?? []).length).toBe(1);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'nonce-/);
    expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3)/);
  });

  it('shows the logo its owner chose', async () => {
    const { address, headers } = server;
    const chatbotId = await createBot(address, headers, 'Avec logo');
    ids['logo'] = await setWidget(
      { address, headers, chatbotId },
      { enabled: true, behaviour: { fullPage: true } },
    );
    await send(address, `/api/chatbots/${chatbotId}/widget/logo`, {
      method: 'POST',
      headers,
      body: formOf(Buffer.from(PNG, 'base64'), 'logo.png'),
    });
    const { text } = await visit('fr');
    const [, path = ''] = /src="(widget\/logo\/\w+)"/.exec(text) ?? [];
    expect((await sendRaw(server.publicPort, { path: `/${path}` })).status).toBe(200);
    await send(address, `/api/chatbots/${chatbotId}/widget`, {
      method: 'PATCH',
      headers,
      json: { enabled: false },
    });
  });

  it('says so plainly when there is none', async () => {
    const bots = (await send(server.address, '/api/chatbots', { headers: server.headers })).json as {
      id: string;
    }[];
    for (const { id } of bots)
      await send(server.address, `/api/chatbots/${id}/widget`, {
        method: 'PATCH',
        headers: server.headers,
        json: { behaviour: { fullPage: false } },
      });
    const page = await visit('en');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Nobody is here for now');
    expect(page.text).not.toContain('<li ');
  });
});

describe('an address of a chatbot that is not there', () => {
  it('is a page in words for a person, and JSON for a program', async () => {
    for (const path of ['/chat/AAAAAAAAAAAAAAAAAAAA', '/ailleurs', '/chat/a/b']) {
      const page = await visit('en', path);
      expect([page.status, page.headers['content-language']], path).toEqual([404, 'en']);
      expect(page.text).toContain('This assistant is not here');
      const [, back = ''] = /<a href="([^"]+)"/.exec(page.text) ?? [];
      expect(new URL(back, `http://x${path}`).pathname).toBe('/');
    }
    const program = await sendRaw(server.publicPort, { path: '/chat/AAAAAAAAAAAAAAAAAAAA' });
    expect(field(field(JSON.parse(program.text), 'error'), 'code')).toBe('resource.not_found');
    const api = await visit('en', '/api/visitor/rien');
    expect(api.headers['content-type']).toContain('application/json');
  });
});

describe('under a path of a proxy', () => {
  it('pages, the exchange and the snippet are right, the path left or taken off', async () => {
    await setNetwork(server, { publicUrl: 'https://example.org/assistant' });
    const widgetId = await setWidget(server, {
      behaviour: { fullPage: true },
      allowedDomains: ['intranet.exemple.fr'],
    });
    const at = (path: string, more: Record<string, string> = {}) =>
      sendRaw(server.publicPort, { path, headers: { host: 'example.org', accept: 'text/html', ...more } });
    for (const prefix of ['', '/assistant']) {
      expect((await at(`${prefix}/`)).text).toContain(`chat/${widgetId}`);
      expect((await at(`${prefix}/chat/${widgetId}`)).status).toBe(200);
      expect((await at(`${prefix}/widget/v1.js`)).text).toBe('/* loader */');
      expect((await at(`${prefix}/widget/${widgetId}.js`)).text).toContain(`"widgetId":"${widgetId}"`);
      for (const host of ['example.org', `127.0.0.1:${server.publicPort}`]) {
        const token = await sendRaw(server.publicPort, {
          path: `${prefix}/api/visitor/token`,
          method: 'POST',
          headers: { host, origin: 'https://example.org', 'content-type': 'application/json' },
          body: JSON.stringify({ widgetId }),
        });
        expect(token.status, `${host}${prefix}`).toBe(200);
        // Reading asks without an origin: the token says for which page it was made.
        const session = await sendRaw(server.publicPort, {
          path: `${prefix}/api/visitor/session`,
          headers: { host, authorization: `Bearer ${String(field(JSON.parse(token.text), 'token'))}` },
        });
        expect(session.status).toBe(200);
      }
    }
    const bare = await at('/assistant');
    expect([bare.status, bare.headers['location']]).toEqual([308, '/assistant/']);
    expect((await at('/', { host: 'evil.example' })).status).toBe(403);
    const snippet = await send(server.address, `/api/chatbots/${server.chatbotId}/widget/snippet`, {
      headers: server.headers,
    });
    const [first] = field(snippet.json, 'placements') as Record<string, string>[];
    expect(first?.['baseUrl']).toBe('https://example.org/assistant');
    expect(first?.['snippet']).toBe(
      `<script async src="https://example.org/assistant/widget/${widgetId}.js"></script>`,
    );
    expect(first?.['pageUrl']).toBe(`https://example.org/assistant/chat/${widgetId}`);
    await setNetwork(server, { publicUrl: null });
    expect((await at('/')).status).toBe(403);
  });
});

describe('what measures a stream', () => {
  it('is there for everybody on both listeners, and holds nothing', async () => {
    const admin = await send(server.address, '/api/check-stream');
    const visitors = await send(`http://127.0.0.1:${server.publicPort}`, '/api/visitor/check-stream');
    for (const { status, text } of [admin, visitors]) {
      expect(status).toBe(200);
      expect(text.split('data: ')).toHaveLength(6);
    }
    // Each has its own.
    expect((await send(server.address, '/api/visitor/check-stream')).status).toBe(404);
    expect((await send(`http://127.0.0.1:${server.publicPort}`, '/api/check-stream')).status).toBe(404);
  });

  it('and the authority’s certificate are nobody’s before there is one', async () => {
    for (const path of ['/ca.crt', '/trust']) expect((await send(server.address, path)).status).toBe(404);
  });
});
