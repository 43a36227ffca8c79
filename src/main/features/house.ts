import type { Database } from '#main/db/connection.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { Journal } from '#main/db/audit/journal.ts';
import type { TableRules } from '#main/db/rules/index.ts';
import type { SettingsStore } from '#main/features/system/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Conditions } from '#main/platform/conditions.ts';
import type { Delivery, Events } from '#main/platform/events/index.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { Metrics } from '#main/platform/metrics/index.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import type { Scheduler } from '#main/platform/schedules/index.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';

/** How this process was started. */
export type AppMode = 'desktop' | 'server' | 'command-line';

/** What every part stands on. A part takes of it what it needs, and is given beside it only what other parts offer. */
export type House = {
  /** Absolute path. */
  readonly dataFolder: string;
  /** Of the program. */
  readonly version: string;
  readonly mode: AppMode;
  readonly database: Database;
  /** What becomes of the rows of each table. */
  readonly tables: readonly TableRules[];
  /** Writes of the same moment, in one transaction. */
  readonly together: GroupCommit;
  readonly settings: SettingsStore;
  readonly journal: Journal;
  readonly secrets: Secrets;
  /** A secret of the installation by its name; made when it is first asked for. */
  readonly sealedKey: (name: string) => Uint8Array;
  readonly outbound: Outbound;
  /** What happened is recorded here. */
  readonly events: Events;
  /** What follows from it is handed over here; parts say what in `on`. */
  readonly delivery: Delivery;
  /** What was counted of it. */
  readonly metrics: Metrics;
  readonly jobs: Jobs;
  readonly schedules: Scheduler;
  readonly changes: Changes;
  readonly conditions: Conditions;
  readonly storage: Storage;
  readonly clock: Clock;
  /** Never goes back, not even over a restart: what is over by it stays over. */
  readonly lasting: Clock;
  readonly log: Log;
  /** Resolves once every line of the log so far is in its file. */
  readonly flushLog: () => Promise<void>;
};
