import {
  conversationMetrics,
  COST_PARTS,
  localDay,
  wholeClients,
  type Clock,
  type Metric,
  type Metrics,
  type ModelUse,
} from '../../../api.ts';
import type { QuotaKind } from '../../contract-quota.ts';
import { daysOfMonth, monthOf } from '../months.ts';
import { daysOf } from '../spans.ts';

const { MODEL_COST, MODEL_INPUT, MODEL_OUTPUT, QUESTIONS } = conversationMetrics;

/** Costs in whole `COST_PARTS`, as figures add them up. */
export type Amounts = Record<QuotaKind, number>;
type Month = { month: string; timeZone: string; used: Amounts };

export type MonthMeter = ReturnType<typeof createMonthMeter>;

/**
 * What clients have used this month, counted on in memory from what the figures say, and what is set aside for answers
 * under way. Nothing of it is on the disk: what a process that was killed had set aside is gone with it, and the next one
 * reads the figures, which stand on what was kept.
 */
export function createMonthMeter({ metrics, clock }: { metrics: Metrics; clock: Clock }) {
  const months = new Map<string, Month>();
  const aside = new Map<string, Map<string, Amounts>>();

  /** From the figures, up to now. Counts what happened since they were last read, in a transaction of its own. */
  function read(clientId: string, timeZone: string, month = monthOf(localDay(clock.now(), timeZone))): Month {
    const days = daysOf(daysOfMonth(month));
    const sum = (metric: Metric) =>
      metrics.days(metric, wholeClients([clientId]), days).reduce((total, { value }) => total + value, 0);
    const used = {
      requests: sum(QUESTIONS),
      tokens: sum(MODEL_INPUT) + sum(MODEL_OUTPUT),
      cost: sum(MODEL_COST),
    };
    return { month, timeZone, used };
  }

  return {
    read,
    /** As `read`, which is done once a month and zone. */
    of(clientId: string, timeZone: string): Month {
      const known = months.get(clientId);
      const month = monthOf(localDay(clock.now(), timeZone));
      if (known?.month === month && known.timeZone === timeZone) return known;
      const fresh = read(clientId, timeZone);
      months.set(clientId, fresh);
      return fresh;
    },
    /** Of a client that nothing bounds, nothing is counted here. */
    forget: (clientId: string): void => void months.delete(clientId),
    setAside(clientId: string): Amounts {
      const sum = { requests: 0, tokens: 0, cost: 0 };
      for (const { tokens, cost } of aside.get(clientId)?.values() ?? []) {
        sum.tokens += tokens;
        sum.cost += cost;
      }
      return sum;
    },
    begin(clientId: string, answerId: string, begun: Amounts): void {
      const ofClient = aside.get(clientId) ?? new Map<string, Amounts>();
      aside.set(clientId, ofClient.set(answerId, begun));
      const known = months.get(clientId);
      if (known) known.used.requests += begun.requests;
    },
    /** @returns what the client has used by then; null when that is read anew at its next question */
    end(clientId: string, answerId: string, uses: readonly ModelUse[]): Month | null {
      const known = months.get(clientId);
      const ofClient = aside.get(clientId);
      const wasAside = ofClient?.delete(answerId) ?? false;
      if (ofClient?.size === 0) aside.delete(clientId);
      // What was not begun here may be in the figures already or not, and so may what ends in another month.
      if (!known || !wasAside || known.month !== monthOf(localDay(clock.now(), known.timeZone))) {
        months.delete(clientId);
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
