import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app } from 'electron';
import { createApp } from './app/create-app.ts';
import type { DesktopCore, SystemKeychain } from './electron/core.ts';
import { runDesktop } from './electron/desktop.ts';
import { createControlDoor, createDesktopHttpDoor, createPublicDoor } from './http/index.ts';
import { dataFolderPath, prepareDataFolder } from './platform/data-folder.ts';
import { takePassphrase } from './platform/secrets/index.ts';
import { acquireInstance } from './platform/instance/index.ts';

// Chromium adds switches of its own to the command line: only ours are read.
const { values } = parseArgs({
  options: { data: { type: 'string' }, 'passphrase-file': { type: 'string' } },
  strict: false,
  allowPositionals: true,
});
const dataFolder = dataFolderPath(typeof values.data === 'string' ? values.data : undefined);
prepareDataFolder(dataFolder);
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
      return {
        app: core,
        async close() {
          try {
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
