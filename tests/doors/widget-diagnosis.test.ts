import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnosis } from '#shared/contract/widget-diagnosis.ts';
import { field, send } from './door-support.ts';
import {
  LOADER_INTEGRITY,
  setNetwork,
  setWidget,
  startPublicServer,
  type PublicServer,
} from './public-support.ts';
import { freePort } from '../support/free-port.ts';

let server: PublicServer;
let base: string;
let widgetId: string;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  server = await startPublicServer();
  base = `http://127.0.0.1:${server.publicPort}`;
});
afterAll(() => server.close());
beforeEach(async () => {
  widgetId = await setWidget(server, { allowedDomains: ['127.0.0.1:1'], behaviour: { fullPage: true } });
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A site of somebody else's, on this machine. */
async function site(listener: RequestListener): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const made = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.cookie ?? ''}`.trim());
    listener(request, response);
  });
  made.listen(0, '127.0.0.1');
  await once(made, 'listening');
  closers.push(async () => {
    made.closeAllConnections();
    await new Promise(resolve => made.close(resolve));
  });
  return { url: `http://127.0.0.1:${(made.address() as AddressInfo).port}`, seen };
}

function page(body: string, headers: Record<string, string> = {}, head = ''): RequestListener {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`);
  };
}

const script = (rest = '', from = base, id = widgetId) =>
  `<script async src="${from}/widget/${id}.js" ${rest}></script>`;
/** The loader that asks for the looks, as pages pin it and as all pages had it once. */
const plain = (rest = '', id = widgetId) =>
  `<script async src="${base}/widget/v1.js" data-widget-id="${id}" ${rest}></script>`;

async function diagnose(pageUrl: string, headers = server.headers): Promise<Diagnosis> {
  const answer = await send(server.address, `/api/chatbots/${server.chatbotId}/widget/diagnose`, {
    method: 'POST',
    headers,
    json: { pageUrl },
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json as Diagnosis;
}

const codes = ({ findings }: Diagnosis) => findings.map(({ code }) => code);
const blocking = ({ findings }: Diagnosis) =>
  findings.filter(({ level }) => level === 'blocks').map(({ code }) => code);

/** The page is one of the widget's: what is left to say is about the page itself. */
async function allowed(url: string): Promise<void> {
  await setWidget(server, { allowedDomains: [new URL(url).host], behaviour: { fullPage: true } });
}

describe('a page that is looked at', () => {
  it('has the widget, and nothing is in the way', async () => {
    const { url, seen } = await site(page(script()));
    await allowed(url);
    const found = await diagnose(`${url}/accueil#haut`);
    expect(found).toMatchObject({
      read: true,
      baseUrl: base,
      pageUrl: `${url}/accueil`,
      domain: new URL(url).host,
    });
    expect(codes(found)).toEqual(['snippet_found']);
    expect(seen).toEqual(['GET /accueil']);
  });

  it('is told what is wrong with the chatbot, in the order in which to act', async () => {
    const { url } = await site(page(''));
    await setWidget(server, { enabled: false, allowedDomains: [] });
    await setNetwork(server, { enabled: false });
    const patch = (json: unknown) =>
      send(server.address, `/api/chatbots/${server.chatbotId}`, {
        method: 'PUT',
        headers: server.headers,
        json,
      });
    await patch({ active: false });
    const found = await diagnose(url);
    await patch({ active: true });
    await setNetwork(server, { enabled: true });
    expect(codes(found)).toEqual([
      'listener_off',
      'widget_off',
      'bot_inactive',
      'domain_not_allowed',
      'snippet_missing',
    ]);
    expect(found.findings[3]?.values.host).toBe(new URL(url).host);
  });

  it.each<[string, () => string, string[]]>([
    ['the code of another chatbot', () => script('', base, 'AAAAAAAAAAAAAAAAAAAA'), ['snippet_other_widget']],
    ['an address of before', () => script('', 'http://192.0.2.7:4281'), ['snippet_other_server']],
    ['the code in a comment', () => `<!-- ${script()} -->`, []],
    ['the plain code of another chatbot', () => plain('', 'AAAAAAAAAAAAAAAAAAAA'), ['snippet_other_widget']],
    ['a pin of this version', () => plain(`integrity="${LOADER_INTEGRITY}" crossorigin="anonymous"`), []],
    [
      'a pin of an earlier version',
      () => plain('integrity="sha384-avant" crossorigin="anonymous"'),
      ['snippet_pin_outdated'],
    ],
    [
      'a pin that no browser reads',
      () => plain(`integrity="${LOADER_INTEGRITY}"`),
      ['snippet_pin_incomplete'],
    ],
    ['the full page in a frame', () => `<iframe src="${base}/chat/${widgetId}"></iframe>`, []],
  ])('carries %s', async (_what, body, expected) => {
    const { url } = await site(page(body()));
    await allowed(url);
    expect(blocking(await diagnose(url)).filter(code => !code.startsWith('server_'))).toEqual(expected);
  });

  it('carries code with looks of its own, which do not follow the owner’s changes', async () => {
    const { url } = await site(page(plain('data-color="#bf4a16" data-position="right"')));
    await allowed(url);
    expect(codes(await diagnose(url))).toEqual(['snippet_found', 'snippet_own_looks']);
    const { url: pinned } = await site(page(plain(`integrity="${LOADER_INTEGRITY}" crossorigin`)));
    await allowed(pinned);
    expect(codes(await diagnose(pinned))).toEqual(['snippet_found']);
  });

  it('admits the loader of this widget by its whole address', async () => {
    const policy = `script-src ${base}/widget/${widgetId}.js; connect-src ${base}; frame-src ${base}`;
    const { url } = await site(page(script(), { 'content-security-policy': policy }));
    await allowed(url);
    expect(codes(await diagnose(url))).toEqual(['snippet_found', 'policy_fine']);
  });

  it('frames a full page that is closed', async () => {
    const { url } = await site(page(`<iframe src="${base}/chat/${widgetId}"></iframe>`));
    await setWidget(server, { allowedDomains: [new URL(url).host], behaviour: { fullPage: false } });
    expect(blocking(await diagnose(url))).toEqual(['frame_page_off']);
  });

  it('has a security policy in its header', async () => {
    const { url } = await site(
      page(script(), { 'content-security-policy': "default-src 'self'; connect-src *" }),
    );
    await allowed(url);
    const found = await diagnose(url);
    expect(blocking(found)).toEqual(['policy_script', 'policy_frame']);
    expect(found.findings.find(({ code }) => code === 'policy_frame')?.values).toEqual({
      directive: 'frame-src',
      source: base,
    });
  });

  it('has one in a meta tag, and both count', async () => {
    const meta = `<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">`;
    const { url } = await site(page(script(), { 'content-security-policy': `script-src ${base}` }, meta));
    await allowed(url);
    expect(blocking(await diagnose(url))).toEqual(['policy_connect']);
  });

  it('has one that admits the widget, by address or by nonce', async () => {
    const policy = `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src ${base}; frame-src ${base}`;
    const { url } = await site(page(script('nonce="abc"'), { 'content-security-policy': policy }));
    await allowed(url);
    expect(codes(await diagnose(url))).toEqual(['snippet_found', 'policy_fine']);
  });

  it('is found where it moved to, on its own site', async () => {
    const { url } = await site((request, response) => {
      if (request.url === '/') return void response.writeHead(301, { location: '/fr/' }).end();
      page(script())(request, response);
    });
    await allowed(url);
    expect(await diagnose(url)).toMatchObject({ pageUrl: `${url}/fr/`, read: true });
  });
});

describe('a page that cannot be looked at', () => {
  it('is nowhere else on the local network, and never at a metadata service', async () => {
    const hidden = await site(page('secret'));
    for (const location of [`${hidden.url}/`, 'http://169.254.169.254/latest/', 'http://[fd00:ec2::254]/']) {
      const { url } = await site((_request, response) => void response.writeHead(302, { location }).end());
      await allowed(url);
      const found = await diagnose(url);
      expect(codes(found), location).toEqual(['page_redirect_refused']);
      expect(found.read).toBe(false);
    }
    expect(hidden.seen).toEqual([]);
    for (const address of [
      'http://169.254.169.254/latest/meta-data',
      '0xA9FEA9FE',
      'http://[fd00:ec2::254]/',
    ])
      expect(codes(await diagnose(address)), address).toContain('page_address_refused');
  });

  it.each<[string, RequestListener, string]>([
    ['is not there', (_request, response) => void response.writeHead(404).end(), 'page_missing'],
    ['wants a password', (_request, response) => void response.writeHead(401).end(), 'page_needs_sign_in'],
    ['fails', (_request, response) => void response.writeHead(503).end(), 'page_error'],
    [
      'is a file',
      (_request, response) => void response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF'),
      'page_not_html',
    ],
    [
      'goes in circles',
      (_request, response) => void response.writeHead(302, { location: '/' }).end(),
      'page_redirect_refused',
    ],
    ['breaks off', (_request, response) => void response.socket?.destroy(), 'page_broken'],
  ])('because it %s', async (_what, listener, code) => {
    const { url } = await site(listener);
    await allowed(url);
    const found = await diagnose(url);
    expect(codes(found)).toEqual([code]);
    expect(found).toMatchObject({ read: false, findings: [{ level: 'warns' }] });
  });

  it('because nobody listens, or nobody knows the name', async () => {
    const port = await freePort();
    await allowed(`http://127.0.0.1:${port}`);
    expect(codes(await diagnose(`http://127.0.0.1:${port}`))).toEqual(['page_refused']);
    expect(codes(await diagnose('http://nulle-part.invalid'))).toContain('page_name_unknown');
  });

  it('because it keeps silent', async () => {
    const silent = createSocketServer(() => undefined);
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await allowed(url);
    const found = await diagnose(url);
    silent.close();
    expect(codes(found)).toEqual(['page_slow']);
  }, 20_000);

  it('to its end, because it is huge', async () => {
    let sent = 0;
    const { url } = await site((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write(`<body>${script()}`);
      const piece = '<p>encore</p>'.repeat(5_000);
      const more = (): void => {
        while (!response.destroyed && response.write(piece)) sent += piece.length;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await allowed(url);
    expect(codes(await diagnose(url))).toEqual(['page_cut', 'snippet_found']);
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('while nothing may leave the machine, except on this very machine', async () => {
    const offline = (value: boolean) =>
      send(server.address, '/api/system/settings', {
        method: 'PATCH',
        headers: server.headers,
        json: { offline: value },
      });
    expect((await offline(true)).status).toBe(200);
    const away = await diagnose('https://www.exemple.fr/');
    const { url } = await site(page(script()));
    await allowed(url);
    const here = await diagnose(url);
    await offline(false);
    expect(codes(away)).toContain('page_offline');
    expect(here.read).toBe(true);
  });
});

describe('who asks', () => {
  it('gives the address of a page, and nothing else', async () => {
    for (const pageUrl of [
      '',
      'ftp://exemple.fr',
      'file:///etc/passwd',
      'https://a:b@exemple.fr',
      'http://',
      'x y',
    ]) {
      const answer = await send(server.address, `/api/chatbots/${server.chatbotId}/widget/diagnose`, {
        method: 'POST',
        headers: server.headers,
        json: { pageUrl },
      });
      expect(answer.status, pageUrl).toBe(400);
    }
  });

  it('has pages of this machine looked at only when they administer it', async () => {
    const { url, seen } = await site(page(script()));
    const email = 'edith@exemple.fr';
    const password = 'une autre phrase assez longue';
    await send(server.address, '/api/auth/register', {
      method: 'POST',
      headers: server.headers,
      json: { email, fullName: 'Édith', password, role: 'editor' },
    });
    const token = await send(server.address, '/api/auth/token', {
      method: 'POST',
      json: { email, password },
    });
    const headers = { authorization: `Bearer ${String(field(token.json, 'accessToken'))}` };
    for (const address of [url, server.address, url.replace('127.0.0.1', 'localhost')])
      expect(codes(await diagnose(address, headers)), address).toContain('page_address_refused');
    expect(seen).toEqual([]);
    const summary = await send(server.address, '/api/network/summary', { headers });
    expect(summary.json).toEqual({ listening: true, administrators: ['Amélie Roy'] });
  });
});
