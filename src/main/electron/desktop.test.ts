import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Contract } from '#shared/contract/index.ts';
import { FoyerError } from '#shared/errors.ts';
import { ABILITY_CHANNEL, DESKTOP_PORT_MESSAGE, PORT_REQUEST_CHANNEL } from '#shared/lib/desktop-bridge.ts';
import { createApp } from '#main/app/create-app.ts';
import { FrameStandIn, resetSystem, system } from '../../../tests/support/electron-stand-in.ts';
import type { DesktopCore, SystemKeychain } from './core.ts';
import { runDesktop } from './desktop.ts';
import { systemKeychain } from './keychain.ts';
import { windowContext } from './message-port.ts';
import { closeBeforeQuit } from './quit.ts';

vi.mock(
  'electron',
  async () => (await import('../../../tests/support/electron-stand-in.ts')).electronStandIn,
);

let folder: string;
let cores: DesktopCore[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-desktop-'));
  cores = [];
  resetSystem();
  const page = join(folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><head></head><script src="/assets/a.js"></script>');
  writeFileSync(join(page, 'assets', 'a.js'), 'start()');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
});

afterEach(async () => {
  for (const core of cores) await core.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openCore(keychain: SystemKeychain): Promise<DesktopCore> {
  const app = await createApp({ dataFolder: join(folder, 'data'), mode: 'desktop', keys: { keychain } });
  let closing: Promise<void> | null = null;
  const core = { app, close: () => (closing ??= app.close()) };
  cores.push(core);
  return core;
}

function openDesktop(startCore: (keychain: SystemKeychain) => Promise<DesktopCore> = openCore) {
  mkdirSync(join(folder, 'data'), { recursive: true });
  const run = () =>
    runDesktop({
      dataFolder: join(folder, 'data'),
      files: { page: join(folder, 'page'), preload: '/shipped/preload.cjs', icon: '/shipped/icon.png' },
      developmentAddress: null,
      startCore,
    });
  return { system, run };
}

async function openWindow(startCore?: (keychain: SystemKeychain) => Promise<DesktopCore>) {
  const desktop = openDesktop(startCore);
  await desktop.run();
  const window = desktop.system.windows.at(-1);
  if (window === undefined) throw new Error('no window was opened');
  return { ...desktop, window };
}

type Desktop = Awaited<ReturnType<typeof openWindow>>;

async function request(desktop: Desktop, url: string, method = 'GET'): Promise<Response> {
  const handler = desktop.system.session.protocols.get('foyer');
  if (handler === undefined) throw new Error('nothing serves foyer:');
  return await handler(new Request(url, { method }));
}

/** Plays a page that asks for a port. Only the members the shell reads are there. */
function requestPort(desktop: Desktop, frame: FrameStandIn, sender: unknown): void {
  const event: Pick<IpcMainEvent, 'type'> & { sender: unknown; senderFrame: unknown } = {
    type: 'frame',
    sender,
    senderFrame: frame,
  };
  desktop.system.ipcMain.emit(PORT_REQUEST_CHANNEL, event);
}

async function invoke(desktop: Desktop, name: unknown, input: unknown, frame?: unknown): Promise<unknown> {
  const handler = desktop.system.ipcMain.handlers.get(ABILITY_CHANNEL);
  const { webContents } = desktop.window;
  const event = { type: 'frame', sender: webContents, senderFrame: frame ?? webContents.mainFrame };
  return await handler?.(event as unknown as IpcMainInvokeEvent, name, input);
}

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
    await cores[0]?.close();

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
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'page', 'link.txt'));
    const answer = await request(desktop, address);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).toBe('');
  });

  it('serves the preview of a widget to its frame, and nothing else of the widget', async () => {
    const desktop = await openWindow();
    const assets = join(folder, 'widget', 'assets');
    mkdirSync(assets, { recursive: true });
    writeFileSync(join(assets, 'preview-1.js'), 'preview()');
    writeFileSync(join(folder, 'widget', 'preview.html'), '<p>preview</p>');
    writeFileSync(join(folder, 'widget', 'v1.js'), 'loader()');
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
    expect((await request(desktop, 'foyer://app/api/audit.csv?colour=red')).status).toBe(404);
  });
});

describe('the archive of a client', () => {
  it('is downloaded by the window, whole', async () => {
    const desktop = await openWindow();
    const core = cores[0]?.app;
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
    expect(await statusOf(cores[0])).toMatchObject({ protection: 'keychain', reason: 'keychain' });
    expect(existsSync(join(folder, 'data', 'secrets.key'))).toBe(false);
    const stored = readFileSync(join(folder, 'data', 'secrets.wrapped'), 'utf8');
    expect(stored).toContain('"with":"keychain"');
    await cores[0]?.close();
    await openWindow();
    expect(await statusOf(cores[1])).toMatchObject({ protection: 'keychain' });
  });

  it.runIf(process.platform === 'linux')('is refused where it only pretends to protect', async () => {
    system.keychain.backend = 'basic_text';
    await openWindow();
    expect(await statusOf(cores[0])).toMatchObject({ protection: 'keyfile', reason: 'keychain_pretend' });
    expect(existsSync(join(folder, 'data', 'secrets.key'))).toBe(true);
  });

  it('that is locked keeps the window from opening, says why and changes nothing', async () => {
    await openWindow();
    await cores[0]?.close();
    const before = readFileSync(join(folder, 'data', 'secrets.wrapped'), 'utf8');
    system.keychain.available = false;
    await openDesktop().run();
    expect(system.errorBoxes.at(-1)?.content).toMatch(/trousseau|keychain/);
    expect(readFileSync(join(folder, 'data', 'secrets.wrapped'), 'utf8')).toBe(before);
    expect(existsSync(join(folder, 'data', 'secrets.key'))).toBe(false);
  });
});

describe('the message port', () => {
  it('gives our page the contract, with the rights of the owner', async () => {
    const desktop = await openWindow();
    const { mainFrame } = desktop.window.webContents;
    requestPort(desktop, mainFrame, desktop.window.webContents);
    const [message] = mainFrame.received;
    expect(message?.channel).toBe(DESKTOP_PORT_MESSAGE);
    const port = message?.ports[0];
    if (port === undefined) throw new Error('no port came');
    port.start();
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port }));
    const [office] = await client.clients.list({});
    expect(office?.name).toBeTruthy();
    await expect(client.documents.get({ id: 'unknown' })).rejects.toMatchObject({
      status: expect.any(Number),
    });
    port.close();
  });

  it('closes the port before when the page asks again', async () => {
    const desktop = await openWindow();
    const { mainFrame } = desktop.window.webContents;
    requestPort(desktop, mainFrame, desktop.window.webContents);
    const first = mainFrame.received[0]?.ports[0];
    if (first === undefined) throw new Error('no port came');
    const closed = once(first, 'close');
    requestPort(desktop, mainFrame, desktop.window.webContents);
    await closed;
    expect(mainFrame.received).toHaveLength(2);
    mainFrame.received[1]?.ports[0]?.close();
  });

  it('refuses a frame inside the page, a foreign page and another window', async () => {
    const desktop = await openWindow();
    const { webContents } = desktop.window;
    const inner = new FrameStandIn('foyer://app/', 2);
    const foreign = new FrameStandIn('https://example.org/', webContents.mainFrame.routingId);
    const looksAlike = new FrameStandIn('foyer://app.example.org/', webContents.mainFrame.routingId);
    const elsewhere = new FrameStandIn('foyer://app/', webContents.mainFrame.routingId);
    for (const frame of [inner, foreign, looksAlike]) requestPort(desktop, frame, webContents);
    requestPort(desktop, elsewhere, { mainFrame: elsewhere });
    expect([inner, foreign, looksAlike, elsewhere].flatMap(frame => frame.received)).toEqual([]);
  });
});

describe('native abilities', () => {
  it('choose files and folders and show the data folder', async () => {
    const desktop = await openWindow();
    desktop.system.chosenPaths = ['/home/ana/contrat.pdf'];
    expect(await invoke(desktop, 'files.choose', { title: 'Ajouter', multiple: true })).toEqual([
      '/home/ana/contrat.pdf',
    ]);
    expect(desktop.system.dialogs[0]?.properties).toEqual(['openFile', 'multiSelections']);
    desktop.system.chosenPaths = [];
    expect(await invoke(desktop, 'folder.choose', { title: 'Dossier' })).toBeNull();
    await invoke(desktop, 'data-folder.open', null);
    expect(desktop.system.openedPaths).toEqual([join(folder, 'data')]);
  });

  it('refuse what they do not know, wrong inputs and foreign frames', async () => {
    const desktop = await openWindow();
    await expect(invoke(desktop, 'shell.run', null)).rejects.toThrow('Unknown ability');
    await expect(invoke(desktop, 'toString', null)).rejects.toThrow('Unknown ability');
    await expect(invoke(desktop, 'files.choose', { title: 4 })).rejects.toThrow();
    const inner = new FrameStandIn('https://example.org/', 2);
    await expect(invoke(desktop, 'data-folder.open', null, inner)).rejects.toThrow('Refused');
    expect(desktop.system.openedPaths).toEqual([]);
  });
});

describe('permissions', () => {
  it('are refused, but for copying from our own page', async () => {
    const { system, window } = await openWindow();
    const ask = (
      permission: 'clipboard-sanitized-write' | 'media' | 'geolocation',
      requestingUrl: string,
    ) => {
      let granted: boolean | null = null;
      const contents = window.webContents as unknown as Electron.WebContents;
      system.session.requestHandler?.(contents, permission, answer => (granted = answer), {
        requestingUrl,
        isMainFrame: true,
      });
      return granted;
    };
    expect(ask('clipboard-sanitized-write', 'foyer://app/chat')).toBe(true);
    expect(ask('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
    expect(ask('media', 'foyer://app/')).toBe(false);
    expect(ask('geolocation', 'foyer://app/')).toBe(false);
    const check = system.session.checkHandler;
    expect(
      check?.(null, 'clipboard-read', 'foyer://app/', { isMainFrame: true, requestingUrl: 'foyer://app/' }),
    ).toBe(false);
    expect(system.session.deviceHandler).not.toBeNull();
  });
});

describe('links out', () => {
  const refused = [
    'smb://server/share',
    'file:///etc/passwd',
    'ms-msdt:/id',
    'http://example.org/',
    'javascript:alert(1)',
    'not a link',
  ];

  it('open in the browser only when https or mailto, and never a window of ours', async () => {
    const { system, window } = await openWindow();
    const open = (url: string) =>
      window.webContents.windowOpenHandler?.({
        url,
        frameName: '',
        features: '',
        disposition: 'new-window',
        referrer: { url: '', policy: 'no-referrer' },
      });
    for (const url of ['https://example.org/a', 'mailto:a@example.org', ...refused]) {
      expect(open(url)).toEqual({ action: 'deny' });
    }
    expect(system.opened).toEqual(['https://example.org/a', 'mailto:a@example.org']);
  });

  it('do not replace our page', async () => {
    const { system, window } = await openWindow();
    const navigate = (url: string, name = 'will-navigate', isMainFrame = true) => {
      let prevented = false;
      window.webContents.emit(name, { url, isMainFrame, preventDefault: () => (prevented = true) });
      return prevented;
    };
    expect(navigate('foyer://app/documents')).toBe(false);
    expect(navigate('https://example.org/')).toBe(true);
    expect(navigate('file:///etc/passwd')).toBe(true);
    expect(navigate('https://example.org/', 'will-redirect')).toBe(true);
    expect(navigate('foyer://app/', 'will-frame-navigate', false)).toBe(true);
    expect(navigate('', 'will-attach-webview')).toBe(true);
    expect(system.opened).toEqual(['https://example.org/']);
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
    // The lock is the profile's: one a data folder, not one a person.
    expect(desktop.system.app.paths.userData).toBe(join(folder, 'data', 'desktop'));
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
    expect(desktop.system.errorBoxes[0]?.content).toContain(join(folder, 'data', 'logs', 'foyer.log'));
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
      app: core.app,
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
      app: core.app,
      close: async () => {
        throw new Error('cannot close');
      },
    }));
    const ended = once(system.app, 'ended');
    system.app.quit();
    await ended;
    await core.close();
    expect(readFileSync(join(folder, 'data', 'logs', 'foyer.log'), 'utf8')).toContain('closing failed');
  });

  it('follows the last window, and a request through the contract', async () => {
    const first = await openWindow();
    const ended = once(first.system.app, 'ended');
    first.system.app.emit('window-all-closed');
    await ended;
    expect(first.system.app.ended).toBe(true);
  });
});
