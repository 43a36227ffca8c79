import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { system } from '../../../tests/support/electron-stand-in.ts';
import type { DesktopCore } from './core.ts';
import { systemKeychain } from './keychain.ts';
import { windowContext } from './message-port.ts';
import { closeBeforeQuit } from './quit.ts';
import { request, desktopForTests } from '../../../tests/support/desktop.ts';

vi.mock(
  'electron',
  async () => (await import('../../../tests/support/electron-stand-in.ts')).electronStandIn,
);

const place = desktopForTests();
const { openCore, openDesktop, openWindow } = place;

describe('the window', () => {
  it('is isolated, sandboxed and without Node, on our own protocol', async () => {
    const { system, window } = await openWindow();
    expect(system.app.sandboxed).toBe(true);
    expect(window.options.webPreferences).toMatchObject({
      preload: '/shipped/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
    expect(window.webContents.mainFrame.url).toBe('foyer://app/');
    expect(system.schemes).toMatchObject([
      { scheme: 'foyer', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect(system.schemes[0]?.privileges?.bypassCSP).toBeUndefined();
  });

  it('comes back at the size it was closed at, on a screen that is still there', async () => {
    const first = await openWindow();
    first.window.options.x = 3000;
    first.window.options.width = 900;
    first.window.maximized = true;
    first.window.emit('close');
    await place.cores[0]?.close();

    const second = await openWindow();
    expect(second.window.options).toMatchObject({ width: 900 });
    expect(second.window.options.x).toBeUndefined();
    expect(second.window.maximized).toBe(true);
  });

  it('speaks the language of the system in its menus', async () => {
    const { system } = await openWindow();
    expect(system.menu.map(entry => entry.label)).toContain('Édition');
    const roles = system.menu
      .flatMap(entry => (Array.isArray(entry.submenu) ? entry.submenu : []))
      .map(item => item.role);
    expect(roles).toContain('paste');
    expect(roles).not.toContain('toggleDevTools');
  });
});

describe('the page protocol', () => {
  it('serves the interface under a strict policy with a nonce of its own each time', async () => {
    const desktop = await openWindow();
    const [first, second] = [
      await request(desktop, 'foyer://app/'),
      await request(desktop, 'foyer://app/chat/42'),
    ];
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'/);
    expect(policy).not.toMatch(/unsafe-|https?:|\*/);
    expect(second.status).toBe(200);
    expect(second.headers.get('content-security-policy')).not.toBe(policy);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(await first.text()).toContain(`<script nonce="${nonce}" src="/assets/a.js">`);

    const script = await request(desktop, 'foyer://app/assets/a.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(await script.text()).toBe('start()');
  });

  it.each([
    'foyer://app/../secret.txt',
    'foyer://app/%2e%2e/secret.txt',
    'foyer://app/..%2fsecret.txt',
    'foyer://app/..%5csecret.txt',
    'foyer://app/assets/..%2f..%2fsecret.txt',
    'foyer://app/%00/secret.txt',
    'foyer://app/C:%5csecret.txt',
    'foyer://app/%E0%A4%A/secret.txt',
    'foyer://app/link.txt',
    'foyer://app//etc/passwd.txt',
    'foyer://other/assets/a.js',
  ])('refuses %s', async address => {
    const desktop = await openWindow();
    symlinkSync(join(place.folder, 'secret.txt'), join(place.folder, 'page', 'link.txt'));
    const answer = await request(desktop, address);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).toBe('');
  });

  it('serves the preview of a widget to its frame, and nothing else of the widget', async () => {
    const desktop = await openWindow();
    const assets = join(place.folder, 'widget', 'assets');
    mkdirSync(assets, { recursive: true });
    writeFileSync(join(assets, 'preview-1.js'), 'preview()');
    writeFileSync(join(place.folder, 'widget', 'preview.html'), '<p>preview</p>');
    writeFileSync(join(place.folder, 'widget', 'v1.js'), 'loader()');
    const document = await request(desktop, 'foyer://app/widget/preview/');
    expect(await document.text()).toBe('<p>preview</p>');
    expect(document.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    const script = await request(desktop, 'foyer://app/widget/assets/preview-1.js');
    expect(await script.text()).toBe('preview()');
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    for (const path of ['v1.js', 'preview.html', 'assets/..%2fv1.js', 'assets/gone.js'])
      expect((await request(desktop, `foyer://app/widget/${path}`)).status).toBeGreaterThanOrEqual(400);
  });

  it('refuses to be written to, and has no file for what is not there', async () => {
    const desktop = await openWindow();
    expect((await request(desktop, 'foyer://app/', 'POST')).status).toBe(405);
    expect((await request(desktop, 'foyer://app/assets/gone.js')).status).toBe(404);
    expect((await request(desktop, 'foyer://app/api/documents/unknown/file')).status).toBe(404);
    expect((await request(desktop, 'foyer://app/api/clients')).status).toBe(404);
  });
});

describe('exports', () => {
  it('are written while they are saved, with the filters of the page', async () => {
    const desktop = await openWindow();
    const answer = await request(desktop, 'foyer://app/api/audit.csv?language=en&action=system.');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;.*foyer-log-.*\.csv/);
    const text = await answer.text();
    expect(text).toContain('"system.started"');
    expect(text).not.toContain('"clients.created"');
    expect((await request(desktop, 'foyer://app/api/audit.csv?colour=red')).status).toBe(400);
  });

  it('may be left half read', async () => {
    const desktop = await openWindow();
    const answer = await request(desktop, 'foyer://app/api/audit.csv?language=en');
    await answer.body?.cancel();
    expect((await request(desktop, 'foyer://app/api/audit.csv?language=en')).status).toBe(200);
  });
});

describe('files that the page sends', () => {
  const TABLE = 'Nom;E-mail\nClaire;claire@exemple.fr';
  const formWith = (bytes: string) => {
    const form = new FormData();
    form.append('file', new Blob([bytes]), 'contacts.csv');
    return form;
  };
  async function office(desktop: Awaited<ReturnType<typeof openWindow>>) {
    const core = place.cores[0]?.app;
    if (core === undefined) throw new Error('no core');
    const client = core.client(windowContext(core));
    const clientId = (await client.clients.list({}))[0]?.id ?? '';
    const send = (body: FormData, headers: Record<string, string> = {}) => {
      body.append('clientId', clientId);
      return request(desktop, 'foyer://app/api/contacts/import', 'POST', { body, headers });
    };
    return { client, clientId, send };
  }

  it('are taken as over HTTP, by the routes of the contract, within their limits', async () => {
    const desktop = await openWindow();
    const { client, clientId, send } = await office(desktop);
    const answer = await send(formWith(TABLE), { origin: 'foyer://app' });
    expect([answer.status, await answer.json()]).toMatchObject([200, { added: 1, refused: 0 }]);
    expect((await client.contacts.list({ clientId })).items).toMatchObject([{ name: 'Claire' }]);

    const tooLarge = await send(formWith('x'.repeat(1_000_001)));
    expect([tooLarge.status, await tooLarge.json()]).toMatchObject([
      413,
      { error: { code: 'request.too_large' } },
    ]);
    const { items } = await client.audit.list({ action: 'contacts.', limit: 1 });
    expect(items).toMatchObject([{ actorKind: 'local', address: null, userAgent: null }]);
  });

  it('are refused from a frame that is not of our origin', async () => {
    const desktop = await openWindow();
    const { client, clientId, send } = await office(desktop);
    for (const origin of ['null', 'https://ailleurs.example'])
      expect((await send(formWith(TABLE), { origin })).status).toBe(403);
    expect((await client.contacts.list({ clientId })).items).toEqual([]);
  });
});

describe('the archive of a client', () => {
  it('is downloaded by the window, whole', async () => {
    const desktop = await openWindow();
    const core = place.cores[0]?.app;
    if (core === undefined) throw new Error('no core');
    const client = core.client(windowContext(core));
    const [office] = await client.clients.list({});
    const clientId = office?.id ?? '';
    const { id } = await client.exports.start({ id: clientId });
    const address = `foyer://app/api/clients/${clientId}/exports/${id}/file`;
    await expect.poll(async () => (await request(desktop, address)).status).toBe(200);
    const made = await client.exports.get({ id: clientId, exportId: id });
    const answer = await request(desktop, address);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(new Uint8Array(await answer.arrayBuffer())).toHaveLength(made.size ?? 0);
    expect((await request(desktop, address.replace(clientId, id))).status).toBe(404);
  });
});

describe('the keychain', () => {
  const statusOf = (core: DesktopCore | undefined) =>
    core?.app.client(windowContext(core.app)).secrets.status({});

  it('keeps the key of the secrets, which opens again at the next start', async () => {
    await openWindow();
    expect(await statusOf(place.cores[0])).toMatchObject({ protection: 'keychain', reason: 'keychain' });
    expect(existsSync(join(place.folder, 'data', 'secrets.key'))).toBe(false);
    const stored = readFileSync(join(place.folder, 'data', 'secrets.wrapped'), 'utf8');
    expect(stored).toContain('"with":"keychain"');
    await place.cores[0]?.close();
    await openWindow();
    expect(await statusOf(place.cores[1])).toMatchObject({ protection: 'keychain' });
  });

  it.runIf(process.platform === 'linux')('is refused where it only pretends to protect', async () => {
    system.keychain.backend = 'basic_text';
    await openWindow();
    expect(await statusOf(place.cores[0])).toMatchObject({
      protection: 'keyfile',
      reason: 'keychain_pretend',
    });
    expect(existsSync(join(place.folder, 'data', 'secrets.key'))).toBe(true);
  });

  it('that is locked keeps the window from opening, says why and changes nothing', async () => {
    await openWindow();
    await place.cores[0]?.close();
    const before = readFileSync(join(place.folder, 'data', 'secrets.wrapped'), 'utf8');
    system.keychain.available = false;
    await openDesktop().run();
    expect(system.errorBoxes.at(-1)?.content).toMatch(/trousseau|keychain/);
    expect(readFileSync(join(place.folder, 'data', 'secrets.wrapped'), 'utf8')).toBe(before);
    expect(existsSync(join(place.folder, 'data', 'secrets.key'))).toBe(false);
  });
});

describe('a second start', () => {
  it('brings the open window to the front', async () => {
    const { system, window } = await openWindow();
    window.minimized = true;
    system.app.emit('second-instance', {}, [], '');
    expect(window.calls).toEqual(['restore', 'show', 'focus']);
    expect(system.windows).toHaveLength(1);
  });

  it('ends without touching the data when a window has it', async () => {
    const started = vi.fn(openCore);
    const desktop = openDesktop(started);
    desktop.system.app.lockFree = false;
    await desktop.run();
    expect(desktop.system.app.exitCode).toBe(0);
    expect(started).not.toHaveBeenCalled();
    expect(desktop.system.windows).toHaveLength(0);
    // The lock is the profile's: one a data place.folder, not one a person.
    expect(desktop.system.app.paths.userData).toBe(join(place.folder, 'data', 'desktop'));
  });
});

describe('a start that fails', () => {
  it('says who has the data folder', async () => {
    const desktop = openDesktop(async () => {
      throw new FoyerError('storage.locked', 'in use', {
        details: { pid: 12, address: 'http://127.0.0.1:4280' },
      });
    });
    desktop.system.app.languages = ['en-GB'];
    await desktop.run();
    expect(desktop.system.errorBoxes[0]?.title).toBe('Foyer cannot open');
    expect(desktop.system.errorBoxes[0]?.content).toContain('http://127.0.0.1:4280');
    expect(desktop.system.app.exitCode).toBe(1);
  });

  it('names the log, in French where the system speaks neither language', async () => {
    const desktop = openDesktop(async () => {
      throw new Error('disk on fire');
    });
    desktop.system.app.languages = ['pt-PT'];
    await desktop.run();
    expect(desktop.system.errorBoxes[0]?.title).toBe('Foyer ne peut pas s’ouvrir');
    expect(desktop.system.errorBoxes[0]?.content).toContain(join(place.folder, 'data', 'logs', 'foyer.log'));
  });
});

describe('quitting', () => {
  it('waits for the core to end its job step, once, however often it is asked', async () => {
    const order: string[] = [];
    let endStep = () => {};
    const step = new Promise<void>(resolve => {
      endStep = resolve;
    });
    const core = await openCore(systemKeychain());
    const { system } = await openWindow(async () => ({
      ...core,
      async close() {
        order.push('closing');
        await step;
        await core.close();
        order.push('closed');
      },
    }));
    const ended = once(system.app, 'ended').then(() => order.push('ended'));
    system.app.quit();
    system.app.quit();
    expect(system.app.ended).toBe(false);
    endStep();
    await ended;
    expect(order).toEqual(['closing', 'closed', 'ended']);
  });

  it('does not wait for ever', async () => {
    closeBeforeQuit({ close: () => new Promise(() => {}), log: () => null, limitMs: 5 });
    const ended = once(system.app, 'ended');
    system.app.quit();
    await ended;
    expect(system.app.ended).toBe(true);
  });

  it('ends even when closing fails, after saying so in the log', async () => {
    const core = await openCore(systemKeychain());
    const { system } = await openWindow(async () => ({
      ...core,
      close: async () => {
        throw new Error('cannot close');
      },
    }));
    const ended = once(system.app, 'ended');
    system.app.quit();
    await ended;
    await core.close();
    expect(readFileSync(join(place.folder, 'data', 'logs', 'foyer.log'), 'utf8')).toContain('closing failed');
  });

  it('follows the last window, and a request through the contract', async () => {
    const first = await openWindow();
    const ended = once(first.system.app, 'ended');
    first.system.app.emit('window-all-closed');
    await ended;
    expect(first.system.app.ended).toBe(true);
  });
});
