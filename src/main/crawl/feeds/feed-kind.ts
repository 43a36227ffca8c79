import { createHash } from 'node:crypto';
import { SOURCE_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import { feedSettings, type FeedSettings } from '#shared/contract/sources.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Look, Sighting, SourceKind } from '#main/features/sources/kinds.ts';
import { systemClock, type Clock } from '#main/platform/clock.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import { isNeverRead } from '../address.ts';
import { AGENT, USER_AGENT } from '../agent.ts';
import { createHostPace } from '../host-pace.ts';
import { createPageReader } from '../page-reader.ts';
import { createPageRequest } from '../page-request.ts';
import { createRobots, EVERYTHING } from '../robots.ts';
import { createArrivals } from '../site-arrival.ts';
import { createEntries, entryHash } from './feed-entries.ts';
import { requestFeed } from './feed-request.ts';
import type { FeedEntry } from './read-feed.ts';

/** Whoever adds a feed waits for its name so long. */
const CHECK_MS = 20_000;
const TOLD_AT_ONCE = 100;

type Options = { outbound: Outbound; clock?: Clock };
type Way = { settings: FeedSettings; signal: AbortSignal; onWait?: (key: string, waitMs: number) => void };

/**
 * The kind of source "feed": what a feed shows now, each entry as it says it or as its page does. A person named the feed,
 * so that robots.txt has no say in it; it has in the pages that entries lead to.
 */
export function createFeedKind({ outbound, clock = systemClock }: Options): SourceKind<FeedSettings> & {
  kind: 'feed';
} {
  function waysOf({ settings, signal, onWait = () => undefined }: Way) {
    const localOrigins = settings.local ? [new URL(settings.address).origin] : [];
    const asks = { outbound, userAgent: USER_AGENT, localOrigins, access: null, purpose: 'feed' } as const;
    const pageRequest = createPageRequest({ ...asks, acceptsFiles: true });
    const pace = createHostPace(settings.delayMs, onWait);
    return {
      feeds: createArrivals({
        request: createPageRequest({ ...asks, acceptsFiles: false, acceptsFeeds: true }),
        robots: { rulesOf: async () => EVERYTHING },
        pace,
        scope: { refusalOf: () => null },
        signal,
      }),
      pages: createArrivals({
        request: pageRequest,
        robots: createRobots({ request: pageRequest.fetch, agent: AGENT, clock }),
        pace,
        scope: { refusalOf: address => (isNeverRead(new URL(address)) ? 'unsupported' : null) },
        signal,
      }),
    };
  }

  async function look(asked: Look<FeedSettings>): Promise<void> {
    const { settings, signal } = asked;
    const { feeds, pages } = waysOf({
      settings,
      signal,
      onWait: (key, waitMs) => asked.note({ key, waitMs }),
    });
    const reader = createPageReader();
    // Other settings make something else of the same feed, and what waits has to be seen again.
    const contentHash = createHash('sha256').update(JSON.stringify(settings)).digest('hex');
    const knownAt = (key: string) => {
      const known = asked.known(key);
      return known?.validators.contentHash === contentHash && !asked.awaits() ? known : null;
    };
    try {
      asked.note({ key: settings.address });
      const found = await requestFeed(settings.address, { arrivals: feeds, reader, knownAt });
      const leadsOn = { type: 'skipped', key: found.key, reason: 'only_leads_on' } as const;
      if (found.type === 'unchanged')
        return await asked.report({ ...leadsOn, validators: knownAt(found.key)?.validators ?? {} });
      const entries = found.feed.entries.filter(({ key }) => key !== found.key);
      const isResumed = entries.some(({ key }) => asked.told(key));
      const waiting = await tellWhatIsKnown(asked, entries);
      asked.queue([...waiting.keys()].map(key => ({ key, depth: 1, via: found.key })));
      const reading = createEntries({ look: asked, pages, reader });
      for (let next = asked.next(); next !== null; next = asked.next()) {
        signal.throwIfAborted();
        const entry = waiting.get(next.key);
        if (entry !== undefined) await reading.read(entry);
        else await tellPassed(asked, next.key);
      }
      const isDone = !isResumed && !reading.hasFailed();
      await asked.report({ ...leadsOn, validators: isDone ? { ...found.validators, contentHash } : {} });
    } finally {
      await reader.close();
      asked.note({ key: null });
    }
  }

  return {
    kind: 'feed',
    settings: feedSettings,
    showsLatest: true,
    look,

    async check(settings) {
      const signal = AbortSignal.timeout(CHECK_MS);
      const reader = createPageReader();
      try {
        const { feeds } = waysOf({ settings, signal });
        const found = await requestFeed(settings.address, { arrivals: feeds, reader, knownAt: () => null });
        if (found.type !== 'feed') throw new Error('nothing is known of it yet');
        const { address, feed } = found;
        const name = (feed.title ?? new URL(address).host).slice(0, SOURCE_NAME_MAX_LENGTH);
        return { name, settings: { ...settings, address } };
      } catch (error) {
        if (!signal.aborted) throw error;
        const { host } = new URL(settings.address);
        throw new FoyerError('source.unreachable', `${host} does not answer in time`, { details: { host } });
      } finally {
        await reader.close();
      }
    },
  };
}

/** Tells what is as it was or beyond what is wanted. @returns what is to be read */
async function tellWhatIsKnown(
  look: Look<FeedSettings>,
  entries: readonly FeedEntry[],
): Promise<Map<string, FeedEntry>> {
  const waiting = new Map<string, FeedEntry>();
  let told: Sighting[] = [];
  const tell = async () => {
    const all = told;
    told = [];
    await Promise.all(all.map(look.report)); // one flush to the disk for all of them
  };
  for (const [index, entry] of entries.entries()) {
    const { key } = entry;
    if (look.told(key)) continue; // before a kill
    const known = look.known(key);
    const isBeyond = index >= look.settings.entries;
    if (known !== null && (isBeyond || known.validators.entryHash === entryHash(entry, look.settings)))
      told.push({ type: 'unchanged', key, validators: known.validators });
    else if (isBeyond) told.push({ type: 'skipped', key, reason: 'over_the_cap' });
    else waiting.set(key, entry);
    if (told.length >= TOLD_AT_ONCE) await tell();
  }
  await tell();
  return waiting;
}

/** Queued by a process that was killed, and not shown by the feed any more. */
function tellPassed(look: Look<FeedSettings>, key: string): Promise<void> {
  const known = look.known(key);
  return look.report(
    known === null
      ? { type: 'skipped', key, reason: 'not_found' }
      : { type: 'unchanged', key, validators: known.validators },
  );
}
