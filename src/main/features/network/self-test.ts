import type { NetworkTest } from '#shared/contract/network.ts';
import { networkErrorCode, type Outbound } from '#main/platform/outbound/index.ts';

const PROBE_TIMEOUT_MS = 5_000; // on one's own machine a second is long

type Check = NetworkTest['checks'][number];

/** TLS reached the listener and did not know who signed: what a generated authority looks like before it is trusted. */
const untrusted: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * Asks one of our own addresses for a sign of life, through the one way out and to that origin alone.
 *
 * @param ownAuthority whether a signature nobody knows yet is as expected
 */
export async function probe(outbound: Outbound, url: string, ownAuthority: boolean): Promise<Check> {
  const startedAt = performance.now();
  const result = (failure: Check['failure']): Check => ({
    url,
    ok: failure === null,
    failure,
    milliseconds: Math.round(performance.now() - startedAt),
  });
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  try {
    const fetch = outbound.fetchFor({ kind: 'probe', allow: url });
    const response = await fetch(`${url}/health`, { signal, redirect: 'error' });
    const body: unknown = await response.json();
    const isOurs = typeof body === 'object' && body !== null && 'ok' in body;
    return result(response.ok && isOurs ? null : 'unexpected');
  } catch (error) {
    if (signal.aborted) return result('timeout');
    const code = networkErrorCode(error) ?? '';
    if (untrusted.has(code)) return result(ownAuthority ? null : 'certificate');
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return result('name_unknown');
    if (code.startsWith('ERR_TLS') || code.startsWith('CERT_')) return result('certificate');
    return result(code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT' ? 'timeout' : 'refused');
  }
}

/** Where to look when others do not get through although this machine does. */
export function firewallHint(platform: NodeJS.Platform): NetworkTest['hints'][number] {
  if (platform === 'win32') return 'firewall_windows';
  return platform === 'darwin' ? 'firewall_macos' : 'firewall_linux';
}
