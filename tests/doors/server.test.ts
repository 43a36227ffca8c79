import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainAddress } from '#main/http/request-context.ts';
import { createControlDoor, startServer } from '#main/http/index.ts';
import {
  controlRequest,
  errorCode,
  field,
  owner,
  send,
  sendRaw,
  startTestServer,
  temporaryFolder,
  type TestServer,
} from './door-support.ts';
import { HEADLESS } from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { removeFolder } from '../support/temporary-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => removeFolder(folder));

function run(
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [HEADLESS, '--data', folder, '--no-open', ...args], {
    env: { ...process.env, LANG: 'fr_FR.UTF-8', LC_ALL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', chunk => (text += String(chunk)));
  child.stderr.on('data', chunk => (text += String(chunk)));
  return { child, output: () => text };
}

const ended = async (child: ChildProcess) =>
  child.exitCode === null ? (await once(child, 'exit'))[0] : child.exitCode;

describe('the server as a person starts it', () => {
  it('says where it is, makes the first account by its one-time link, and stops on Ctrl+C', async () => {
    const { child, output } = run(['--port', '0']);
    const [, address = '', token = ''] = await until(async () =>
      Promise.resolve(/(http:\/\/127\.0\.0\.1:\d+)\/#\/set-up\?token=(\S+)/.exec(output())),
    );
    expect(output()).toContain('Foyer est prêt.');
    expect(output()).toContain(folder);
    expect((await send(address, '/health')).status).toBe(200);

    const setUp = (json: object) => send(address, '/api/auth/setup', { method: 'POST', json });
    const wrong = await setUp({ ...owner, language: 'fr', token: 'x'.repeat(token.length) });
    expect([wrong.status, errorCode(wrong)]).toEqual([403, 'setup.link_invalid']);
    const first = await setUp({ ...owner, language: 'fr', token });
    expect(first.status).toBe(200);
    expect(first.headers.get('set-cookie')).toMatch(/^foyer_session=.+HttpOnly; SameSite=Strict/);
    const second = await setUp({ ...owner, email: 'autre@exemple.fr', language: 'fr', token });
    expect([second.status, errorCode(second)]).toEqual([409, 'setup.already_done']);

    child.kill('SIGINT');
    expect(await ended(child)).toBe(0);
    expect(output()).toContain('Foyer est arrêté.');
  });

  it('says in one sentence that the port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String(field(taken.address(), 'port'));
    const { child, output } = run(['--port', port]);
    expect(await ended(child)).toBe(1);
    expect(output().trim()).toBe(
      `Le port ${port} est déjà utilisé sur 127.0.0.1. Choisissez-en un autre : --port ${Number(port) + 1}`,
    );
    taken.close();
  });

  it('refuses a folder another one has, naming it, and gets it once that one is killed', async () => {
    const first = run(['--port', '0']);
    await until(async () => Promise.resolve(first.output().includes('prêt')));
    const second = run(['--port', '0'], { LANG: 'en_GB.UTF-8' });
    expect(await ended(second.child)).toBe(1);
    expect(second.output()).toContain(`process ${first.child.pid}, server, http://127.0.0.1:`);
    first.child.kill('SIGKILL');
    await ended(first.child);

    const third = run(['--port', '0']);
    await until(async () => Promise.resolve(third.output().includes('prêt')));
    third.child.kill('SIGTERM');
    expect(await ended(third.child)).toBe(0);
  });

  it('refuses options it does not have', async () => {
    const { child, output } = run(['--prot', '1']);
    expect(await ended(child)).toBe(2);
    expect(output()).toContain('--prot');
  });
});

describe('the set-up', () => {
  it('is refused from another address, however it is written', async () => {
    expect(plainAddress('::ffff:192.168.1.20')).toBe('192.168.1.20');
    const server = await startTestServer();
    try {
      const call = server.app.client({
        principal: { kind: 'anonymous' },
        correlationId: 'test',
        remote: { address: plainAddress('::ffff:192.168.1.20'), userAgent: null },
        setSessionCookie: () => undefined,
      });
      const attempt = call.auth.setUp({ ...owner, language: 'fr', token: server.app.setUpToken() ?? '' });
      await expect(attempt).rejects.toMatchObject({ code: 'setup.local_only' });
    } finally {
      await server.close();
    }
  });
});

describe('a session in a browser', () => {
  let server: TestServer;
  let cookie: string;
  beforeEach(async () => {
    await mkdir(join(folder, 'assets'));
    await writeFile(
      join(folder, 'index.html'),
      '<!doctype html><head><style>a{}</style></head><script src="/assets/a-1.js"></script>',
    );
    await writeFile(join(folder, 'assets', 'a-1.js'), 'export {};');
    server = await startTestServer({ staticFolder: folder });
    const setUp = await send(server.address, '/api/auth/setup', {
      method: 'POST',
      json: { ...owner, language: 'fr', token: server.app.setUpToken() },
    });
    cookie = (setUp.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  });
  afterEach(() => server.close());

  it('counts for our page and not for another port of this machine', async () => {
    const me = (site: string) =>
      sendRaw(server.port, { path: '/api/auth/me', headers: { cookie, 'sec-fetch-site': site } });
    expect((await me('same-origin')).status).toBe(200);
    expect((await me('same-site')).status).toBe(401);
    expect((await me('cross-site')).status).toBe(401);
  });

  it('that is over does not keep anyone from signing in', async () => {
    const headers = { cookie: 'foyer_session=nothing.left' };
    const me = await send(server.address, '/api/auth/me', { headers });
    expect([me.status, errorCode(me)]).toEqual([401, 'auth.session_expired']);
    const login = await send(server.address, '/rpc/auth/login', {
      method: 'POST',
      headers,
      json: { json: { email: owner.email, password: owner.password } },
    });
    expect(login.status).toBe(200);
    expect(login.headers.get('set-cookie')).toContain('foyer_session=');
  });

  it('gets a page that may load only what comes from here, with a nonce of its own each time', async () => {
    const page = await send(server.address, '/', { headers: { accept: 'text/html' } });
    const nonce = /name="csp-nonce" content="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect(nonce).not.toBe('');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(page.text).toContain(`<style nonce="${nonce}">`);
    const deep = await send(server.address, '/conversations/12', { headers: { accept: 'text/html' } });
    expect([deep.status, deep.text.includes('csp-nonce')]).toEqual([200, true]);
    expect(deep.text).not.toContain(nonce);

    const asset = await send(server.address, '/assets/a-1.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect((await send(server.address, '/assets/gone.js', { headers: { accept: 'text/html' } })).status).toBe(
      404,
    );
  });

  it.each([
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%5c..%5cindex.html',
    '/%00',
    '/.env',
  ])('cannot read %s', async path => {
    const answer = await sendRaw(server.port, { path });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('the control socket', () => {
  it('obeys whoever shows the token, and nobody else', async () => {
    const server = await startTestServer();
    const path = join(folder, 'c.sock');
    const door = await createControlDoor(server.app, { path, token: 'right' });
    try {
      const ask = (token: string | null) => controlRequest(path, token);
      expect(await ask('right')).toMatchObject({ status: 200, local: true });
      expect(await ask('wrong')).toMatchObject({ status: 403 });
      expect(await ask(null)).toMatchObject({ status: 403 });
      const overNetwork = await send(server.address, '/api/auth/state', {
        headers: { 'x-foyer-control-token': 'right' },
      });
      expect(field(overNetwork.json, 'local')).toBe(false);
    } finally {
      await door.close();
      await server.close();
    }
  });

  it('frees what it opened when a later step fails', async () => {
    const options = { host: '203.0.113.1', port: 4280, dataFolder: folder, open: false, allowedHosts: [] };
    await expect(startServer(options)).rejects.toThrow();
    const server = await startServer({ ...options, host: '127.0.0.1', port: 0 });
    await server.stop();
  });
});
