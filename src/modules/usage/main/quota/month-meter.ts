import {
  conversationMetrics,
  COST_PARTS,
  localDay,
  wholeClients,
  type Clock,
  type Metric,
  type Metrics,
  type UsedOutside,
} from '../../../api.ts';
import type { QuotaKind } from '../../contract-quota.ts';
import { daysOfMonth, monthOf } from '../months.ts';
import { daysOf } from '../spans.ts';

const { MODEL_COST, MODEL_INPUT, MODEL_OUTPUT, QUESTIONS } = conversationMetrics;

/** Costs in whole `COST_PARTS`, as figures add them up. */
export type Amounts = Record<QuotaKind, number>;
type Month = { month: string; timeZone: string; used: Amounts };

export type MonthMeter = ReturnType<typeof createMonthMeter>;

/** What a client used in a month of its own calendar, from the figures. */
export function usedByClient(
  metrics: Metrics,
): (clientId: string, timeZone: string, month: string) => Amounts {
  return (clientId, _timeZone, month) => {
    const days = daysOf(daysOfMonth(month));
    const sum = (metric: Metric) =>
      metrics.days(metric, wholeClients([clientId]), days).reduce((total, { value }) => total + value, 0);
    return {
      requests: sum(QUESTIONS),
      tokens: sum(MODEL_INPUT) + sum(MODEL_OUTPUT),
      cost: sum(MODEL_COST),
    };
  };
}

/**
 * What was used this month, by each client or under another key, counted on in memory from what the figures say, and what is set aside for answers
 * under way. Nothing of it is on the disk: what a process that was killed had set aside is gone with it, and the next one
 * reads the figures, which stand on what was kept.
 */
export function createMonthMeter({
  usedIn,
  clock,
}: {
  /** From the figures: what was used under a key in a month. */
  usedIn: (key: string, timeZone: string, month: string) => Amounts;
  clock: Clock;
}) {
  const months = new Map<string, Month>();
  const aside = new Map<string, Map<string, Amounts>>();

  /** From the figures, up to now. Counts what happened since they were last read, in a transaction of its own. */
  function read(key: string, timeZone: string, month = monthOf(localDay(clock.now(), timeZone))): Month {
    const used = usedIn(key, timeZone, month);
    return { month, timeZone, used };
  }

  return {
    read,
    /** As `read`, which is done once a month and zone. */
    of(key: string, timeZone: string): Month {
      const known = months.get(key);
      const month = monthOf(localDay(clock.now(), timeZone));
      if (known?.month === month && known.timeZone === timeZone) return known;
      const fresh = read(key, timeZone);
      months.set(key, fresh);
      return fresh;
    },
    /** Of one that nothing bounds, nothing is counted here. */
    forget: (key: string): void => void months.delete(key),
    setAside(key: string): Amounts {
      const sum = { requests: 0, tokens: 0, cost: 0 };
      for (const { tokens, cost } of aside.get(key)?.values() ?? []) {
        sum.tokens += tokens;
        sum.cost += cost;
      }
      return sum;
    },
    begin(key: string, answerId: string, begun: Amounts): void {
      const ofKey = aside.get(key) ?? new Map<string, Amounts>();
      aside.set(key, ofKey.set(answerId, begun));
      const known = months.get(key);
      if (known) known.used.requests += begun.requests;
    },
    /** @returns what was used by then; null when that is read anew at the next question */
    end(
      key: string,
      answerId: string,
      uses: readonly Pick<UsedOutside, 'inputTokens' | 'outputTokens' | 'cost'>[],
    ): Month | null {
      const known = months.get(key);
      const ofKey = aside.get(key);
      const wasAside = ofKey?.delete(answerId) ?? false;
      if (ofKey?.size === 0) aside.delete(key);
      // What was not begun here may be in the figures already or not, and so may what ends in another month.
      if (!known || !wasAside || known.month !== monthOf(localDay(clock.now(), known.timeZone))) {
        months.delete(key);
        return null;
      }
      for (const { inputTokens, outputTokens, cost } of uses) {
        known.used.tokens += inputTokens + outputTokens;
        known.used.cost += Math.round((cost ?? 0) * COST_PARTS);
      }
      return known;
    },
  };
}
