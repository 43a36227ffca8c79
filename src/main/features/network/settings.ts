import { eq } from 'drizzle-orm';
import { DEFAULT_NETWORK_PORT, networkSettings, type NetworkSettings } from '#shared/contract/network.ts';
import type { Database } from '#main/db/connection.ts';
import { settings } from '#main/db/schema/index.ts';
import type { Clock } from '#main/platform/clock.ts';

const defaults: NetworkSettings = {
  enabled: false,
  interface: 'all',
  port: DEFAULT_NETWORK_PORT,
  name: 'foyer',
  https: 'off',
  allowedHosts: [],
  publicUrl: null,
  answersAtOnce: 200,
  answersAtOncePerLocalModel: 4, // what Ollama runs side by side when there is room for it
  waitingAtMost: 400,
};

/** A certificate as it is kept: the key sealed. */
export type SealedPair = { certificate: string; sealedKey: string };

type Kept = {
  'network-own': SealedPair;
  'network-authority': SealedPair;
  'network-leaf': SealedPair & { names: string[] };
};

export type NetworkStore = ReturnType<typeof createNetworkStore>;

/** The settings of the local network, read once and kept, and the certificates. */
export function createNetworkStore(database: Database, clock: Clock) {
  const read = (key: string): unknown =>
    database.select().from(settings).where(eq(settings.key, key)).get()?.value;
  const write = (key: string, value: unknown): void => {
    const updatedAt = clock.now().toISOString();
    database
      .insert(settings)
      .values({ key, value, updatedAt })
      .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt } })
      .run();
  };

  const stored = networkSettings.partial().safeParse(read('network'));
  let current: NetworkSettings = { ...defaults, ...(stored.success ? stored.data : {}) };

  return {
    get: (): NetworkSettings => current,
    update(change: Partial<NetworkSettings>): void {
      current = { ...current, ...change };
      write('network', current);
    },
    // Written by this store alone, and as written.
    kept: <Key extends keyof Kept>(key: Key): Kept[Key] | null =>
      (read(key) as Kept[Key] | undefined) ?? null,
    keep<Key extends keyof Kept>(key: Key, value: Kept[Key] | null): void {
      if (value === null) database.delete(settings).where(eq(settings.key, key)).run();
      else write(key, value);
    },
  };
}
