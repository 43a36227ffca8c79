import { createORPCClient } from '@orpc/client';
import { RPCLink as HttpLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { CalledContract } from '#shared/contract/index.ts';
import { DESKTOP_PORT_MESSAGE, type DesktopBridge } from '#shared/lib/desktop-bridge.ts';
import { ownAddress } from './own-address.ts';

declare global {
  interface Window {
    readonly foyer?: DesktopBridge;
  }
}

export type Client = ContractRouterClient<CalledContract>;

/** The window's native abilities; undefined in a browser. */
export const desktop: DesktopBridge | undefined = window.foyer;

function receivePort(bridge: DesktopBridge): Promise<MessagePort> {
  return new Promise(resolve => {
    const listen = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== DESKTOP_PORT_MESSAGE || !port) return;
      window.removeEventListener('message', listen);
      port.start();
      resolve(port);
    };
    window.addEventListener('message', listen);
    bridge.requestPort();
  });
}

const link = desktop
  ? new PortLink({ port: await receivePort(desktop) })
  : new HttpLink({ url: `${ownAddress}/rpc` });

/** Every operation of the contract; in the window through its port, in a browser over HTTP. */
export const client: Client = createORPCClient(link);

/** The same operations as TanStack Query options. */
export const orpc = createTanstackQueryUtils(client);
