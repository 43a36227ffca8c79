import { dialog, ipcMain, shell, type BrowserWindow } from 'electron';
import { z } from 'zod';
import { ABILITY_CHANNEL, type DesktopAbilities, type DesktopAbility } from '#shared/lib/desktop-bridge.ts';
import type { Log } from './core.ts';
import { isOwnFrame } from './origin.ts';

const title = z.string().max(200); // a dialog cuts it long before

const inputs = {
  'files.choose': z.strictObject({ title, multiple: z.boolean() }),
  'folder.choose': z.strictObject({ title }),
  'data-folder.open': z.null(),
} satisfies { [Name in DesktopAbility]: z.ZodType<DesktopAbilities[Name]['input']> };

type Perform = {
  [Name in DesktopAbility]: (
    input: DesktopAbilities[Name]['input'],
    window: BrowserWindow,
  ) => Promise<DesktopAbilities[Name]['output']>;
};

function isAbility(name: unknown): name is DesktopAbility {
  return typeof name === 'string' && Object.hasOwn(inputs, name);
}

/** Does what the system can and a page cannot, for our own page only. */
export function offerAbilities(options: {
  dataFolder: string;
  currentWindow: () => BrowserWindow | null;
  /** Whether the window waits for its code: then it has no abilities either. */
  isLocked: () => boolean;
  developmentOrigin: string | null;
  log: Log;
}): void {
  const { dataFolder, currentWindow, isLocked, developmentOrigin, log } = options;

  const perform: Perform = {
    'files.choose': async (input, window) => {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: input.title,
        properties: input.multiple ? ['openFile', 'multiSelections'] : ['openFile'],
      });
      return filePaths;
    },
    'folder.choose': async (input, window) => {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: input.title,
        properties: ['openDirectory'],
      });
      return filePaths[0] ?? null;
    },
    'data-folder.open': async () => {
      await openDataFolder(dataFolder);
      return null;
    },
  };

  const dispatch = <Name extends DesktopAbility>(name: Name, input: unknown, window: BrowserWindow) =>
    perform[name](inputs[name].parse(input) as DesktopAbilities[Name]['input'], window);

  ipcMain.handle(ABILITY_CHANNEL, async (event, name: unknown, input: unknown) => {
    const window = currentWindow();
    const frame = event.senderFrame;
    if (
      window === null ||
      event.sender !== window.webContents ||
      !isOwnFrame(frame, window.webContents, developmentOrigin)
    ) {
      log.warn({ from: frame?.url ?? null }, 'ability refused: not our page');
      throw new Error('Refused');
    }
    if (isLocked()) throw new Error('Locked');
    if (!isAbility(name)) throw new Error('Unknown ability');
    return await dispatch(name, input, window);
  });
}

/** Shows the folder in the system's file browser. Throws with the system's reason when it cannot. */
export async function openDataFolder(dataFolder: string): Promise<void> {
  const problem = await shell.openPath(dataFolder);
  if (problem !== '') throw new Error(problem);
}
