import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { settingsValue, type Settings } from '#shared/contract/operations.ts';
import { DEFAULT_READING_LIMITS } from '#shared/contract/reading-limits.ts';
import type { Database } from '#main/db/connection.ts';
import { settings } from '#main/db/schema/index.ts';
import type { Clock } from '#main/platform/clock.ts';

const defaults: Settings = {
  offline: false,
  stillReachable: [],
  connectionDays: 90,
  recogniseText: true,
  reading: DEFAULT_READING_LIMITS,
  defaultLanguage: 'fr',
  firstRunDone: false,
};

export type SettingsStore = ReturnType<typeof createSettingsStore>;

/** Settings of the installation. Values are read once and kept: they are asked for at every request. */
export function createSettingsStore(database: Database, clock: Clock) {
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

  let current: Settings = { ...defaults, ...parsed(settingsValue.partial().safeParse(read('settings'))) };

  return {
    get: (): Settings => current,
    update(change: Partial<Settings>): Settings {
      const next = { ...current, ...change };
      write('settings', next);
      current = next;
      return next;
    },
    /** A value of the installation that is made once and never shown (signing key, sealed). */
    sealedValue(key: string, make: () => string): string {
      const stored = read(key);
      if (typeof stored === 'string') return stored;
      const made = make();
      write(key, made);
      return made;
    },
    /** What a feature keeps for the installation under a key of its own; undefined when nothing is. */
    stored: read,
    store: write,
    forget(key: string): void {
      database.delete(settings).where(eq(settings.key, key)).run();
    },
    isNew: (): boolean => read('settings') === undefined,
  };
}

function parsed<T>(result: z.ZodSafeParseResult<T>): Partial<T> {
  return result.success ? result.data : {};
}
