import { FoyerError } from '#shared/errors.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import {
  COST_PARTS,
  type Admission,
  type AnswerBounds,
  type BoundedQuestion,
  type Clock,
  type Events,
  type HeldId,
} from '../../../api.ts';
import { quotaKinds, type QuotaKind } from '../../contract-quota.ts';
import { QUOTA_NEARLY_REACHED, QUOTA_REACHED } from '../events.ts';
import { beginningOf, monthFrom } from '../months.ts';
import type { Amounts, MonthMeter } from './month-meter.ts';
import type { QuotaStore, QuotaTerms } from './store.ts';

const NEARLY = 0.8;

/** What visitors are told where the office has not said it in its words. */
export const usuallySays: Record<Language, string> = {
  fr: 'Je ne peux plus répondre pour le moment. Contactez-nous directement, ou revenez un peu plus tard.',
  en: 'I cannot answer any more for now. Please contact us directly, or come back a little later.',
};

type Limits = Record<QuotaKind, number | null>;
type Dependencies = { store: QuotaStore; meter: MonthMeter; events: Events; clock: Clock };

/** Holds the answers of each client to its quota of the month. */
export function createQuotaBounds({
  store,
  meter,
  events,
  clock,
}: Dependencies): Pick<AnswerBounds, 'of' | 'settle'> {
  /** Tells people once a month and kind, in the transaction of whoever calls. */
  function tell(clientId: HeldId, terms: QuotaTerms, month: string, used: Amounts): void {
    const limits = limitsOf(terms);
    const due = quotaKinds.filter(kind => used[kind] >= (limits[kind] ?? Infinity) * NEARLY);
    if (due.length === 0) return;
    const told = store.told(clientId, month);
    const now = due.flatMap(kind => {
      const isReached = used[kind] >= (limits[kind] ?? Infinity);
      if (told.includes(reachedMark(kind)) || (!isReached && told.includes(kind))) return [];
      return [{ kind, isReached }];
    });
    if (now.length === 0) return;
    events.atOnce(() => {
      const marks = now.map(({ kind, isReached }) => (isReached ? reachedMark(kind) : kind));
      store.noteTold(clientId, month, [...told, ...marks]);
      for (const { kind, isReached } of now)
        events.record(isReached ? QUOTA_REACHED : QUOTA_NEARLY_REACHED, {
          clientId,
          subjectId: clientId,
          payload: { kind, month },
        });
    });
  }

  return {
    of(clientId) {
      const terms = store.terms(clientId);
      const limits = limitsOf(terms);
      if (quotaKinds.every(kind => limits[kind] === null)) {
        meter.forget(clientId);
        return () => asUsual;
      }
      const { month, used } = meter.of(clientId, terms.timeZone);
      // Here, because of a question that is refused nothing is kept.
      tell(clientId, terms, month, used);
      return question => {
        const counts = question.channel !== 'preview';
        const aside = meter.setAside(clientId);
        const reached = quotaKinds.find(
          kind => used[kind] + aside[kind] >= (limits[kind] ?? Infinity) && (kind !== 'requests' || counts),
        );
        if (reached === undefined) {
          const requests = counts && !question.again ? 1 : 0;
          const begun = { requests, ...estimated(question, limits) };
          if (requests > 0 && limits.requests !== null)
            tell(clientId, terms, month, { ...used, requests: used.requests + 1 });
          return { ...asUsual, taken: answerId => meter.begin(clientId, answerId, begun) };
        }
        const { whenReached: beyond, modelId } = terms;
        if (beyond === 'stop' && question.channel !== 'widget' && !question.needsNoAnswer)
          throw refusal(clientId, reached, month, terms.timeZone);
        const requests = counts && !question.again && beyond !== 'stop' ? 1 : 0;
        return {
          beyond,
          modelId,
          says: (question.language === 'fr' ? terms.saysFr : terms.saysEn) ?? usuallySays[question.language],
          taken: answerId => meter.begin(clientId, answerId, { requests, tokens: 0, cost: 0 }),
        };
      };
    },

    settle({ clientId, answerId, uses }) {
      const month = meter.end(clientId, answerId, uses);
      if (month !== null) tell(clientId, store.terms(clientId), month.month, month.used);
    },
  };

  function refusal(clientId: string, kind: QuotaKind, month: string, timeZone: string): FoyerError {
    const next = monthFrom(month, 1);
    const waitMs = beginningOf(next, timeZone).getTime() - clock.now().getTime();
    const until = `${next}-01`;
    return new FoyerError(
      'client.quota_reached',
      `The monthly quota of ${kind} is used up. Answers go on from ${until}, or once somebody raises the quota`,
      { details: { clientId, kind, until, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) } },
    );
  }
}

const asUsual: Admission = { beyond: null, modelId: null, says: '', taken: () => undefined };

const reachedMark = (kind: QuotaKind): string => `${kind}.reached`;

export function limitsOf({ requests, tokens, cost }: QuotaTerms): Limits {
  return { requests, tokens, cost: cost === null ? null : Math.round(cost * COST_PARTS) };
}

/** What is set aside for an answer, where something of it is limited. */
function estimated({ estimate }: BoundedQuestion, { tokens, cost }: Limits): Omit<Amounts, 'requests'> {
  if (tokens === null && cost === null) return { tokens: 0, cost: 0 };
  const about = estimate();
  return { tokens: about.tokens, cost: Math.round(about.cost * COST_PARTS) };
}
