import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { IpcMainInvokeEvent } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { carriesFiles } from '#shared/contract/files.ts';
import { contract, type Contract } from '#shared/contract/index.ts';
import { ABILITY_CHANNEL, PORT_REQUEST_CHANNEL } from '#shared/lib/desktop-bridge.ts';
import { createApp } from '#main/app/create-app.ts';
import { createWindowFiles } from '#main/http/index.ts';
import type { App } from '#main/app/ports.ts';
import { resetSystem, system } from '../../../tests/support/electron-stand-in.ts';
import { localContext } from '../../../tests/support/temporary-app.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { runDesktop } from './desktop.ts';

vi.mock(
  'electron',
  async () => (await import('../../../tests/support/electron-stand-in.ts')).electronStandIn,
);

const CODE = '271828';
const MINUTE = 60_000;

let folder: ReturnType<typeof temporaryFolder>;
let app: App;
let window: ContractRouterClient<Contract>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] });
  resetSystem();
  folder = temporaryFolder();
  mkdirSync(join(folder.path, 'page'));
  writeFileSync(join(folder.path, 'page', 'index.html'), '<!doctype html><head></head>');
  await open();
});
afterEach(async () => {
  vi.useRealTimers();
  await app.close();
  folder.remove();
});

/** The desktop on the folder, with a client that calls as the page does: through the port. */
async function open(): Promise<void> {
  const dataFolder = join(folder.path, 'data');
  mkdirSync(dataFolder, { recursive: true });
  await runDesktop({
    dataFolder,
    files: { page: join(folder.path, 'page'), preload: '/shipped/preload.cjs', icon: '/shipped/icon.png' },
    developmentAddress: null,
    async startCore() {
      app = await createApp({ dataFolder, mode: 'desktop' });
      const files = createWindowFiles(app);
      return { app, answerFiles: files.answer, close: () => app.close() };
    },
  });
  const { webContents } = system.windows.at(-1)!;
  system.ipcMain.emit(PORT_REQUEST_CHANNEL, {
    type: 'frame',
    sender: webContents,
    senderFrame: webContents.mainFrame,
  });
  const port = webContents.mainFrame.received.at(-1)?.ports[0];
  if (port === undefined) throw new Error('no port came');
  port.start();
  window = createORPCClient(new RPCLink({ port }));
}

async function reopen(): Promise<void> {
  await app.close();
  resetSystem();
  await open();
}

const terminal = () => app.client(localContext(app));
const setLock = (afterMinutes: number | null = 5) => window.windowLock.set({ code: CODE, afterMinutes });
const isLocked = async () => (await window.auth.state({})).locked;
const unlock = (code: string) => window.windowLock.unlock({ code });
const pass = (ms: number) => vi.advanceTimersByTime(ms);

describe('a window with a lock', () => {
  it('locks after the time without touching the computer, and not before', async () => {
    await setLock(5);
    system.powerMonitor.idleSeconds = 299;
    pass(10_000);
    expect(await isLocked()).toBe(false);
    system.powerMonitor.idleSeconds = 300;
    pass(5_000);
    expect(await isLocked()).toBe(true);
    await unlock(CODE);
    expect(await isLocked()).toBe(false);
  });

  it('goes by its own keyboard and mouse where the system measures nothing', async () => {
    await setLock(5);
    const { webContents } = system.windows.at(-1)!;
    for (let minute = 0; minute < 8; minute += 1) {
      pass(MINUTE);
      webContents.emit('input-event', {}, { type: 'mouseMove' });
    }
    expect(await isLocked()).toBe(false);
    pass(5 * MINUTE + 5_000);
    expect(await isLocked()).toBe(true);
  });

  it.each(['suspend', 'lock-screen', 'user-did-resign-active'])('locks at once on %s', async event => {
    await setLock(null);
    system.powerMonitor.emit(event);
    expect(await isLocked()).toBe(true);
  });

  it('locks on demand, and starts locked', async () => {
    await setLock(null);
    await window.windowLock.lock({});
    expect(await isLocked()).toBe(true);
    await unlock(CODE);
    await reopen();
    expect(await isLocked()).toBe(true);
    await unlock(CODE);
    expect(await isLocked()).toBe(false);
  });

  it('does not lock when a clock is set forward or back', async () => {
    await setLock(5);
    for (const hours of [2, -4]) {
      vi.setSystemTime(Date.now() + hours * 60 * MINUTE);
      pass(10_000);
      expect(await isLocked()).toBe(false);
    }
  });
});

it('hears no more of the computer once Foyer closes', async () => {
  await setLock(5);
  await app.close();
  system.powerMonitor.idleSeconds = 99_999;
  expect(() => {
    pass(10_000);
    system.powerMonitor.emit('suspend');
  }).not.toThrow();
  resetSystem();
  await open();
});

describe('a window without a lock', () => {
  it('never locks', async () => {
    system.powerMonitor.idleSeconds = 99_999;
    pass(10_000);
    system.powerMonitor.emit('suspend');
    await window.windowLock.lock({});
    expect(await isLocked()).toBe(false);
    await reopen();
    expect(await isLocked()).toBe(false);
  });
});

describe('while it is locked', () => {
  beforeEach(async () => {
    await setLock(5);
  });

  it('answers nothing but who is here and the code', async () => {
    await window.windowLock.lock({});
    const reachable: string[] = [];
    const absent: string[] = [];
    for (const [feature, routes] of Object.entries(contract)) {
      for (const name of Object.keys(routes)) {
        const call = (
          window as unknown as Record<string, Record<string, (input: object) => Promise<unknown>>>
        )[feature]![name]!;
        const code = await call({}).then(
          () => 'answered',
          (error: { code?: string }) => error.code ?? 'unknown',
        );
        if (code === 'NOT_FOUND') absent.push(`${feature}.${name}`);
        else if (code !== 'auth.locked') reachable.push(`${feature}.${name}`);
      }
    }
    // What visitors call is not on the window's port at all; files are saved by their address.
    const elsewhere = Object.entries(contract).flatMap(([feature, routes]) =>
      Object.entries(routes).flatMap(([name, route]) =>
        feature === 'visitor' || carriesFiles(route['~orpc']) ? [`${feature}.${name}`] : [],
      ),
    );
    expect(absent.toSorted()).toEqual(elsewhere.toSorted());
    // Those that anyone may call before signing in, and the code.
    expect(reachable.toSorted()).toEqual(
      [
        'auth.state',
        'auth.setUp',
        'auth.token',
        'auth.login',
        'auth.refresh',
        'people.inspectLink',
        'people.acceptLink',
        'people.forgotPassword',
        'system.storage',
        'windowLock.unlock',
      ].toSorted(),
    );
  });

  it('has no abilities, no downloads and no data folder in its menu', async () => {
    const { webContents } = system.windows.at(-1)!;
    const menuItem = () => {
      const [first] = system.menu;
      return Array.isArray(first?.submenu) ? first.submenu[0]?.enabled : undefined;
    };
    expect(menuItem()).toBe(true);
    await window.windowLock.lock({});
    expect(menuItem()).toBe(false);
    const event = { type: 'frame', sender: webContents, senderFrame: webContents.mainFrame };
    const handler = system.ipcMain.handlers.get(ABILITY_CHANNEL);
    await expect(handler?.(event as unknown as IpcMainInvokeEvent, 'data-folder.open', null)).rejects.toThrow(
      'Locked',
    );
    expect(system.openedPaths).toEqual([]);
    const download = await system.session.protocols.get('foyer')?.(
      new Request('foyer://app/api/documents/019a9f00-0000-7000-8000-000000000000/file'),
    );
    expect(download?.status).toBe(423);
    await unlock(CODE);
    expect(menuItem()).toBe(true);
  });

  it('ends what it was reading', async () => {
    const changes = await window.system.changes({});
    const ended = changes.next();
    const reason = ended.catch((error: unknown) => error);
    await window.windowLock.lock({});
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await reason).toMatchObject({ code: 'auth.locked' });
  });

  it('slows guessing down, never for ever, whatever the date says', async () => {
    await window.windowLock.lock({});
    for (let turn = 0; turn < 5; turn += 1) {
      await expect(unlock(`wrong${turn}`)).rejects.toMatchObject({ code: 'auth.lock_code_wrong' });
    }
    const waits: unknown[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const refused: { code?: string; data?: { details?: { retryAfterSeconds?: number } } } = await unlock(
        CODE,
      ).then(
        () => ({}),
        (error: object) => error,
      );
      expect(refused.code).toBe('auth.throttled');
      waits.push(refused.data?.details?.retryAfterSeconds);
      vi.setSystemTime(Date.now() + 2 * 60 * MINUTE);
      await expect(unlock(CODE)).rejects.toMatchObject({ code: 'auth.throttled' });
      pass(Number(waits.at(-1)) * 1000);
      if (turn < 5) await expect(unlock('wrong')).rejects.toMatchObject({ code: 'auth.lock_code_wrong' });
    }
    expect(waits).toEqual([30, 60, 120, 240, 300, 300]);
    await unlock(CODE);
    expect(await isLocked()).toBe(false);
  });

  it('opens with the password of the account, when it has one', async () => {
    expect((await window.windowLock.state({})).passwordUnlocks).toBe(false);
    await window.auth.changePassword({ currentPassword: null, newPassword: 'une phrase pour la fenêtre' });
    expect((await window.windowLock.state({})).passwordUnlocks).toBe(true);
    await window.windowLock.lock({});
    await unlock('une phrase pour la fenêtre');
    expect(await isLocked()).toBe(false);
  });

  it('opens from the command line of the machine, which removes the lock', async () => {
    await window.windowLock.lock({});
    expect((await terminal().clients.list({})).length).toBeGreaterThan(0);
    expect(await terminal().windowLock.remove({})).toMatchObject({ on: false, afterMinutes: null });
    expect(await isLocked()).toBe(false);
    await reopen();
    expect(await isLocked()).toBe(false);
  });
});

describe('choosing a lock', () => {
  it.each(['', '12345', '000000', 'aaaaaaaa', '123456', '987654', 'abcdef'])(
    'refuses the code %s',
    async code => {
      const chosen = window.windowLock.set({ code, afterMinutes: 5 });
      await expect(chosen).rejects.toMatchObject({
        code: code === '' ? expect.stringMatching(/BAD_REQUEST|request.invalid/) : 'auth.lock_code_weak',
      });
      expect((await window.windowLock.state({})).on).toBe(false);
    },
  );

  it('takes the present code to change or remove it', async () => {
    await setLock(5);
    const wrong = { code: 'auth.lock_code_wrong' };
    await expect(window.windowLock.set({ code: '314159', afterMinutes: 1 })).rejects.toMatchObject(wrong);
    await expect(window.windowLock.remove({})).rejects.toMatchObject(wrong);
    await expect(window.windowLock.remove({ current: 'nope' })).rejects.toMatchObject(wrong);
    expect(await window.windowLock.set({ current: CODE, afterMinutes: 30 })).toMatchObject({
      on: true,
      afterMinutes: 30,
    });
    await window.windowLock.set({ current: CODE, code: '314159', afterMinutes: 30 });
    await window.windowLock.lock({});
    await expect(unlock(CODE)).rejects.toMatchObject(wrong);
    await unlock('314159');
    expect(await window.windowLock.remove({ current: '314159' })).toMatchObject({ on: false });
  });

  it('is not for anyone over the network, not even an owner', async () => {
    const owner = app.client({
      principal: {
        kind: 'user',
        role: 'owner',
        userId: app.localPrincipal().userId ?? '',
        sessionId: '',
        memberships: [],
        sharedChatbotIds: [],
      },
      correlationId: 'test',
      remote: { address: '192.0.2.1', userAgent: null },
      setSessionCookie: () => undefined,
    });
    const forbidden = { code: 'auth.local_only' };
    await expect(owner.windowLock.state({})).rejects.toMatchObject(forbidden);
    await expect(owner.windowLock.unlock({ code: CODE })).rejects.toMatchObject(forbidden);
  });
});
