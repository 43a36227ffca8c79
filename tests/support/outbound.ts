import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect } from 'vitest';
import { createOutbound } from '#main/platform/outbound/outbound.ts';
import type { Outbound, OutboundEvent, OutboundOptions } from '#main/platform/outbound/outbound.ts';

/** Closed after each test of the file that uses this. */
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

export async function serve(
  listener: RequestListener,
): Promise<{ url: string; port: number; seen: IncomingMessage[]; close: () => Promise<void> }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  };
  closers.push(close);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, seen, close };
}

export function outboundWith(options: Partial<OutboundOptions> = {}): Outbound & { events: OutboundEvent[] } {
  const events: OutboundEvent[] = [];
  const outbound = createOutbound({ isOffline: () => false, log: event => events.push(event), ...options });
  closers.push(() => outbound.close());
  return { ...outbound, events };
}

export const hello: RequestListener = (_request, response) => response.end('bonjour');
export const blockedFor = (reason: string) =>
  expect.objectContaining({
    code: 'outbound.blocked',
    details: expect.objectContaining({ reason }) as unknown,
  });
