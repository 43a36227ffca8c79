import type { WebContents, WebFrameMain } from 'electron';
import { DESKTOP_ORIGIN } from '#shared/lib/desktop-bridge.ts';

/**
 * Whether an address belongs to our page.
 *
 * @param developmentOrigin origin of the reloading page server of `npm run dev`; null in everything a person installs
 */
export function isOwnAddress(address: string, developmentOrigin: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, origin } = new URL(address);
  // Addresses of other schemes than the web's have the origin "null", so ours is compared by its parts.
  return (
    `${protocol}//${host}` === DESKTOP_ORIGIN || (developmentOrigin !== null && origin === developmentOrigin)
  );
}

/**
 * Whether a message comes from the main frame of our window showing our page: not from a frame inside it, another
 * window, nor a page that took its place.
 */
export function isOwnFrame(
  frame: WebFrameMain | null,
  contents: WebContents,
  developmentOrigin: string | null,
): frame is WebFrameMain {
  if (frame === null || contents.isDestroyed()) return false;
  const main = contents.mainFrame;
  return (
    frame.processId === main.processId &&
    frame.routingId === main.routingId &&
    frame.parent === null &&
    isOwnAddress(frame.url, developmentOrigin)
  );
}
