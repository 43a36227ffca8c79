import { isFoyerError } from '#shared/errors.ts';
import type { LocalServerCandidate } from './local-servers.ts';
import { createModelServer, readJson, textOf } from './model-server.ts';
import type { OutboundFetch } from './ports.ts';
import { callOnce } from './single-call.ts';

/** Where servers say their version, and in which field; LM Studio and Jan say it nowhere. */
const SAID: Partial<Record<LocalServerCandidate['product'], { path: string; field: string }>> = {
  ollama: { path: '/api/version', field: 'version' },
  vllm: { path: '/version', field: 'version' },
  'llama.cpp': { path: '/props', field: 'build_info' },
};

/** The version of a server that answers; null where it does not say. */
export async function readServerVersion(
  { product, url }: Pick<LocalServerCandidate, 'product' | 'url'>,
  { fetch, timeoutMs, signal }: { fetch: OutboundFetch; timeoutMs: number; signal?: AbortSignal },
): Promise<string | null> {
  const said = SAID[product];
  if (said === undefined) return null;
  const subject = { url, model: '', apiKey: null };
  try {
    return await callOnce({
      subject,
      timeoutMs,
      signal: signal ?? new AbortController().signal,
      retry: false,
      async call(both) {
        const server = createModelServer({
          url: new URL(url).origin,
          apiKey: null,
          fetch,
          signal: both,
          subject,
        });
        return textOf(await readJson(await server.get(said.path), subject), said.field);
      },
    });
  } catch (error) {
    if (!isFoyerError(error)) throw error;
    return null;
  }
}

/** A version that has a hole, and which one. */
type KnownHole = { product: LocalServerCandidate['product']; before: string; name: string };

/**
 * Holes by which somebody who reaches the server reads its memory or runs programs on its machine, the newest of each
 * product: who is past it is past the others. nvd.nist.gov, as of 2026-11.
 */
const KNOWN_HOLES: readonly KnownHole[] = [
  { product: 'ollama', before: '0.17.1', name: 'CVE-2026-7482' },
  { product: 'vllm', before: '0.14.1', name: 'CVE-2026-22778' },
];

/** The known hole of a server's version and the version that closes it; null when none is known. */
export function knownHoleOf(
  product: LocalServerCandidate['product'],
  version: string | null,
): { name: string; closedIn: string } | null {
  const hole = KNOWN_HOLES.find(one => one.product === product);
  if (hole === undefined || version === null || !isBefore(version, hole.before)) return null;
  return { name: hole.name, closedIn: hole.before };
}

/** By numbers, whatever follows them: `0.9.1-rc2` is 0.9.1. What is no version (`0.0.0` of a build by hand) is not old. */
function isBefore(version: string, limit: string): boolean {
  const numbers = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
  if (numbers === undefined || numbers.every(number => number === 0)) return false;
  const wanted = limit.split('.').map(Number);
  for (const [place, number] of numbers.entries()) {
    const other = wanted[place] ?? 0;
    if (number !== other) return number < other;
  }
  return false;
}
