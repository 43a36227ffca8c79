import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog } from 'electron';
import { isFoyerError } from '#shared/errors.ts';
import { createApp } from './app/create-app.ts';
import type { DesktopCore, SystemKeychain } from './electron/core.ts';
import { runDesktop } from './electron/desktop.ts';
import {
  createControlDoor,
  createDesktopHttpDoor,
  createPublicDoor,
  createWindowFiles,
} from './http/index.ts';
import { dataFolderPath, prepareDataFolder } from './platform/data-folder.ts';
import { wordsForCode } from './platform/error-words.ts';
import { systemLanguage } from './platform/system-language.ts';
import { takePassphrase } from './platform/secrets/index.ts';
import { acquireInstance } from './platform/instance/index.ts';

// Chromium adds switches of its own to the command line: only ours are read.
const { values } = parseArgs({
  options: { data: { type: 'string' }, 'passphrase-file': { type: 'string' } },
  strict: false,
  allowPositionals: true,
});
const dataFolder = usableFolder();
const givenFile = values['passphrase-file'];
const passphraseFile = typeof givenFile === 'string' ? givenFile : undefined;

const bundle = join(import.meta.dirname, '..');
void runDesktop({
  dataFolder,
  files: {
    page: join(bundle, 'renderer'),
    preload: join(bundle, 'preload', 'index.cjs'),
    icon: join(bundle, '..', 'resources', 'icon.png'),
  },
  developmentAddress: app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null),
  startCore,
});

/** The data folder; without one that can be used, a sentence says why, and that is all there is. */
function usableFolder(): string {
  try {
    const folder = dataFolderPath(typeof values.data === 'string' ? values.data : undefined);
    prepareDataFolder(folder);
    return folder;
  } catch (error) {
    if (!isFoyerError(error)) throw error;
    dialog.showErrorBox('Foyer', wordsForCode(error.code, systemLanguage()));
    return process.exit(1);
  }
}

/** The core on its data folder, with the socket through which the command line reaches it. */
async function startCore(keychain: SystemKeychain): Promise<DesktopCore> {
  const instance = acquireInstance({ dataFolder, mode: 'desktop' });
  try {
    const core = await createApp({
      dataFolder,
      mode: 'desktop',
      keys: { keychain, passphrase: takePassphrase(passphraseFile, process.env) },
    });
    try {
      const door = await createControlDoor(core, {
        path: instance.controlPath,
        token: instance.controlToken,
      });
      const publicDoor = await createPublicDoor(core, { widgetFolder: join(bundle, 'widget') });
      const webDoor = await createDesktopHttpDoor(core, { staticFolder: join(bundle, 'renderer') });
      const files = createWindowFiles(core);
      return {
        app: core,
        answerFiles: files.answer,
        async close() {
          try {
            await files.close();
            await webDoor.close();
            await publicDoor.close();
            await door.close();
            await core.close();
          } finally {
            instance.release();
          }
        },
      };
    } catch (error) {
      await core.close();
      throw error;
    }
  } catch (error) {
    instance.release();
    throw error;
  }
}
