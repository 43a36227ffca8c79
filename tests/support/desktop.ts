import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { ABILITY_CHANNEL, PORT_REQUEST_CHANNEL } from '#shared/lib/desktop-bridge.ts';
import { createApp } from '#main/app/create-app.ts';
import { createWindowFiles } from '#main/http/index.ts';
import type { DesktopCore, SystemKeychain } from '#main/electron/core.ts';
import { runDesktop } from '#main/electron/desktop.ts';
import { resetSystem, system, type FrameStandIn } from './electron-stand-in.ts';
import { removeFolder } from './temporary-folder.ts';

export type Desktop = Awaited<ReturnType<ReturnType<typeof desktopForTests>['openWindow']>>;

/**
 * The desktop on a folder of its own, for each test of a file. The file mocks `electron` with its stand-in.
 */
export function desktopForTests() {
  let folder = '';
  let cores: DesktopCore[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-desktop-'));
    cores = [];
    resetSystem();
    const page = join(folder, 'page');
    mkdirSync(join(page, 'assets'), { recursive: true });
    writeFileSync(
      join(page, 'index.html'),
      '<!doctype html><head></head><script src="/assets/a.js"></script>',
    );
    writeFileSync(join(page, 'assets', 'a.js'), 'start()');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
  });

  afterEach(async () => {
    for (const core of cores) await core.close();
    removeFolder(folder);
  });

  async function openCore(keychain: SystemKeychain): Promise<DesktopCore> {
    const app = await createApp({ dataFolder: join(folder, 'data'), mode: 'desktop', keys: { keychain } });
    const files = createWindowFiles(app);
    let closing: Promise<void> | null = null;
    const close = async () => {
      await files.close();
      await app.close();
    };
    const core = { app, answerFiles: files.answer, close: () => (closing ??= close()) };
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

  return {
    get folder() {
      return folder;
    },
    /** Those that were opened; what is left of them closes after the test. */
    get cores() {
      return cores;
    },
    openCore,
    openDesktop,
    openWindow,
  };
}

/** A page of the window asks for an address. */
export async function request(
  desktop: Desktop,
  url: string,
  method = 'GET',
  more: Pick<RequestInit, 'body' | 'headers'> = {},
): Promise<Response> {
  const handler = desktop.system.session.protocols.get('foyer');
  if (handler === undefined) throw new Error('nothing serves foyer:');
  return await handler(new Request(url, { method, ...more }));
}

/** Plays a page that asks for a port. Only the members the shell reads are there. */
export function requestPort(desktop: Desktop, frame: FrameStandIn, sender: unknown): void {
  const event: Pick<IpcMainEvent, 'type'> & { sender: unknown; senderFrame: unknown } = {
    type: 'frame',
    sender,
    senderFrame: frame,
  };
  desktop.system.ipcMain.emit(PORT_REQUEST_CHANNEL, event);
}

/** The page calls an ability, from its own frame or another. */
export async function invoke(
  desktop: Desktop,
  name: unknown,
  input: unknown,
  frame?: unknown,
): Promise<unknown> {
  const handler = desktop.system.ipcMain.handlers.get(ABILITY_CHANNEL);
  const { webContents } = desktop.window;
  const event = { type: 'frame', sender: webContents, senderFrame: frame ?? webContents.mainFrame };
  return await handler?.(event as unknown as IpcMainInvokeEvent, name, input);
}
