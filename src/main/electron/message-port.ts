import { randomUUID } from 'node:crypto';
import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain, MessageChannelMain, type BrowserWindow, type MessagePortMain } from 'electron';
import { carriesFiles } from '#shared/contract/files.ts';
import { listenersOf, type RouteMeta } from '#shared/contract/route.ts';
import { DESKTOP_PORT_MESSAGE, PORT_REQUEST_CHANNEL } from '#shared/lib/desktop-bridge.ts';
import type { App, RequestContext } from '#main/app/ports.ts';
import { isOwnFrame } from './origin.ts';

/** What a call from the window is made with: the rights of this machine's owner, as they are at this moment. */
export function windowContext(core: App): RequestContext {
  return {
    principal: core.windowPrincipal(),
    correlationId: randomUUID(),
    remote: { address: null, userAgent: null },
    // The window is signed in by being the owner's own: it has no cookies to keep.
    setSessionCookie: () => undefined,
  };
}

/**
 * Gives the page a port to the typed contract, and to nobody else: whoever holds a port acts as the owner.
 * Closes the port before when the page asks again (after a reload).
 */
export function offerContract(options: {
  core: App;
  currentWindow: () => BrowserWindow | null;
  developmentOrigin: string | null;
}): void {
  const { core, currentWindow, developmentOrigin } = options;
  const handler = new RPCHandler<RequestContext>(core.router, {
    // What visitors call is on their listener and nowhere else. The meta of every route is made by `route()`.
    filter: ({ contract }) =>
      !carriesFiles(contract['~orpc']) && listenersOf(contract['~orpc'].meta as RouteMeta).includes('admin'),
    // One context a call rather than a port: rights and correlation ids belong to the call.
    rootInterceptors: [({ next, ...call }) => next({ ...call, context: windowContext(core) })],
    interceptors: [
      async ({ next, context, request }) => {
        try {
          return await next();
        } catch (error) {
          core.log.error(
            { err: error, correlationId: context.correlationId, path: request.url.pathname },
            'call failed',
          );
          throw error;
        }
      },
    ],
  });
  let open: MessagePortMain | null = null;

  ipcMain.on(PORT_REQUEST_CHANNEL, event => {
    const window = currentWindow();
    const frame = event.senderFrame;
    if (
      window === null ||
      event.sender !== window.webContents ||
      !isOwnFrame(frame, window.webContents, developmentOrigin)
    ) {
      core.log.warn({ from: frame?.url ?? null }, 'port refused: not our page');
      return;
    }
    open?.close();
    const { port1, port2 } = new MessageChannelMain();
    open = port1;
    handler.upgrade(port1, { context: windowContext(core) });
    port1.start();
    frame.postMessage(DESKTOP_PORT_MESSAGE, null, [port2]);
  });
}
