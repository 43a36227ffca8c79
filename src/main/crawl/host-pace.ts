import { setTimeout as wait } from 'node:timers/promises';
import { placeOf } from '#shared/lib/site-scope.ts';

/** A host that is busy is asked less often from then on, down to this. */
const SLOWEST_MS = 60_000;
const FIRST_SLOWER_MS = 1_000;

export type HostPace = {
  /** Waits until the host of an address may be asked again. */
  turn(address: string, signal: AbortSignal): Promise<void>;
  /** Tells that a request to it has ended: the pause begins. */
  ended(address: string): void;
  /** Tells that it asked to be left alone for so long. */
  busy(address: string, forMs: number): void;
  /** At least so long between two requests, as its robots.txt asks for. */
  atLeast(address: string, delayMs: number): void;
};

/** One request at a time for each host, with a pause after each; fewer where a host says that it is busy. */
export function createHostPace(delayMs: number, onWait: (address: string, waitMs: number) => void): HostPace {
  const hosts = new Map<string, { delayMs: number; freeAt: number }>();
  const hostOf = (address: string) => {
    const name = placeOf(new URL(address));
    const known = hosts.get(name) ?? { delayMs, freeAt: 0 };
    hosts.set(name, known);
    return known;
  };
  return {
    async turn(address, signal) {
      const waitMs = hostOf(address).freeAt - performance.now();
      if (waitMs <= 0) return;
      onWait(address, Math.ceil(waitMs));
      await wait(waitMs, undefined, { signal });
    },
    ended(address) {
      const host = hostOf(address);
      host.freeAt = Math.max(host.freeAt, performance.now() + host.delayMs);
    },
    busy(address, forMs) {
      const host = hostOf(address);
      host.freeAt = performance.now() + forMs;
      host.delayMs = Math.min(SLOWEST_MS, Math.max(FIRST_SLOWER_MS, host.delayMs * 2));
    },
    atLeast(address, least) {
      const host = hostOf(address);
      host.delayMs = Math.max(host.delayMs, least);
    },
  };
}
