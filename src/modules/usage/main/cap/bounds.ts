import type { AnswerBounds, Events, UsedOutside } from '../../../api.ts';
import { SPENDING_NEARLY_REACHED, SPENDING_REACHED } from '../events.ts';
import type { MonthMeter } from '../quota/month-meter.ts';
import { inParts, type Outside } from './outside.ts';
import { ALL, type CapStore, type SpendingCap } from './store.ts';

const NEARLY = 0.8;
const REACHED = 'reached';
const NEARLY_REACHED = 'nearly';

type Dependencies = {
  store: CapStore;
  meter: MonthMeter;
  outside: Outside;
  events: Events;
  /** Of the installation. */
  timeZone: string;
};

type SpendingBounds = Pick<AnswerBounds, 'outside'> & {
  /** As `AnswerBounds.settle`, whoever the client is. */
  settle(about: { answerId: string; uses: readonly UsedOutside[] }): void;
};

/**
 * Holds models outside to what they may cost in a month. What an answer may cost at most is set aside in the same turn in
 * which it is let through, for each of its models, so that no cap is ever passed, however many ask at once.
 */
export function createSpendingBounds({
  store,
  meter,
  outside,
  events,
  timeZone,
}: Dependencies): SpendingBounds {
  /** Tells people once a month, in the transaction of whoever calls. */
  function tell({ key, month, told }: SpendingCap, now: string, mark: string): void {
    const before = month === now ? told : [];
    if (before.includes(mark) || before.includes(REACHED)) return;
    events.atOnce(() => {
      store.noteTold(key, now, [...before, mark]);
      events.record(mark === REACHED ? SPENDING_REACHED : SPENDING_NEARLY_REACHED, {
        clientId: null,
        subjectId: key,
        payload: { month: now },
      });
    });
  }

  /** Under which keys something is set aside for an answer. */
  const begun = new Map<string, string[]>();

  return {
    outside({ answerId, models }) {
      const caps = store.list();
      const refused = new Set<string>();
      if (caps.length === 0) return refused;
      const aside = new Map<string, number>();
      for (const { modelId, cost } of models) {
        if (cost === null || aside.has(modelId) || refused.has(modelId)) continue;
        const most = inParts(cost);
        const passed = caps.filter(({ key, cost: limit }) => {
          if (key !== ALL && key !== modelId) return false;
          const { used } = meter.of(key, timeZone);
          const begun = meter.setAside(key).cost + (key === ALL ? (aside.get(ALL) ?? 0) : 0);
          return used.cost + begun + most > inParts(limit);
        });
        if (passed.length > 0) refused.add(modelId);
        else for (const key of [ALL, modelId]) aside.set(key, (aside.get(key) ?? 0) + most);
        for (const cap of passed) tell(cap, meter.of(cap.key, timeZone).month, REACHED);
      }
      const keys = caps.map(({ key }) => key).filter(key => aside.has(key));
      for (const key of keys)
        meter.begin(key, answerId, { requests: 0, tokens: 0, cost: aside.get(key) ?? 0 });
      if (keys.length > 0) begun.set(answerId, keys);
      return refused;
    },

    settle({ answerId, uses }) {
      const caps = store.list();
      const aside = begun.get(answerId) ?? [];
      begun.delete(answerId);
      // A cap that was removed meanwhile holds nothing back when it is set again.
      for (const key of aside) if (caps.every(cap => cap.key !== key)) meter.end(key, answerId, []);
      for (const cap of caps) {
        const { key, cost: limit } = cap;
        const used = outside.usesOf(key, uses);
        if (used.length === 0 && !aside.includes(key)) continue;
        const ended = meter.end(key, answerId, used);
        if (ended !== null && ended.used.cost >= inParts(limit) * NEARLY)
          tell(cap, ended.month, NEARLY_REACHED);
      }
    },
  };
}
