import type { Finding, FindingCode, RefusedRange } from '#shared/contract/widget-diagnosis.ts';
import { isFoyerError } from '#shared/errors.ts';
import { networkErrorCode, type Outbound } from '#main/platform/outbound/index.ts';

/** Enough for the head of any page, and for what is pasted at its end. */
export const PAGE_MAX_BYTES = 1024 * 1024;
/** From the first look for the name to the last byte: a visitor would be gone by then. */
const PAGE_TIMEOUT_MS = 8_000;

export type FetchedPage = {
  url: URL;
  html: string;
  /** There was more than is read. */
  cut: boolean;
  /** The header `Content-Security-Policy`, several joined by commas; null without one. */
  policy: string | null;
};

export type PageFetch = { page: FetchedPage } | { problem: Pick<Finding, 'code' | 'values'> };

type Options = {
  /** Whether the page may be on this machine. */
  mayBeHere: boolean;
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
};

/**
 * Fetches a page that its owner named, once and without credentials: of the local network too, because offices have
 * pages there. Every hop obeys the outbound policy: an address that was not typed is followed on the Internet only.
 */
export async function fetchPage(
  outbound: Outbound,
  address: URL,
  { mayBeHere, timeoutMs = PAGE_TIMEOUT_MS, signal: given }: Options,
): Promise<PageFetch> {
  const limit = AbortSignal.timeout(timeoutMs);
  const signal = given === undefined ? limit : AbortSignal.any([limit, given]);
  const fetch = outbound.fetchFor({ kind: 'page', allow: address.origin, butNotHere: !mayBeHere });
  try {
    const response = await fetch(address, {
      signal,
      headers: { accept: 'text/html,application/xhtml+xml', 'user-agent': 'Foyer (page check)' },
    });
    const problem = problemOfAnswer(response);
    if (problem !== null) {
      await response.body?.cancel();
      return { problem };
    }
    return {
      page: {
        url: new URL(response.url),
        ...(await readUpTo(response, PAGE_MAX_BYTES)),
        policy: response.headers.get('content-security-policy'),
      },
    };
  } catch (error) {
    given?.throwIfAborted();
    return { problem: limit.aborted ? found('page_slow') : problemOfFailure(error, address) };
  }
}

function found(code: FindingCode, values: Finding['values'] = {}): Pick<Finding, 'code' | 'values'> {
  return { code, values };
}

function problemOfAnswer({ status, headers }: Response) {
  if (status === 401 || status === 403 || status === 407) return found('page_needs_sign_in');
  if (status === 404 || status === 410) return found('page_missing');
  if (status < 200 || status >= 300) return found('page_error', { status: String(status) });
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' || type === 'text/html' || type === 'application/xhtml+xml') return null;
  return found('page_not_html', { type: type.slice(0, 80) });
}

/** Reads text until there is enough; the rest is left at the server. */
async function readUpTo(response: Response, most: number): Promise<{ html: string; cut: boolean }> {
  const decoder = new TextDecoder();
  let html = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    const room = most - bytes;
    html += decoder.decode(chunk.subarray(0, room), { stream: true });
    bytes += chunk.byteLength;
    if (bytes > most) return { html, cut: true }; // leaving the loop cancels the body
  }
  return { html: html + decoder.decode(), cut: false };
}

/** What the network said, and what it means to whoever looks for the cause. */
const MEANINGS: readonly (readonly [FindingCode, RegExp])[] = [
  ['page_name_unknown', /^(ENOTFOUND|ENODATA)$/],
  ['page_names_down', /^(EAI_AGAIN|EAI_FAIL|ESERVFAIL|ETIMEOUT)$/],
  ['page_port_refused', /^BAD_PORT$/],
  ['page_refused', /^ECONNREFUSED$/],
  ['page_unreachable', /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/],
  ['page_no_answer', /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/],
  ['page_certificate', /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/],
  ['page_tls', /^(ERR_SSL|ERR_TLS|EPROTO)/],
];

const RANGES: Readonly<Record<string, RefusedRange>> = {
  loopback: 'here',
  'link-local': 'link_local',
  metadata: 'metadata',
};

function problemOfFailure(error: unknown, address: URL) {
  if (isFoyerError(error) && error.code === 'outbound.blocked') {
    const { reason, kind } = error.details;
    const host = String(error.details['host'] ?? address.host);
    if (reason === 'offline') return found('page_offline');
    const isTyped = host === address.host || host === address.hostname;
    if (!isTyped || reason === 'redirect') return found('page_redirect_refused', { host });
    return found('page_address_refused', { host, range: RANGES[String(kind)] ?? 'reserved' });
  }
  const code = networkErrorCode(error) ?? '';
  const meaning = MEANINGS.find(([, pattern]) => pattern.test(code))?.[0];
  return meaning === undefined ? found('page_broken') : found(meaning, { host: address.host });
}
