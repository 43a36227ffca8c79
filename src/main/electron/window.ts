import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from './core.ts';
import { readWindowState, WINDOW_MIN_HEIGHT, WINDOW_MIN_WIDTH, writeWindowState } from './window-state.ts';

/** Behind the page until it draws: the interface's own backgrounds, so that nothing flashes. */
const BACKGROUND = { light: '#fafaf9', dark: '#171615' };

/** A page that dies again and again is left dead rather than reloaded for ever. */
const RELOADS_MAX = 3;

/** Opens the one window: isolated, sandboxed, without Node, on our page. */
export function openWindow(options: {
  address: string;
  preloadFile: string;
  iconFile: string;
  stateFile: string;
  log: Log;
}): BrowserWindow {
  const { address, preloadFile, iconFile, stateFile, log } = options;
  const { maximized, ...bounds } = readWindowState(stateFile, workAreas());
  const window = new BrowserWindow({
    ...bounds,
    minWidth: WINDOW_MIN_WIDTH,
    minHeight: WINDOW_MIN_HEIGHT,
    title: 'Foyer',
    icon: iconFile,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false, // fetches its dictionaries from Google
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    try {
      writeWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
    } catch (error) {
      log.warn({ err: error }, 'window size not kept'); // a full disk must not keep the window open
    }
  });
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error({ reason, exitCode }, 'page ended');
    if (reason === 'clean-exit' || window.isDestroyed() || reloads >= RELOADS_MAX) return;
    reloads += 1;
    window.webContents.reload();
  });
  window.loadURL(address).catch((error: unknown) => log.error({ err: error }, 'page not loaded'));
  return window;
}

function workAreas() {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter(display => display.id !== primary.id)].map(
    display => display.workArea,
  );
}
