import { once } from 'node:events';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, it, vi } from 'vitest';
import type { Contract } from '#shared/contract/index.ts';
import { DESKTOP_PORT_MESSAGE } from '#shared/lib/desktop-bridge.ts';
import { FrameStandIn } from '../../../tests/support/electron-stand-in.ts';
import { invoke, requestPort, desktopForTests } from '../../../tests/support/desktop.ts';

vi.mock(
  'electron',
  async () => (await import('../../../tests/support/electron-stand-in.ts')).electronStandIn,
);

const place = desktopForTests();
const { openWindow } = place;

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
    expect(desktop.system.openedPaths).toEqual([join(place.folder, 'data')]);
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

describe('the network', () => {
  it('is closed to the window and to Chromium itself', async () => {
    const { system } = await openWindow();
    const { session } = system;
    expect(session.spellChecker).toBe(false);
    expect(session.requestFilter).toEqual(
      expect.arrayContaining(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*']),
    );
    for (const url of ['https://update.example.org/', 'http://127.0.0.1:4280/', 'wss://example.org/socket']) {
      let cancelled: boolean | undefined;
      session.requestListener?.({ url }, ({ cancel }) => (cancelled = cancel));
      expect(cancelled, url).toBe(true);
    }
    expect(Object.keys(system.app.switches)).toEqual(
      expect.arrayContaining([
        'disable-background-networking',
        'disable-component-update',
        'disable-domain-reliability',
        'no-pings',
        'no-proxy-server',
      ]),
    );
    expect(system.app.switches['disable-features']).toContain('DnsOverHttps');
  });
});

describe('permissions', () => {
  it('are refused, but for copying and notifications from our own page', async () => {
    const { system, window } = await openWindow();
    const ask = (
      permission: 'clipboard-sanitized-write' | 'notifications' | 'media' | 'geolocation',
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
    expect(ask('notifications', 'foyer://app/')).toBe(true);
    expect(ask('notifications', 'https://example.org/')).toBe(false);
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
