import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  ABILITY_CHANNEL,
  DESKTOP_PORT_MESSAGE,
  PORT_REQUEST_CHANNEL,
  type DesktopBridge,
} from '#shared/lib/desktop-bridge.ts';

/** All this script uses of the page; the rest of the browser's types would leak into the code of the main process. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: string, targetOrigin: string, transfer: readonly unknown[]): void;
};

// A port cannot pass through the bridge: it goes on to the page as a message of the window to itself.
ipcRenderer.on(DESKTOP_PORT_MESSAGE, event => {
  window.postMessage(DESKTOP_PORT_MESSAGE, window.location.origin, event.ports);
});

const bridge: DesktopBridge = {
  abilities: ['files.choose', 'folder.choose', 'data-folder.open'],
  requestPort: () => ipcRenderer.send(PORT_REQUEST_CHANNEL),
  invoke: (ability, input) => ipcRenderer.invoke(ABILITY_CHANNEL, ability, input),
  pathOfFile: file => (file instanceof File ? webUtils.getPathForFile(file) : ''),
};

contextBridge.exposeInMainWorld('foyer', bridge);
