import type { ModelProvider } from '#shared/contract/model-kinds.ts';
import type { Log } from '#main/platform/log.ts';
import { classifyAddress } from '#main/platform/outbound/index.ts';
import type { ModelRow } from './store.ts';

/** Models that an Ollama lists as its own and has answered elsewhere: `gpt-oss:120b-cloud`, `glm-4.6:cloud`. */
const SENT_ON = /:(?:[^:/]*-)?cloud$/u;
const SENT_ON_TO = 'ollama.com';

const OWN_HOSTS: Partial<Record<ModelProvider, string>> = {
  openai: 'api.openai.com',
  anthropic: 'api.anthropic.com',
};

/** A name that could not be looked up is tried again when it is asked about, but not sooner. */
const TRY_AGAIN_MS = 60_000;

type Settings = Pick<ModelRow, 'provider' | 'url' | 'otherUrls'>;

type Dependencies = {
  /** Where a name leads at the furthest; null when that is not known. */
  leadsTo: (host: string, signal: AbortSignal) => Promise<'near' | 'outside' | null>;
  /** Told of a host that is taken for near, or for outside, as it was not before. */
  onChange: (host: string) => void;
  log: Pick<Log, 'warn'>;
};

export type ModelPlaces = ReturnType<typeof createModelPlaces>;

/**
 * Where models read: on this machine and its network, or outside. What decides is where an address leads. A name is looked
 * up when the settings name it, at the start and once a day, never for an answer; until it is known, it is outside, unless
 * it is spelled as names of this network are. What is taken for near is sent nowhere else (`nearOnly` of its endpoint).
 */
export function createModelPlaces({ leadsTo, onChange, log }: Dependencies) {
  const known = new Map<string, 'near' | 'outside'>();
  const triedAt = new Map<string, number>();
  const closing = new AbortController();

  function isNear(host: string): boolean {
    if (classifyAddress(host) !== null || isOfThisMachine(host)) return isSpelledLocal(host);
    if (!known.has(host) && performance.now() - (triedAt.get(host) ?? -Infinity) > TRY_AGAIN_MS)
      lookSoon([host]);
    return isTakenForNear(host);
  }

  function isTakenForNear(host: string): boolean {
    const place = known.get(host);
    return place === undefined ? isSpelledLocal(host) : place === 'near';
  }

  async function look(hosts: readonly string[]): Promise<void> {
    const names = hosts.filter(host => classifyAddress(host) === null && !isOfThisMachine(host));
    await Promise.all([...new Set(names)].map(lookUp));
  }

  /** Nobody waits for it. */
  function lookSoon(hosts: readonly string[]): void {
    look(hosts).catch((error: unknown) => log.warn({ err: error }, 'where a model is was not kept'));
  }

  async function lookUp(host: string): Promise<void> {
    triedAt.set(host, performance.now());
    const before = isTakenForNear(host);
    const place = await leadsTo(host, closing.signal);
    if (closing.signal.aborted) return;
    if (place === null) known.delete(host);
    else known.set(host, place);
    if (isTakenForNear(host) !== before) onChange(host);
  }

  /** Whether what a model reads there stays on this machine and its network. */
  function isLocal(provider: ModelProvider, url: string | null): boolean {
    if (provider === 'inside') return true;
    return url === null ? provider === 'ollama' : isNear(hostOf(url)); // Ollama's own address is this machine
  }

  /** The place outside this machine and this network where what a model reads goes to; null when it stays here. */
  function cloudPlaceOf(
    { provider, model }: { provider: ModelProvider; model: string },
    url: string | null,
  ): string | null {
    if (!isLocal(provider, url)) return url === null ? (OWN_HOSTS[provider] ?? provider) : hostOf(url);
    return provider !== 'inside' && SENT_ON.test(model) ? SENT_ON_TO : null;
  }

  return {
    isLocal,
    cloudPlaceOf,
    /** The places outside where what a model reads goes to. */
    placesOf: (row: ModelRow): string[] => [
      ...new Set([row.url, ...row.otherUrls].flatMap(url => cloudPlaceOf(row, url) ?? [])),
    ],
    /** Where a model that compares texts or puts them in order reads; null when they stay here. */
    comparingPlaceOf: (row: ModelRow): string | null =>
      row.purpose === 'chat' ? null : cloudPlaceOf(row, row.url),
    /** Looks up the names that settings have, whether they are known or not. */
    look: (settings: readonly Settings[]): Promise<void> => look(settings.flatMap(hostsOf)),
    /** The same, beside everything else. */
    lookSoon: (settings: readonly Settings[]): void => lookSoon(settings.flatMap(hostsOf)),
    /** Whether settings have this host. */
    isAt: (settings: Settings, host: string): boolean => hostsOf(settings).includes(host),
    /** Nothing is told any more. */
    close: (): void => closing.abort(),
  };
}

/** Whether a host is an address of this machine or its network, or a name spelled as those that only they know. */
export function isSpelledLocal(host: string): boolean {
  const kind = classifyAddress(host);
  if (kind !== null) return kind === 'loopback' || kind === 'private' || kind === 'link-local';
  return isOfThisMachine(host) || host.endsWith('.local') || !host.includes('.');
}

/** Names that never lead anywhere else (RFC 6761). */
function isOfThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

function hostsOf({ provider, url, otherUrls }: Settings): string[] {
  if (provider === 'inside') return [];
  return [url, ...otherUrls].flatMap(one => (one === null ? [] : [hostOf(one)]));
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}
