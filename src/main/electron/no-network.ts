import { app, type Session } from 'electron';
import type { Log } from './core.ts';
import { isOwnAddress } from './origin.ts';

/** What Chromium does by itself over the network, each with its switch. */
const SWITCHES = [
  'disable-background-networking',
  'disable-component-update',
  'disable-domain-reliability',
  'disable-sync',
  'no-pings',
  // Looking for a proxy asks the network, and fetches a script.
  'no-proxy-server',
] as const;
const FEATURES_OFF = 'DnsOverHttps,MediaRouter,OptimizationHints,Translate';

/** Everything a page can reach that is on a network; our own scheme and what is in memory are none of them. */
const NETWORK = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*'];

/** Keeps Chromium from opening connections of its own. Before Electron is ready. */
export function quietChromium(): void {
  for (const name of SWITCHES) app.commandLine.appendSwitch(name);
  app.commandLine.appendSwitch('disable-features', FEATURES_OFF);
}

/**
 * Refuses every request of the window to a network: what Foyer sends goes through `platform/outbound`.
 *
 * @param developmentOrigin origin of the reloading page server of `npm run dev`; null in everything a person installs
 */
export function refuseNetwork(session: Session, developmentOrigin: string | null, log: Log): void {
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest({ urls: NETWORK }, ({ url }, answer) => {
    const cancel = !isOwnAddress(url.replace(/^ws/, 'http'), developmentOrigin);
    if (cancel) log.warn({ host: new URL(url).host }, 'a request of the window was refused');
    answer({ cancel });
  });
}
