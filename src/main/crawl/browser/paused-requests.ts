import { z } from 'zod';
import { placeOf } from '#shared/lib/site-scope.ts';
import type { DevtoolsEvent } from './devtools.ts';

/** Of what a page asks for, what its words may need. */
const NEEDED = new Set(['Document', 'Script', 'Stylesheet', 'XHR', 'Fetch', 'Other']);
/** A question that reads is sent like this by some programs. */
const READING_POST = /graphql|search|query/iu;
const MAX_REQUESTS = 200;
const MAX_BYTES = 40 * 1024 * 1024;
const MAX_ONE_BYTES = 12 * 1024 * 1024;
const ONE_MS = 10_000;
/** Second-level names under which strangers live beside each other. */
const PUBLIC_SUFFIX =
  /^(?:co|com|org|net|gov|gouv|ac|edu|asso|github|gitlab|netlify|vercel|pages|web)\.[a-z]+$/u;
const NOT_PASSED_ON =
  /^(?:host|connection|content-length|accept-encoding|cookie|sec-.*|user-agent|upgrade-insecure-requests)$/iu;

const paused = z.object({
  requestId: z.string(),
  resourceType: z.string(),
  request: z.object({
    url: z.string(),
    method: z.string(),
    headers: z.record(z.string(), z.string()),
    postData: z.string().optional(),
  }),
});
export type PausedRequest = z.infer<typeof paused>;

export function pausedRequest({ method, params }: DevtoolsEvent): PausedRequest | null {
  return method === 'Fetch.requestPaused' ? paused.parse(params) : null;
}

/** The part of a host that one owner has: `docs.example.org` and `api.example.org` share theirs. */
function ownerOf(host: string): string {
  const labels = host.split('.');
  const above = labels.slice(1).join('.');
  return labels.length < 3 || PUBLIC_SUFFIX.test(above) || /^[\d.:[\]]+$/u.test(host) ? host : above;
}

function isOfOwner(url: URL, page: URL): boolean {
  const owner = ownerOf(placeOf(page));
  const place = placeOf(url);
  return place === owner || place === placeOf(page) || place.endsWith(`.${owner}`);
}

export type Fulfilment = { status: number; headers: { name: string; value: string }[]; body: Buffer };

/**
 * Answers what a page asks for through our own rules: no pictures, fonts or films, no other owner's programs, nothing that
 * writes, one request at a time, within a number and a size.
 */
export function createAnswers(address: string, request: typeof globalThis.fetch, signal: AbortSignal) {
  const page = new URL(address);
  let requests = 0;
  let bytes = 0;
  let last: Promise<unknown> = Promise.resolve();

  function isAllowed({ resourceType, request: { url, method } }: PausedRequest): boolean {
    if (!NEEDED.has(resourceType) || !URL.canParse(url)) return false;
    const target = new URL(url);
    if (!/^https?:$/u.test(target.protocol) || !isOfOwner(target, page)) return false;
    if (method === 'POST') return READING_POST.test(target.pathname);
    return method === 'GET' || method === 'HEAD';
  }

  async function fetched({
    request: { url, method, headers, postData },
  }: PausedRequest): Promise<Fulfilment | null> {
    const passedOn = Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.test(name));
    const response = await request(url, {
      method,
      headers: Object.fromEntries(passedOn),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ONE_MS)]),
      ...(postData === undefined ? {} : { body: postData }),
    });
    if (/^\s*attachment/iu.test(response.headers.get('content-disposition') ?? '')) {
      await response.body?.cancel();
      return null;
    }
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body ?? []) {
      length += part.byteLength;
      bytes += part.byteLength;
      if (length > MAX_ONE_BYTES || bytes > MAX_BYTES) return null;
      parts.push(part);
    }
    const shown = [...response.headers].map(([name, value]) => ({ name, value }));
    return { status: response.status, headers: shown, body: Buffer.concat(parts) };
  }

  /** What is answered; null where it is refused or failed. */
  return async (asked: PausedRequest): Promise<Fulfilment | null> => {
    requests += 1;
    if (requests > MAX_REQUESTS || !isAllowed(asked)) return null;
    const answer = last.then(() => fetched(asked)).catch(() => null);
    last = answer;
    return await answer;
  };
}
