import { app, type BrowserWindow } from 'electron';

/**
 * Makes this the only desktop window on its data folder: Electron keeps its lock in the profile folder, which is
 * inside the data folder.
 *
 * @returns false when another window has it; that one then comes to the front and this process must end.
 */
export function claimSingleInstance(showWindow: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', showWindow);
  return true;
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
