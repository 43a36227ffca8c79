import { app, shell } from 'electron';
import type { Log } from './core.ts';
import { isOwnAddress } from './origin.ts';

/** Other schemes start programs (`ms-msdt:`), reach into the network with the person's password (`smb:`) or read files. */
const EXTERNAL_PROTOCOLS = ['https:', 'mailto:'];

export function isExternalLinkAllowed(address: string): boolean {
  return URL.canParse(address) && EXTERNAL_PROTOCOLS.includes(new URL(address).protocol);
}

/**
 * Keeps every window on our page: links out open in the system's browser when their scheme is harmless, and are
 * refused otherwise; no window, frame or view is opened by a page.
 */
export function guardNavigation(options: { developmentOrigin: string | null; log: Log }): void {
  const { developmentOrigin, log } = options;

  const openOutside = (address: string): void => {
    if (!isExternalLinkAllowed(address)) {
      log.warn({ protocol: URL.canParse(address) ? new URL(address).protocol : null }, 'link refused');
      return;
    }
    shell.openExternal(address).catch((error: unknown) => log.warn({ err: error }, 'link not opened'));
  };

  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: 'deny' };
    });
    contents.on('will-navigate', event => {
      if (isOwnAddress(event.url, developmentOrigin)) return;
      event.preventDefault();
      openOutside(event.url);
    });
    contents.on('will-frame-navigate', event => {
      // A frame inside the page has nothing to show: only the page itself may go from page to page.
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-redirect', event => {
      if (!isOwnAddress(event.url, developmentOrigin)) event.preventDefault();
    });
    contents.on('will-attach-webview', event => event.preventDefault());
  });
}
