import type { Connection, ConnectionQuery, ReachablePlace } from '#shared/contract/connections.ts';
import { hostAndPort } from '#shared/lib/host-and-port.ts';
import { allClients } from '#main/db/client-scope.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { ModelService } from '#main/features/models/index.ts';
import type { SettingsStore } from '#main/features/system/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import { placeOfAddress } from '#main/platform/outbound/index.ts';
import type { ConnectionRecorder } from './recorder.ts';
import type { ConnectionStore } from './store.ts';

const DAY_MS = 86_400_000;
const OLLAMA = 'http://127.0.0.1:11434';
/** Days in which each connection has its own line; before, those of a day that are the same are one. */
const DAYS_APART = 7;
/** Some 15 MB: beyond, what is the same within any day becomes one line, then the oldest go. */
const ROWS_MAX = 50_000;
/** Written between two looks whether there are too many. */
const LOOK_AFTER_ROWS = 2_000;

type Dependencies = {
  store: ConnectionStore;
  recorder: () => Pick<ConnectionRecorder, 'save'>;
  settings: SettingsStore;
  chatbots: Pick<ChatbotService, 'list'>;
  models: Pick<ModelService, 'list' | 'isLocal'>;
  /** The mail server; null without one. */
  mailServer: () => { host: string; place: string } | null;
  clock: Clock;
};

export type ConnectionService = ReturnType<typeof createConnectionService>;

/** What this Foyer connected to. */
export function createConnectionService(dependencies: Dependencies) {
  const { store, recorder, settings, chatbots, models, mailServer, clock } = dependencies;
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS).toISOString();
  let written = 0;

  function gatherBefore(instant: string): void {
    for (const day of store.daysToGather(instant)) store.gather(day);
  }

  function keepWithinBounds(): void {
    if (store.size() <= ROWS_MAX) return;
    gatherBefore(clock.now().toISOString());
    store.removeBeyond(ROWS_MAX);
  }

  return {
    list({ sort, order, limit, cursor, ...filters }: ConnectionQuery) {
      recorder().save();
      const bots = new Map(chatbots.list(allClients, undefined).map(({ id, name }) => [String(id), name]));
      const named = new Map(models.list().map(({ id, name }) => [id, name]));
      const { items, nextCursor } = store.list(filters, { sort, order, limit, cursor });
      return {
        items: items.map((row): Connection => ({
          ...row,
          chatbotName: bots.get(row.chatbotId ?? '') ?? null,
          modelName: named.get(row.modelId ?? '') ?? null,
        })),
        nextCursor,
      };
    },

    places(days: number) {
      recorder().save();
      const since = daysAgo(days);
      return { since, places: store.places(since) };
    },

    /** The places that models and mail have, each once. */
    reachable(): ReachablePlace[] {
      const { stillReachable } = settings.get();
      const all = new Map<string, ReachablePlace>();
      const at = (place: string, host: string, isLocal: boolean): ReachablePlace => {
        const before = all.get(place);
        if (before !== undefined) return before;
        const known = placeOfAddress(host);
        const where = known === 'unknown' && !isLocal ? 'internet' : known;
        const choosable = isLocal && where !== 'machine';
        const reachable = where === 'machine' || (choosable && stillReachable.includes(place));
        const made = { place, where, models: [], mail: false, choosable, reachable };
        all.set(place, made);
        return made;
      };
      for (const { provider, url: first, otherUrls, name } of models.list()) {
        if (provider === 'inside') continue;
        for (const address of [first ?? (provider === 'ollama' ? OLLAMA : null), ...otherUrls]) {
          if (address === null) continue;
          const url = new URL(address);
          at(hostAndPort(url), url.hostname, models.isLocal(provider, address)).models.push(name);
        }
      }
      const mail = mailServer();
      if (mail !== null) {
        at(mail.place, mail.host, models.isLocal('openai', `smtp://${mail.place}`)).mail = true;
      }
      return [...all.values()].toSorted((a, b) => a.place.localeCompare(b.place));
    },

    /** Told how many rows were written: a flood does not wait for the night. */
    saved(rows: number): void {
      written += rows;
      if (written < LOOK_AFTER_ROWS) return;
      written = 0;
      keepWithinBounds();
    },

    /** What is too old goes, what is old becomes one line a day. */
    tidy(): void {
      store.removeBefore(daysAgo(settings.get().connectionDays));
      gatherBefore(daysAgo(DAYS_APART));
      keepWithinBounds();
    },
  };
}
