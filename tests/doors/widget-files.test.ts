import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panelContentPolicy } from '#main/http/public/widget-files.ts';
import { send, sendRaw } from './door-support.ts';
import { setWidget, startPublicServer, type PublicServer } from './public-support.ts';

let server: PublicServer;
let widgetId: string;
beforeAll(async () => {
  server = await startPublicServer();
  widgetId = await setWidget(server, {
    allowedDomains: ['intranet.exemple.fr', '*.exemple.org', 'localhost:3000'],
    behaviour: { fullPage: true },
  });
});
afterAll(() => server.close());

const get = (path: string) => sendRaw(server.publicPort, { path });

/** The directives of a policy. */
function policyOf(answer: Awaited<ReturnType<typeof get>>): Map<string, string> {
  return new Map(
    String(answer.headers['content-security-policy'])
      .split('; ')
      .map(directive => {
        const space = directive.indexOf(' ');
        return [directive.slice(0, space), directive.slice(space + 1)];
      }),
  );
}

describe('the panel', () => {
  it('stands in frames of allowed pages and nowhere else', async () => {
    const answer = await get(`/widget/panel/${widgetId}`);
    expect(answer.status).toBe(200);
    expect(policyOf(answer).get('frame-ancestors')?.split(' ').toSorted()).toEqual(
      [
        "'self'",
        'http://intranet.exemple.fr',
        'https://intranet.exemple.fr',
        'http://*.exemple.org',
        'https://*.exemple.org',
        'http://localhost:3000',
        'https://localhost:3000',
      ].toSorted(),
    );
    expect(answer.headers['x-frame-options']).toBeUndefined();
    await setWidget(server, { allowedDomains: [], behaviour: { fullPage: false } });
    expect(policyOf(await get(`/widget/panel/${widgetId}`)).get('frame-ancestors')).toBe("'none'");
    await setWidget(server, { behaviour: { fullPage: true } });
  });

  it('sends nothing that browsers complain of without encryption', async () => {
    const { headers } = await get(`/widget/panel/${widgetId}`);
    expect(headers['cross-origin-opener-policy']).toBeUndefined();
    expect(headers['origin-agent-cluster']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('runs what is ours and nothing else: a nonce for each answer, no other source', async () => {
    const [one, two] = [await get(`/widget/panel/${widgetId}`), await get(`/widget/panel/${widgetId}`)];
    const policy = policyOf(one);
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('script-src')).toMatch(/^'self' 'nonce-[A-Za-z0-9+/=]{24}'$/);
    expect(policy.get('connect-src')).toBe("'self'");
    // Case 59: what an answer may name, whatever a document or a model says; nothing is fetched from elsewhere.
    expect(policy.get('img-src')).toBe("'self' data: blob:");
    expect(policy.get('form-action')).toBe("'none'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe|\*(?!\.exemple)|https?:(?!\/\/)/);
    const nonce = /'nonce-([^']+)'/.exec(policy.get('script-src') ?? '')?.[1];
    expect(one.text).toContain(`<script nonce="${nonce}"`);
    expect(policyOf(two).get('script-src')).not.toBe(policy.get('script-src'));
    expect(one.headers['cache-control']).toBe('no-store');
  });

  it('does not exist for a widget that is off, another bot’s, or no widget', async () => {
    await setWidget(server, { enabled: false });
    expect((await get(`/widget/panel/${widgetId}`)).status).toBe(404);
    expect((await get(`/chat/${widgetId}`)).status).toBe(404);
    await setWidget(server, { enabled: true });
    expect((await get('/widget/panel/AAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
    expect((await get('/widget/panel/..%2f..%2fetc%2fpasswd')).status).toBe(404);
  });
});

describe('the full page', () => {
  it('is there while its owner wants it, and in frames of allowed pages', async () => {
    const answer = await get(`/chat/${widgetId}`);
    expect(answer.status).toBe(200);
    expect(policyOf(answer).get('frame-ancestors')).toBe(
      'http://intranet.exemple.fr https://intranet.exemple.fr',
    );
    await setWidget(server, { behaviour: { fullPage: false } });
    expect((await get(`/chat/${widgetId}`)).status).toBe(404);
    await setWidget(server, { behaviour: { fullPage: true } });
  });
});

describe('the loader of one widget', () => {
  const loaderOf = (headers: Record<string, string> = {}, id = widgetId) =>
    sendRaw(server.publicPort, { path: `/widget/${id}.js`, headers });

  it('is the plain one, told what its widget looks like now', async () => {
    const title = '</script>\u2028"';
    await setWidget(server, {
      appearance: { color: '#0B6E4F', position: 'left', label: 'Une question ?', language: 'en', title },
      behaviour: { autoOpen: true, autoOpenDelaySeconds: 9, offlineMessage: 'Fermé.' },
    });
    const { text, headers } = await loaderOf();
    expect(headers['content-type']).toContain('javascript');
    expect(text).toMatch(/^\{const FOYER_LOOKS=.*;\/\* loader \*\/\n\}$/s);
    expect(text).not.toContain('</script');
    const looks = {
      widgetId,
      color: '#0b6e4f',
      position: 'left',
      language: 'en',
      label: 'Une question ?',
      title,
      offlineMessage: 'Fermé.',
      autoOpen: true,
      delay: 9,
    };
    expect(runInNewContext(text.replace('/* loader */', 'FOYER_LOOKS'))).toEqual(looks);
    const alone = await get(`/widget/${widgetId}.json`);
    expect(JSON.parse(alone.text)).toEqual(looks);
    expect(alone.headers['content-type']).toContain('application/json');
  });

  it('says no more than what shows: nothing of a widget left as it is, nothing of its sites', async () => {
    await setWidget(server, {
      appearance: { color: null, position: 'right', label: null, language: 'visitor', title: null },
      behaviour: { autoOpen: false, offlineMessage: null },
    });
    const { text } = await get(`/widget/${widgetId}.json`);
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['widgetId', 'color', 'language']);
  });

  it('is kept for a minute, then asked for again, and only sent when it changed', async () => {
    const first = await loaderOf();
    expect(first.headers['cache-control']).toBe('public, max-age=60');
    const known = { 'if-none-match': `"other", ${String(first.headers['etag'])}` };
    const second = await loaderOf(known);
    expect([second.status, second.text]).toEqual([304, '']);
    await setWidget(server, { appearance: { position: 'left' } });
    const third = await loaderOf(known);
    expect(third.status).toBe(200);
    expect(third.text).toContain('"position":"left"');
  });

  it('travels compressed', async () => {
    const plain = join(server.dataFolder, 'widget', 'v1.js');
    writeFileSync(plain, `/* loader */${'let foyer;'.repeat(400)}`);
    const sent = await loaderOf({ 'accept-encoding': 'gzip, br' });
    expect(sent.headers['content-encoding']).toBe('br');
    expect(Number(sent.headers['content-length'])).toBeLessThan(400);
    expect(String(sent.headers['vary'])).toContain('accept-encoding');
    writeFileSync(plain, '/* loader */');
  });

  it('is not there for a widget that is off, and for none', async () => {
    await setWidget(server, { enabled: false });
    for (const path of [widgetId, 'AAAAAAAAAAAAAAAAAAAA'])
      for (const kind of ['js', 'json']) expect((await get(`/widget/${path}.${kind}`)).status).toBe(404);
    await setWidget(server, { enabled: true });
  });
});

describe('a page that isolates itself (COEP)', () => {
  it('is told by all it shows of ours that it may', async () => {
    for (const path of [`/widget/panel/${widgetId}`, `/chat/${widgetId}`]) {
      const { headers } = await get(path);
      expect(headers['cross-origin-resource-policy'], path).toBe('cross-origin');
      expect(headers['cross-origin-embedder-policy'], path).toBe('require-corp');
    }
    for (const path of [`/widget/${widgetId}.js`, '/widget/v1.js', '/widget/assets/window-0a1b2c.js'])
      expect((await get(path)).headers['cross-origin-resource-policy'], path).toBe('cross-origin');
  });
});

describe('files', () => {
  it('are kept by browsers: the loader for minutes, what carries its hash for ever', async () => {
    const loader = await get('/widget/v1.js');
    expect(loader.headers['cache-control']).toBe('public, max-age=300');
    expect(loader.headers['content-type']).toContain('javascript');
    expect(loader.headers['etag']).toBeDefined();
    const again = await sendRaw(server.publicPort, {
      path: '/widget/v1.js',
      headers: { 'if-none-match': String(loader.headers['etag']) },
    });
    expect(again.status).toBe(304);
    const asset = await get('/widget/assets/panel-0a1b2c.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('answer pages elsewhere when they are the loader or what it loads, and then only', async () => {
    const from = (path: string) =>
      sendRaw(server.publicPort, { path, headers: { origin: 'https://intranet.exemple.fr' } });
    for (const path of ['/widget/v1.js', '/widget/assets/window-0a1b2c.js']) {
      const answer = await from(path);
      expect(answer.status).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin');
    }
    expect((await from('/widget/assets/panel-0a1b2c.js')).status).toBe(403);
    expect((await from('/widget/assets/window-0a1b2c.js/../panel-0a1b2c.js')).status).toBe(403);
  });

  it('include the words of a language that the owner wrote, for its variants too', async () => {
    const languages = join(server.dataFolder, 'widget-languages');
    mkdirSync(languages);
    writeFileSync(join(languages, 'pt.json'), '{"send":"Enviar"}');
    for (const name of ['pt', 'pt-br']) {
      const answer = await get(`/widget/lang/${name}.json`);
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.text)).toEqual({ send: 'Enviar' });
    }
    for (const name of ['de', 'pt.', '..%2fpt', '%2e%2e', 'PT', 'p', 'pt%00'])
      expect((await get(`/widget/lang/${name}.json`)).status).toBe(404);
    // The interface lists them, and says which it cannot read; what the widget comes with is not replaced.
    writeFileSync(join(languages, 'es.json'), '{"send":');
    writeFileSync(join(languages, 'de.json'), '["send"]');
    for (const name of ['fr.json', 'en-gb.json', 'lisez-moi.txt', 'PT.json'])
      writeFileSync(join(languages, name), '{}');
    const { json } = await send(server.address, '/api/widget-languages', { headers: server.headers });
    expect(json).toEqual({
      languages: [
        { code: 'de', readable: false },
        { code: 'es', readable: false },
        { code: 'pt', readable: true },
      ],
    });
  });

  it.each([
    '/widget/preview.html',
    '/widget/page.html',
    '/widget/panel.html',
    '/widget/',
    '/widget/assets/',
    '/widget/assets/..%2fpanel.html',
    '/widget/assets/%2e%2e/%2e%2e/foyer.db',
    '/widget/..%5cfoyer.db',
    '/widget/assets/x%00.js',
    '/foyer.db',
  ])('%s is none of them', async path => {
    expect([400, 403, 404]).toContain((await get(path)).status);
  });
});

it('a rule cannot write into the policy', () => {
  expect(panelContentPolicy('n', [])).toContain("frame-ancestors 'none'");
  expect(panelContentPolicy('n', ['https://a.b'])).toMatch(/frame-ancestors https:\/\/a\.b$/);
});
