import Sqlite from 'better-sqlite3';

/** What the program was told is done. It may have been told too late to hear it: such work is in no column. */
type Kept = { kind: string; key: string; check: Check };

/** Whether the database holds it: how many times, where once is right. */
type Check = { sql: string; parameters: readonly string[]; times: number };

export type Tally = { kind: string; acknowledged: number; lost: string[]; doubled: string[] };

/** Remembers what was acknowledged, and compares it with what a database holds. */
export function createLedger() {
  const kept = new Map<string, Kept>();
  const atMostOnce = new Map<string, Kept>();
  let acknowledged = 0;

  return {
    /** The work was acknowledged: `sql` counts it, and must count `times`. Again with the same key replaces it. */
    acknowledge(kind: string, key: string, sql: string, parameters: readonly string[], times = 1): void {
      acknowledged += 1;
      kept.set(`${kind} ${key}`, { kind, key, check: { sql, parameters, times } });
    },
    /** The work was asked for: whether it was done is not known, but never twice. */
    ask(kind: string, key: string, sql: string, parameters: readonly string[]): void {
      atMostOnce.set(`${kind} ${key}`, { kind, key, check: { sql, parameters, times: 1 } });
    },
    /** Times that anything was acknowledged. */
    acknowledged: () => acknowledged,
    /** It is being changed or removed: what is there is not known until that is acknowledged. */
    forget(kind: string, key: string): void {
      kept.delete(`${kind} ${key}`);
    },
    /** One line a kind, in the order they came. */
    compare(databaseFile: string): Tally[] {
      const database = new Sqlite(databaseFile, { readonly: true, fileMustExist: true });
      const tallies = new Map<string, Tally>();
      const tallyOf = (kind: string): Tally => {
        const tally = tallies.get(kind) ?? { kind, acknowledged: 0, lost: [], doubled: [] };
        tallies.set(kind, tally);
        return tally;
      };
      const count = ({ sql, parameters }: Check): number =>
        database
          .prepare<string[], number>(sql)
          .pluck()
          .get(...parameters) ?? 0;
      try {
        for (const { kind, key, check } of kept.values()) {
          const tally = tallyOf(kind);
          const found = count(check);
          tally.acknowledged += 1;
          // What was removed and is there again came back: that loses the removal.
          if (found < check.times || (check.times === 0 && found > 0)) tally.lost.push(key);
          else if (found > check.times) tally.doubled.push(key);
        }
        for (const { kind, key, check } of atMostOnce.values())
          if (count(check) > 1) tallyOf(kind).doubled.push(key);
      } finally {
        database.close();
      }
      return [...tallies.values()];
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;
