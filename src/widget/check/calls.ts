/** What the test page asks of the server it came from; nothing else is called, and nothing is left behind. */

import { base } from '../base.ts';

const TIMEOUT_MS = 10_000;

export type Health = { state: 'ok' | 'failing' | 'unreached'; milliseconds: number; version: string };

/** A sign of life, and how long its first byte took. */
export async function askHealth(): Promise<Health> {
  const address = `${base()}/health?check=${Math.random().toString(36).slice(2)}`;
  const startedAt = performance.now();
  const response = await attempt(address);
  const [entry] = performance.getEntriesByName(new URL(address, location.href).href);
  const timing = entry instanceof PerformanceResourceTiming ? entry : null;
  return {
    state: response === null ? 'unreached' : response.ok ? 'ok' : 'failing',
    milliseconds: Math.round(
      timing !== null && timing.responseStart > 0
        ? timing.responseStart - timing.requestStart
        : performance.now() - startedAt,
    ),
    version: timing?.nextHopProtocol ?? '',
  };
}

export type Exchange = 'ok' | 'elsewhere' | 'off' | 'unknown' | 'busy' | 'bad';

/** The exchange that every visit begins with; the visitor it makes is erased at once. */
export async function tryExchange(widgetId: string): Promise<Exchange> {
  const response = await attempt(`${base()}/api/visitor/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ widgetId }),
  });
  if (response === null) return 'bad';
  const body = (await jsonOf(response)) as { token?: unknown; error?: { code?: unknown } } | null;
  if (response.ok && typeof body?.token === 'string') {
    await attempt(`${base()}/api/visitor/me`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${body.token}` },
    });
    return 'ok';
  }
  if (response.status === 404 || response.status === 400) return 'unknown';
  if (response.status === 429 || response.status === 503) return 'busy';
  if (body?.error?.code === 'widget.disabled') return 'off';
  return body?.error?.code === 'widget.origin_refused' ? 'elsewhere' : 'bad';
}

/** What a page that isolates itself (COEP) wants to hear of everything in it, as the server sends it. */
const FOR_ISOLATED_PAGES = {
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

type PanelAnswer = {
  loads: boolean;
  /** The sites that may frame it, as its policy tells every browser; null when it did not come. */
  sites: string[] | null;
  /** Headers that the server sends and that did not arrive: something in between takes them off or changes them. */
  missing: string[];
};

/** Whether the panel's document comes, and what browsers are told with it. */
export async function askPanel(widgetId: string): Promise<PanelAnswer> {
  const response = await attempt(`${base()}/widget/panel/${encodeURIComponent(widgetId)}`);
  if (response === null || !response.ok) return { loads: false, sites: null, missing: [] };
  const policy = response.headers.get('content-security-policy') ?? '';
  const ancestors = /frame-ancestors ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? [];
  const sites = ancestors.flatMap(source => /^https:\/\/(.+)$/.exec(source)?.[1] ?? []);
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  const missing = Object.entries(FOR_ISOLATED_PAGES)
    .filter(([name, value]) => response.headers.get(name) !== value)
    .map(parts => parts.join(': '));
  return { loads: isPage && (await response.text()).includes('<script'), sites, missing };
}

/** How far apart the pieces of a stream arrive that the server sends over a second; null when it broke off. */
export async function measureStream(): Promise<number | null> {
  const response = await attempt(`${base()}/api/visitor/check-stream`);
  const reader = response?.ok === true ? response.body?.getReader() : undefined;
  if (reader === undefined) return null;
  const decoder = new TextDecoder();
  let first: number | null = null;
  let last = 0;
  let pieces = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const arrived = decoder.decode(value, { stream: true }).split('data: ').length - 1;
      if (arrived === 0) continue;
      pieces += arrived;
      last = performance.now();
      first ??= last;
    }
  } catch {
    return null; // cut on the way: that is the finding
  }
  return first === null || pieces < STREAM_PIECES ? null : last - first;
}

/** As `src/main/http/check-stream.ts` sends them. */
const STREAM_PIECES = 5;

/** Null when nothing came back: no connection, no answer in time. */
async function attempt(address: string, init: RequestInit = {}): Promise<Response | null> {
  const aborting = new AbortController();
  const timer = setTimeout(() => aborting.abort(), TIMEOUT_MS);
  try {
    return await fetch(address, { cache: 'no-store', credentials: 'omit', ...init, signal: aborting.signal });
  } catch {
    return null; // each step says in words what it means that nothing came
  } finally {
    clearTimeout(timer);
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null; // not ours: a proxy's page, for instance
  }
}
