import { isOriginAllowed } from '../../shared/lib/domain-rules.ts';
import { placeOfHost, reachProblems } from '../../shared/lib/reach-rules.ts';
import { askHealth, askPanel, measureStream, tryExchange } from './calls.ts';
import type { CheckWords } from './words.ts';

export type Level = 'ok' | 'info' | 'warn' | 'bad';
/** One line of the result. `values` are named in the words. */
export type Verdict = {
  level: Level;
  title: keyof CheckWords;
  words: keyof CheckWords;
  values?: Readonly<Record<string, string | number>>;
};

const SLOW_MS = 800; // a person notices
const STREAM_SPREAD_MIN_MS = 400; // the server takes a second for it

type Asked = { widgetId: string; page: URL | null };

/** Tries one step after the other and tells each as it is known. */
export async function* check({ widgetId, page }: Asked): AsyncGenerator<Verdict> {
  const health = await askHealth();
  yield {
    title: 'server',
    ...(health.state === 'unreached'
      ? { level: 'bad', words: 'server_bad' }
      : health.state === 'failing'
        ? { level: 'bad', words: 'server_failing' }
        : health.milliseconds > SLOW_MS
          ? { level: 'warn', words: 'server_slow' }
          : { level: 'ok', words: 'server_ok' }),
    values: { ms: health.milliseconds },
  };
  yield protocol(health.version);

  const exchange = await tryExchange(widgetId);
  yield {
    title: 'widget',
    level:
      exchange === 'ok' ? 'ok' : exchange === 'elsewhere' ? 'info' : exchange === 'busy' ? 'warn' : 'bad',
    words: `widget_${exchange}`,
  };
  const panel = await askPanel(widgetId);
  const isOff = exchange === 'off' || exchange === 'unknown';
  yield {
    title: 'panel',
    values: { headers: panel.missing.join(', ') },
    ...(panel.loads
      ? panel.missing.length === 0
        ? { level: 'ok', words: 'panel_ok' }
        : { level: 'warn', words: 'panel_headers' }
      : isOff
        ? { level: 'info', words: 'panel_off' }
        : { level: 'bad', words: 'panel_bad' }),
  };
  if (page !== null) yield* pageVerdicts(page, panel.sites);

  const spread = await measureStream();
  yield {
    title: 'stream',
    ...(spread === null
      ? { level: 'bad', words: 'stream_bad' }
      : spread < STREAM_SPREAD_MIN_MS
        ? { level: 'warn', words: 'stream_buffered' }
        : { level: 'ok', words: 'stream_ok' }),
  };
  yield storage();
  yield await permission(page);
}

function protocol(version: string): Verdict {
  const title = 'protocol';
  if (placeOfHost(location.hostname) === 'loopback') return { title, level: 'info', words: 'protocol_here' };
  if (location.protocol === 'https:')
    return { title, level: 'ok', words: 'protocol_https', values: { version: version || 'http' } };
  return { title, level: 'warn', words: 'protocol_http' };
}

function* pageVerdicts(page: URL, sites: readonly string[] | null): Generator<Verdict> {
  const values = { page: page.origin };
  yield {
    title: 'page',
    values,
    ...(sites === null
      ? { level: 'info', words: 'page_unknown' }
      : isOriginAllowed(page.origin, sites)
        ? { level: 'ok', words: 'page_allowed' }
        : { level: 'bad', words: 'page_refused' }),
  };
  const problems = reachProblems({
    page: { https: page.protocol === 'https:', place: placeOfHost(page.hostname) },
    server: { https: location.protocol === 'https:', place: placeOfHost(location.hostname) },
  });
  if (problems.length === 0) yield { title: 'reach', level: 'ok', words: 'reach_ok' };
  for (const problem of problems) {
    const passes = problem === 'outside_unreachable' || problem === 'permission_asked';
    yield { title: 'reach', level: passes ? 'warn' : 'bad', words: `reach_${problem}` };
  }
}

function storage(): Verdict {
  try {
    const name = 'foyer:check';
    localStorage.setItem(name, '1');
    localStorage.removeItem(name);
    return { title: 'storage', level: 'ok', words: 'storage_ok' };
  } catch {
    return { title: 'storage', level: 'warn', words: 'storage_bad' }; // refused: reading `localStorage` itself throws
  }
}

/** The names it has had in Chrome, the latest first; a browser refuses names it does not know. */
const PERMISSIONS = ['local-network', 'loopback-network', 'local-network-access'];

async function permission(page: URL | null): Promise<Verdict> {
  const title = 'permission';
  if (placeOfHost(location.hostname) === 'public')
    return { title, level: 'ok', words: 'permission_needless' };
  for (const name of PERMISSIONS) {
    try {
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      const matters = page !== null && placeOfHost(page.hostname) === 'public';
      const level = state === 'granted' ? 'ok' : state === 'denied' && matters ? 'warn' : 'info';
      return { title, level, words: `permission_${state}` };
    } catch {
      continue; // this browser knows the permission under another name, or none
    }
  }
  return { title, level: 'info', words: 'permission_none' };
}
