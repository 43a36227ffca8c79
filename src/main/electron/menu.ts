import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { DesktopWords } from './words.ts';

/**
 * The menus, in the person's language. Electron's own would offer links to its site; without any, macOS has no
 * copy and paste.
 */
export function installMenu(options: {
  words: DesktopWords['menu'];
  developer: boolean;
  /** While the window waits for its code, nothing of what it holds is shown. */
  locked: boolean;
  openDataFolder: () => void;
}): void {
  const { words, developer, locked, openDataFolder } = options;
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const template: MenuItemConstructorOptions[] = [
    {
      label: process.platform === 'darwin' ? 'Foyer' : words.file,
      submenu: [
        { label: words.openDataFolder, click: openDataFolder, enabled: !locked },
        separator,
        { label: words.quit, role: 'quit' },
      ],
    },
    {
      label: words.edit,
      submenu: [
        { label: words.undo, role: 'undo' },
        { label: words.redo, role: 'redo' },
        separator,
        { label: words.cut, role: 'cut' },
        { label: words.copy, role: 'copy' },
        { label: words.paste, role: 'paste' },
        { label: words.selectAll, role: 'selectAll' },
      ],
    },
    {
      label: words.view,
      submenu: [
        { label: words.reload, role: 'reload' },
        ...(developer
          ? [{ label: words.developerTools, role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]
          : []),
        separator,
        { label: words.zoomIn, role: 'zoomIn' },
        { label: words.zoomOut, role: 'zoomOut' },
        { label: words.resetZoom, role: 'resetZoom' },
        { label: words.fullScreen, role: 'togglefullscreen' },
      ],
    },
    {
      label: words.window,
      submenu: [
        { label: words.minimize, role: 'minimize' },
        { label: words.close, role: 'close' },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
