import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import { networkErrorCode } from '#main/platform/outbound/index.ts';
import type { Validators } from '#main/features/sources/kinds.ts';
import type { SiteAccess } from '#shared/lib/site-access.ts';

/** A page with more markup than this is no page. */
const MAX_PAGE_BYTES = 8 * 1024 * 1024;
/** Held in memory while it is compared with what is known. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const PAGE_MS = 30_000;
const FILE_MS = 5 * 60_000;
const CONNECT_MS = 10_000;
const ACCEPTED =
  'text/html,application/xhtml+xml,application/pdf;q=0.9,application/xml;q=0.8,text/plain;q=0.8,*/*;q=0.5';
const ACCEPTED_OF_FEEDS =
  'application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml,application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,text/html;q=0.7,*/*;q=0.5';

/** What came of one request, without following where it leads. */
export type Answer =
  | {
      type: 'page' | 'file';
      bytes: Uint8Array;
      contentType: string;
      charset: string | null;
      headers: AnswerHeaders;
    }
  | { type: 'not_modified'; headers: AnswerHeaders }
  | { type: 'moved'; to: string }
  | { type: 'not_found' }
  | { type: 'needs_login'; status: number }
  | { type: 'unsupported'; contentType: string }
  | { type: 'too_large' }
  | { type: 'busy'; status: number; retryAfterMs: number | null }
  | { type: 'failed'; isNetwork: boolean; detail: string };

export type AnswerHeaders = {
  validators: Pick<Validators, 'etag' | 'lastModified'>;
  robots: string;
  canonical: string | null;
  fileName: string | null;
};

export type PageRequest = {
  get(address: string, known: Validators | null, signal: AbortSignal): Promise<Answer>;
  /** A plain `fetch` under the same rules, for what belongs to the site beside its pages. */
  fetch: typeof globalThis.fetch;
};

const PAGE_TYPES = /^(?:text\/html|application\/xhtml\+xml)$/u;
const LIST_TYPES = /^(?:(?:text|application)\/(?:[\w.-]+\+)?xml|application\/(?:x-)?gzip)$/u;
const FEED_TYPES = /^(?:(?:text|application)\/.+)?$/u;
const FILE_TYPES =
  /^(?:application\/(?:pdf|msword|rtf|epub\+zip|vnd\.(?:ms-(?:excel|powerpoint|word)|openxmlformats-officedocument|oasis\.opendocument).*)|text\/(?:plain|csv|markdown|rtf)|message\/rfc822)$/u;
const FILE_ENDS = /\.(?:pdf|docx?|docm|xlsx?|xlsm|pptx?|pptm|od[tsp]|rtf|csv|tsv|epub|txt|md|eml|msg)$/iu;

/** `Retry-After` as seconds or as a date. */
function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : Math.max(0, time - Date.now());
}

function fileNameIn(disposition: string | null): string | null {
  if (disposition === null) return null;
  const extended = /filename\*\s*=\s*(?:utf-8|iso-8859-1)''([^;]+)/iu.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"([^"]+)"|([^;]+))/iu.exec(disposition);
  const name = extended === undefined ? (plain?.[1] ?? plain?.[2]) : decodeName(extended);
  return name?.trim().split(/[\\/]/u).at(-1) ?? null;
}

export function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}

function headersOf(headers: Headers): AnswerHeaders {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  // For all, or for us: `googlebot: noindex` is for another.
  const robots = (headers.get('x-robots-tag') ?? '')
    .split(',')
    .filter(part => !/^\s*(?!foyer|unavailable_after|max-)[\w-]+\s*:/iu.test(part))
    .join(',');
  return {
    validators: { ...(etag === null ? {} : { etag }), ...(lastModified === null ? {} : { lastModified }) },
    robots,
    canonical: /<([^>]+)>\s*;[^,]*\brel\s*=\s*"?canonical"?/iu.exec(headers.get('link') ?? '')?.[1] ?? null,
    fileName: fileNameIn(headers.get('content-disposition')),
  };
}

/** What is answered, or null when it is more than `most` bytes. */
async function bytesWithin(response: Response, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.byteLength;
    if (length > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * Requests pages of a site: one request each, under the outbound rules, within caps and a time.
 *
 * @param localOrigins origins that may be on this machine or in the local network
 */
export function createPageRequest(options: {
  outbound: Outbound;
  userAgent: string;
  localOrigins: readonly string[];
  access: SiteAccess | null;
  acceptsFiles: boolean;
  /** Feeds, under whatever type they are sent, and pages that name them. */
  acceptsFeeds?: boolean;
  purpose?: 'site' | 'feed';
}): PageRequest {
  const { outbound, userAgent, localOrigins, access, acceptsFiles, acceptsFeeds = false } = options;
  const { purpose = 'site' } = options;
  const ways = new Map<string, typeof globalThis.fetch>();

  /** The way to an origin: a local one is reached because the settings name it, and no other through it. */
  function wayTo(origin: string): typeof globalThis.fetch {
    const allow = localOrigins.includes(origin) ? origin : null;
    const name = allow ?? 'public';
    const way =
      ways.get(name) ??
      outbound.fetchFor({ kind: purpose, allow, connectMs: CONNECT_MS, maxResponseBytes: MAX_FILE_BYTES });
    ways.set(name, way);
    return way;
  }

  function accessFor(origin: string): Record<string, string> {
    if (access === null || access.origin !== origin) return {};
    const { login } = access;
    if (login.with === 'cookie') return { cookie: login.cookie };
    const basic = Buffer.from(`${login.user}:${login.password}`, 'utf8').toString('base64');
    return { authorization: `Basic ${basic}` };
  }

  const request: typeof globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const { origin } = new URL(address);
    const headers = new Headers(init?.headers);
    headers.set('user-agent', userAgent);
    for (const [name, value] of Object.entries(accessFor(origin))) headers.set(name, value);
    return await wayTo(origin)(address, { ...init, headers });
  };

  async function read(response: Response, address: string): Promise<Answer> {
    const headers = headersOf(response.headers);
    const [written = '', ...parameters] = (response.headers.get('content-type') ?? '').split(';');
    const contentType = written.trim().toLowerCase();
    const charset = /charset\s*=\s*["']?([\w:.-]+)/iu.exec(parameters.join(';'))?.[1] ?? null;
    const name = headers.fileName ?? new URL(address).pathname;
    const isFile =
      !acceptsFeeds &&
      (FILE_TYPES.test(contentType) || (!PAGE_TYPES.test(contentType) && FILE_ENDS.test(name)));
    const isPage =
      (acceptsFeeds && FEED_TYPES.test(contentType)) ||
      contentType === '' ||
      PAGE_TYPES.test(contentType) ||
      LIST_TYPES.test(contentType);
    if (!isPage && !(isFile && acceptsFiles)) {
      await response.body?.cancel();
      return { type: 'unsupported', contentType };
    }
    const bytes = await bytesWithin(response, isFile ? MAX_FILE_BYTES : MAX_PAGE_BYTES);
    if (bytes === null) return { type: 'too_large' };
    return { type: isFile ? 'file' : 'page', bytes, contentType, charset, headers };
  }

  async function answerTo(address: string, known: Validators | null, limit: AbortSignal): Promise<Answer> {
    const headers: Record<string, string> = { accept: acceptsFeeds ? ACCEPTED_OF_FEEDS : ACCEPTED };
    if (known?.etag !== undefined) headers['if-none-match'] = known.etag;
    if (known?.lastModified !== undefined) headers['if-modified-since'] = known.lastModified;
    const response = await request(address, { headers, redirect: 'manual', signal: limit });
    const { status } = response;
    if (status === 200 || status === 203) return await read(response, address);
    await response.body?.cancel();
    if (status === 304) return { type: 'not_modified', headers: headersOf(response.headers) };
    const location = response.headers.get('location');
    if (status >= 300 && status < 400 && location !== null && URL.canParse(location, address))
      return { type: 'moved', to: new URL(location, address).href };
    if (status === 404 || status === 410) return { type: 'not_found' };
    if (status === 401 || status === 403 || status === 407) return { type: 'needs_login', status };
    if (status === 429 || status === 503)
      return { type: 'busy', status, retryAfterMs: retryAfter(response.headers.get('retry-after')) };
    return { type: 'failed', isNetwork: false, detail: String(status) };
  }

  return {
    fetch: request,
    async get(address, known, signal) {
      const time = FILE_ENDS.test(new URL(address).pathname) ? FILE_MS : PAGE_MS;
      const timeout = AbortSignal.timeout(time);
      try {
        return await answerTo(address, known, AbortSignal.any([signal, timeout]));
      } catch (error) {
        signal.throwIfAborted();
        if (timeout.aborted) return { type: 'failed', isNetwork: true, detail: 'timeout' };
        if (isFoyerError(error)) {
          if (error.details['reason'] === 'too_large') return { type: 'too_large' };
          throw error;
        }
        const code = networkErrorCode(error);
        if (code === null && !(error instanceof TypeError))
          throw new FoyerError('source.page_failed', 'The page could not be requested', { cause: error });
        return { type: 'failed', isNetwork: true, detail: code ?? 'network' };
      }
    },
  };
}
