import type { NetworkTest, TestFailure } from '#shared/contract/network.ts';
import { networkErrorCode, type Outbound } from '#main/platform/outbound/index.ts';

const PROBE_TIMEOUT_MS = 5_000; // on one's own machine a second is long
/** A stream whose pieces are sent over a second and arrive within this was held back on the way. */
const GATHERED_MS = 250;
/** As `http/check-stream.ts` sends them. */
const STREAM_PIECES = 5;

type Check = NetworkTest['checks'][number];

/** TLS reached the listener and did not know who signed: what a generated authority looks like before it is trusted. */
const untrusted: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

type Expected = {
  /** A signature nobody knows yet is as expected. */
  ownAuthority?: boolean;
  /** Path of the stream whose pieces are timed: of an address behind a proxy, which may gather them. */
  stream?: string;
};

/** Asks one of our own addresses for a sign of life, through the one way out and to that origin alone. */
export async function probe(outbound: Outbound, url: string, expected: Expected = {}): Promise<Check> {
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  const fetch = outbound.fetchFor({ kind: 'own', allow: url });
  const result = (failure: Check['failure'], milliseconds = performance.now() - startedAt): Check => ({
    url,
    ok: failure === null,
    failure,
    milliseconds: Math.round(milliseconds),
  });
  try {
    const response = await fetch(`${url}/health`, { signal, redirect: 'error' });
    const failure = await failureOfAnswer(response);
    const answeredAfter = performance.now() - startedAt;
    if (failure !== null || expected.stream === undefined) return result(failure, answeredAfter);
    const stream = await fetch(`${url}${expected.stream}`, { signal, redirect: 'error' });
    return result((await arrivesInPieces(stream)) ? null : 'buffered', answeredAfter);
  } catch (error) {
    if (signal.aborted) return result('timeout');
    return result(failureOfError(error, expected.ownAuthority === true));
  }
}

async function failureOfAnswer(response: Response): Promise<TestFailure | null> {
  const body = asObject(await response.text());
  if (body !== null && 'ok' in body) return response.ok ? null : 'unexpected';
  const code = asObject(body?.['error'])?.['code'];
  if (response.status === 403 && code === 'request.forbidden_origin') return 'host_refused';
  if (response.status === 404) return 'path';
  return [502, 503, 504].includes(response.status) ? 'no_upstream' : 'unexpected';
}

function asObject(value: unknown): Record<string, unknown> | null {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  if (typeof value !== 'string' || !value.startsWith('{')) return null;
  try {
    return asObject(JSON.parse(value));
  } catch {
    return null; // a page of something in between that begins like JSON
  }
}

/** Whether what is sent over a second takes about a second to arrive. */
async function arrivesInPieces(response: Response): Promise<boolean> {
  if (!response.ok) return false;
  const decoder = new TextDecoder();
  let text = '';
  let firstAt: number | null = null;
  let lastAt = 0;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (!text.includes('data: ')) continue;
    lastAt = performance.now();
    firstAt ??= lastAt;
  }
  const pieces = text.split('data: ').length - 1;
  return pieces >= STREAM_PIECES && firstAt !== null && lastAt - firstAt >= GATHERED_MS;
}

function failureOfError(error: unknown, ownAuthority: boolean): TestFailure | null {
  const code = networkErrorCode(error) ?? '';
  if (untrusted.has(code)) return ownAuthority ? null : 'certificate';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_unknown';
  if (code.startsWith('ERR_TLS') || code.startsWith('CERT_')) return 'certificate';
  return code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT' ? 'timeout' : 'refused';
}

/** Where to look when others do not get through although this machine does. */
export function firewallHint(platform: NodeJS.Platform): NetworkTest['hints'][number] {
  if (platform === 'win32') return 'firewall_windows';
  return platform === 'darwin' ? 'firewall_macos' : 'firewall_linux';
}
