import { z } from 'zod';
import {
  condition,
  NOTED_CONDITIONS,
  type Condition,
  type ConditionKind,
} from '#shared/contract/conditions.ts';
import type { Changes } from './changes.ts';
import type { Clock } from './clock.ts';

/** Where those are kept from one start to the next. */
type Keeping = { load(): unknown; save(kept: Condition[]): void };

/** What is not as it should be with this installation, one of a kind; Home, `/health` and the doctor tell it. */
export type Conditions = {
  list(): Condition[];
  has(kind: ConditionKind): boolean;
  set(kind: ConditionKind, more?: Partial<Pick<Condition, 'at' | 'count'>>): void;
  clear(kind: ConditionKind): void;
  /** Takes note of one, if that is what it waits for. @returns what is left. */
  acknowledge(kind: ConditionKind): Condition[];
  /** Set while there are any of what is counted; counted again at each look while it is set. */
  watch(kind: ConditionKind, count: () => number): void;
  /** From now on, and what was kept before. */
  keepIn(keeping: Keeping): void;
};

export function createConditions({ changes, clock }: { changes: Changes; clock: Clock }): Conditions {
  const current = new Map<ConditionKind, Condition>();
  let keeping: Keeping | null = null;

  const counts = new Map<ConditionKind, () => number>();

  function list(): Condition[] {
    for (const [kind, count] of counts) {
      const known = current.get(kind);
      if (!known) continue;
      const now = count();
      if (now === 0) current.delete(kind);
      else known.count = now;
    }
    return [...current.values()];
  }

  function changed(kind: ConditionKind): void {
    if (NOTED_CONDITIONS.has(kind)) keeping?.save(list().filter(one => NOTED_CONDITIONS.has(one.kind)));
    changes.publish({ topic: 'conditions', clientId: null, id: null });
  }

  function clear(kind: ConditionKind): void {
    if (current.delete(kind)) changed(kind);
  }

  return {
    list,
    has: kind => current.has(kind),
    set(kind, { at = null, count = null } = {}) {
      current.set(kind, { kind, since: current.get(kind)?.since ?? clock.now().toISOString(), at, count });
      changed(kind);
    },
    clear,
    acknowledge(kind) {
      if (NOTED_CONDITIONS.has(kind)) clear(kind);
      return list();
    },
    watch(kind, count) {
      counts.set(kind, count);
      const now = count();
      if (now > 0) current.set(kind, { kind, since: clock.now().toISOString(), at: null, count: now });
    },
    keepIn(given) {
      keeping = given;
      const kept = z.array(condition).safeParse(given.load());
      for (const one of kept.data ?? []) if (!current.has(one.kind)) current.set(one.kind, one);
    },
  };
}
