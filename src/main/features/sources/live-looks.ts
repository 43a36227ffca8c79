import type { LiveLook, LookCounts } from '#shared/contract/sources.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { SourceRow } from './store.ts';

const TOLD_EVERY_MS = 500;
const SEEN_BEFORE_ESTIMATE = 5;

export type LiveProgress = {
  saw(state: keyof LookCounts): void;
  queued(count: number): void;
  note(doing: { key: string | null; waitMs?: number }): void;
  /** Whatever became of it. */
  seen(): number;
  /** Changed or not, but nothing that is left out. */
  found(): number;
  /** How far it is, as far as is known: 0 to 1. */
  share(): number;
};

/** Looks that run in this process, for the pages that show them. */
export function createLiveLooks(changes: Changes) {
  const running = new Map<string, () => LiveLook>();

  return {
    get: (sourceId: string): LiveLook | null => running.get(sourceId)?.() ?? null,

    begin({ id, clientId }: SourceRow, dry: boolean, before: LookCounts, queuedBefore: number): LiveProgress {
      const counts = { ...before };
      const since = performance.now();
      const seen = () => counts.new + counts.changed + counts.unchanged + counts.skipped + counts.failed;
      const seenBefore = seen();
      let queued = queuedBefore;
      let doing: { key: string | null; waitMs?: number } = { key: null };
      let told = 0;
      const tell = () => {
        const now = performance.now();
        if (now - told < TOLD_EVERY_MS) return;
        told = now;
        changes.publish({ topic: 'sources', clientId, id });
      };
      running.set(id, () => {
        const minutes = (performance.now() - since) / 60_000;
        const lately = seen() - seenBefore;
        const perMinute = lately >= SEEN_BEFORE_ESTIMATE ? lately / minutes : null;
        const secondsLeft = perMinute === null || queued === 0 ? null : Math.ceil((queued / perMinute) * 60);
        const { key, waitMs = null } = doing;
        return { dry, counts: { ...counts }, queued, key, waitMs, perMinute, secondsLeft };
      });
      return {
        saw(state) {
          counts[state] += 1;
          tell();
        },
        queued(count) {
          queued = count;
          tell();
        },
        note(next) {
          doing = next;
          tell();
        },
        seen,
        found: () => counts.new + counts.changed + counts.unchanged,
        share: () => (queued === 0 ? 0 : seen() / (seen() + queued)),
      };
    },

    end({ id, clientId }: SourceRow): void {
      running.delete(id);
      changes.publish({ topic: 'sources', clientId, id });
    },
  };
}

export type LiveLooks = ReturnType<typeof createLiveLooks>;
