import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, session, type BrowserWindow } from 'electron';
import { isFoyerError } from '#shared/errors.ts';
import { DESKTOP_ORIGIN } from '#shared/lib/desktop-bridge.ts';
import { offerAbilities, openDataFolder } from './abilities.ts';
import type { DesktopCore, SystemKeychain } from './core.ts';
import { guardNavigation } from './external-links.ts';
import { lockWhenLeft } from './idle-lock.ts';
import { systemKeychain } from './keychain.ts';
import { installMenu } from './menu.ts';
import { offerContract } from './message-port.ts';
import { offerNewestCopy } from './recovery.ts';
import { quietChromium, refuseNetwork } from './no-network.ts';
import { restrictPermissions } from './permissions.ts';
import { registerPageScheme, servePage } from './protocol.ts';
import { closeBeforeQuit } from './quit.ts';
import { bringToFront, claimSingleInstance } from './single-instance.ts';
import { openWindow } from './window.ts';
import { desktopWords, fillIn, type DesktopWords } from './words.ts';

export type DesktopOptions = {
  /** Absolute path of an existing folder. */
  dataFolder: string;
  /** Absolute paths of the built interface, preload script and icon. */
  files: { page: string; preload: string; icon: string };
  /** Address of the reloading page server of `npm run dev`, else null. */
  developmentAddress: string | null;
  /** Called once Electron is ready. */
  startCore(keychain: SystemKeychain): Promise<DesktopCore>;
};

/**
 * Runs Foyer in a desktop window. Call it before Electron is ready. Ends the process when another window has the
 * data folder or the core cannot start, after saying why.
 */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  const { dataFolder, files, developmentAddress, startCore } = options;
  const developmentOrigin = developmentAddress === null ? null : new URL(developmentAddress).origin;
  let window: BrowserWindow | null = null;
  let core: DesktopCore | null = null;

  app.enableSandbox();
  quietChromium();
  registerPageScheme();
  const profile = join(dataFolder, 'desktop');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
  const showWindow = (): void => {
    if (window !== null) bringToFront(window);
    else if (core !== null) open(core);
  };
  if (!claimSingleInstance(showWindow)) {
    app.exit(0);
    return;
  }
  let stopWatching = (): void => undefined;
  closeBeforeQuit({
    async close() {
      stopWatching();
      await core?.close();
    },
    log: () => core?.app.log ?? null,
  });

  await app.whenReady();
  const words = desktopWords(app.getPreferredSystemLanguages());
  try {
    core = await startCore(systemKeychain()).catch(async (error: unknown) => {
      if (await offerNewestCopy(error, dataFolder, words)) return await startCore(systemKeychain());
      throw error;
    });
  } catch (error) {
    dialog.showErrorBox(words.failure.title, failureMessage(error, dataFolder, words));
    app.exit(1);
    return;
  }
  const { app: running } = core;
  const { log } = running;

  guardNavigation({ developmentOrigin, log });
  restrictPermissions(session.defaultSession, developmentOrigin);
  refuseNetwork(session.defaultSession, developmentOrigin, log);
  servePage(session.defaultSession, { folder: files.page, answerFiles: core.answerFiles });
  offerContract({ core: running, currentWindow: () => window, developmentOrigin });
  const { windowLock } = running;
  offerAbilities({
    dataFolder,
    currentWindow: () => window,
    isLocked: windowLock.isLocked,
    developmentOrigin,
    log,
  });
  const showMenu = () =>
    installMenu({
      words: words.menu,
      developer: !app.isPackaged,
      locked: windowLock.isLocked(),
      openDataFolder: () => {
        openDataFolder(dataFolder).catch((error: unknown) =>
          log.warn({ err: error }, 'data folder not shown'),
        );
      },
    });
  showMenu();
  windowLock.onChange(showMenu);
  stopWatching = lockWhenLeft(running);
  running.onShutDownRequested(() => app.quit());
  app.on('activate', showWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  open(core);

  function open(started: DesktopCore): void {
    window = openWindow({
      address: developmentAddress ?? `${DESKTOP_ORIGIN}/`,
      preloadFile: files.preload,
      iconFile: files.icon,
      stateFile: join(profile, 'window.json'),
      log: started.app.log,
    });
    window.on('closed', () => {
      window = null;
    });
  }
}

function failureMessage(error: unknown, dataFolder: string, { failure }: DesktopWords): string {
  const folder = fillIn(failure.folder, { folder: dataFolder });
  return `${failureSentence(error, dataFolder, failure)}\n\n${folder}`;
}

function failureSentence(error: unknown, dataFolder: string, failure: DesktopWords['failure']): string {
  if (isFoyerError(error)) {
    if (error.code === 'storage.locked') {
      const { address, pid } = error.details;
      return fillIn(failure.locked, { holder: String(address ?? pid ?? '?') });
    }
    if (error.code === 'storage.newer_schema') return failure.newerSchema;
    if (error.code === 'storage.full') return failure.full;
    if (error.code === 'storage.read_only') return failure.readOnly;
    if (error.code === 'storage.damaged' || error.code === 'storage.database_missing')
      return failure.databaseDamaged;
    if (error.code === 'secrets.passphrase_needed') return failure.passphraseNeeded;
    if (error.code === 'secrets.passphrase_wrong') return failure.passphraseWrong;
    if (error.code === 'secrets.keychain_unusable') return failure.keychain;
  }
  return fillIn(failure.other, { log: join(dataFolder, 'logs', 'foyer.log') });
}
