import type { SiteSettings } from '#shared/contract/sources.ts';
import type { KnownItem, Look, Sighting, Waiting } from '#main/features/sources/kinds.ts';

export type MemoryLook<Settings = SiteSettings> = Look<Settings> & {
  sightings: Sighting[];
  /** What was said of a key last. */
  of(key: string): Sighting | undefined;
  /** The keys that were found, changed or not. */
  found(): string[];
  contents: Map<string, string>;
  waits: number[];
  /** As a next look would know it. */
  knownNext(): (KnownItem & Waiting)[];
};

/** What a look keeps, so that another one can go on with it. */
export type LookState = { waiting: Map<string, Waiting>; reported: Map<string, Sighting> };

export const siteOf = (start: string, changes: Partial<SiteSettings> = {}): SiteSettings => ({
  start: [start],
  sitemap: true,
  include: [],
  exclude: [],
  depth: 5,
  pages: 100,
  delayMs: 0,
  files: true,
  browser: false,
  local: true,
  ...changes,
});

async function textOf(sighting: Extract<Sighting, { type: 'found' }>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of sighting.content()) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString('utf8');
}

/** A look that keeps everything in memory. */
export function memoryLook<Settings = SiteSettings>(
  settings: Settings,
  options: {
    known?: readonly (KnownItem & Waiting)[];
    state?: LookState;
    signal?: AbortSignal;
    login?: string | null;
    onReport?: () => void;
    awaits?: boolean;
  } = {},
): MemoryLook<Settings> {
  const { known = [], login = null, signal = new AbortController().signal, onReport } = options;
  const { waiting, reported } = options.state ?? { waiting: new Map(), reported: new Map() };
  const knownByKey = new Map(known.map(item => [item.key, item]));
  const ways = new Map<string, Waiting>(waiting);
  const sightings: Sighting[] = [];
  const contents = new Map<string, string>();
  const waits: number[] = [];
  const isFound = ({ type }: Sighting): boolean => type === 'found' || type === 'unchanged';
  const met = (key: string): boolean => waiting.has(key) || reported.has(key);
  const foundOnes = () => [...reported.values()].filter(isFound);
  return {
    settings,
    login,
    signal,
    sightings,
    contents,
    waits,
    known: key => knownByKey.get(key) ?? null,
    queue(entries) {
      const fresh = entries.filter(
        ({ key }, index) => !met(key) && entries.findIndex(other => other.key === key) === index,
      );
      for (const entry of fresh) {
        waiting.set(entry.key, entry);
        ways.set(entry.key, entry);
      }
      return fresh.length;
    },
    next: () => [...waiting.values()].toSorted((one, other) => one.depth - other.depth)[0] ?? null,
    met,
    told: key => reported.has(key),
    awaits: () => options.awaits ?? false,
    hadSome: () => known.length > 0,
    unmet: limit =>
      known
        .filter(({ key }) => !met(key))
        .slice(0, limit)
        .map(({ key, depth, via }) => ({ key, depth, via })),
    count: () => foundOnes().length,
    async report(sighting) {
      if (sighting.type === 'found') contents.set(sighting.key, await textOf(sighting));
      waiting.delete(sighting.key);
      reported.set(sighting.key, sighting);
      sightings.push(sighting);
      onReport?.();
    },
    note: ({ waitMs }) => {
      if (waitMs !== undefined) waits.push(waitMs);
    },
    of: key => reported.get(key),
    found: () => foundOnes().map(({ key }) => key),
    knownNext: () =>
      foundOnes().map(sighting => ({
        key: sighting.key,
        validators: 'validators' in sighting ? sighting.validators : {},
        depth: ways.get(sighting.key)?.depth ?? 0,
        via: ways.get(sighting.key)?.via ?? null,
      })),
  };
}
