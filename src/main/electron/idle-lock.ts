import { app, powerMonitor } from 'electron';
import type { DesktopCore } from './core.ts';

const LOOK_EVERY_MS = 5_000; // against a lock of one minute at the least

/**
 * Locks the window when its person has left: after a time without touching the computer, and at once when the
 * computer is put to sleep, its screen locked or its session handed to someone else. @returns how to stop.
 */
export function lockWhenLeft({ windowLock }: DesktopCore['app']): () => void {
  let lastInputMs = performance.now();
  // Under Wayland the system's idle time may stay at 0 for ever (electron/electron#34826); then our window's counts.
  let systemMeasures = false;

  const idleSeconds = (): number => {
    const systemSeconds = powerMonitor.getSystemIdleTime();
    systemMeasures ||= systemSeconds > 0;
    return systemMeasures ? systemSeconds : (performance.now() - lastInputMs) / 1000;
  };
  const timer = setInterval(() => windowLock.idleFor(idleSeconds()), LOOK_EVERY_MS).unref();
  app.on('web-contents-created', (_event, contents) => {
    contents.on('input-event', () => {
      lastInputMs = performance.now();
    });
  });

  const onSleep = () => windowLock.lock('sleep');
  const onScreenLocked = () => windowLock.lock('screen locked');
  const onUserGone = () => windowLock.lock('session handed over');
  powerMonitor.on('suspend', onSleep);
  powerMonitor.on('lock-screen', onScreenLocked);
  powerMonitor.on('user-did-resign-active', onUserGone);
  return () => {
    clearInterval(timer);
    powerMonitor.off('suspend', onSleep);
    powerMonitor.off('lock-screen', onScreenLocked);
    powerMonitor.off('user-did-resign-active', onUserGone);
  };
}
