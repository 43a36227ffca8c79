import {
  conversationMetrics,
  localDay,
  narrowScope,
  type ChatbotService,
  type ClientScope,
  type ClientService,
  type Clock,
  type Metrics,
} from '../../api.ts';
import type { Period, UsageReport } from '../contract.ts';
import type { QuotaService } from './quota/service.ts';
import { daysOf, spansOf } from './spans.ts';
import { emptyFigures, sumOf, sumsBy, usedIn, type Used } from './sums.ts';
import type { UsageStore } from './store.ts';

const { ANSWERS, CONVERSATIONS_USED, QUESTIONS } = conversationMetrics;

type Dependencies = {
  store: UsageStore;
  metrics: Metrics;
  chatbots: ChatbotService;
  clients: ClientService;
  clock: Clock;
  quotas: Pick<QuotaService, 'get'>;
};
type Looked = { scope: ClientScope; period: Period; chatbotId?: string };

export type UsageService = ReturnType<typeof createUsageService>;

/** What answers used and cost, from what was counted as they were written. */
export function createUsageService({ store, metrics, chatbots, clients, clock, quotas }: Dependencies) {
  const sum = (figures: readonly { value: number }[]) =>
    figures.reduce((total, { value }) => total + value, 0);

  /** What was used in a period and the one before it. */
  function look({ scope, period, chatbotId }: Looked) {
    const today = localDay(clock.now(), clients.timeZoneOf(scope));
    const { now, before } = spansOf(period, today);
    const used = usedIn(metrics, scope, [...daysOf(before), ...daysOf(now)]).filter(
      ({ by }) => chatbotId === undefined || by.chatbotId === chatbotId,
    );
    return { now, before, used, today };
  }

  function overTime({ now, before, used }: ReturnType<typeof look>) {
    const byDay = new Map(sumsBy(used, now.from, ({ at }) => at));
    return {
      ...now,
      before,
      total: sumOf(used, now.from),
      days: daysOf(now).map(day => {
        const { before: _none, ...figures } = byDay.get(day) ?? { ...emptyFigures(), before: null };
        return { day, ...figures };
      }),
    };
  }

  /** What was asked in these days, the preview left out. */
  function askedIn(scope: ClientScope, days: readonly string[], chatbotId?: string) {
    const ofBot = <Of extends { by: { chatbotId: string } }>(figures: readonly Of[]) =>
      figures.filter(({ by }) => chatbotId === undefined || by.chatbotId === chatbotId);
    const answers = ofBot(metrics.days(ANSWERS, scope, days));
    const total = sum(answers);
    return {
      questions: sum(ofBot(metrics.days(QUESTIONS, scope, days))),
      conversations: sum(ofBot(metrics.days(CONVERSATIONS_USED, scope, days))),
      answersWithSource: total === 0 ? null : sum(answers.filter(({ by }) => by.cited)) / total,
    };
  }

  return {
    report(
      scope: ClientScope,
      { period, clientId }: { period: Period; clientId?: string | undefined },
    ): UsageReport {
      const within = narrowScope(scope, clientId);
      const looked = look({ scope: within, period });
      const by = <Key>(keyOf: (used: Used) => Key) => sumsBy(looked.used, looked.now.from, keyOf);
      const models = store.modelNames();
      const keys = store.keyNames(within);
      const bots = new Map<string, string>(
        chatbots.list(within, undefined).map(({ id, name }) => [id, name]),
      );
      const owners = new Map<string, string>(
        clients.list(within, { archived: 'with' }).map(({ id, name }) => [id, name]),
      );
      const keyOf = (asker: string | null) => (asker !== null && keys.has(asker) ? asker : null);
      return {
        ...overTime(looked),
        models: by(({ by: { modelId, provider, model } }) => ({ modelId, provider, model })).map(
          ([model, figures]) => ({ ...model, name: models.get(model.modelId ?? '') ?? null, ...figures }),
        ),
        chatbots: by(one => one.by.chatbotId).map(([chatbotId, figures]) => ({
          chatbotId,
          name: bots.get(chatbotId ?? '') ?? null,
          ...figures,
        })),
        clients: by(one => one.clientId).map(([id, figures]) => ({
          clientId: id,
          name: owners.get(id) ?? null,
          ...figures,
        })),
        keys: by(one => keyOf(one.by.asker)).map(([keyId, figures]) => ({
          keyId,
          name: keys.get(keyId ?? '') ?? null,
          ...figures,
        })),
      };
    },

    ofClient(scope: ClientScope, id: string, period: Period) {
      const { id: clientId, monthlyQuota } = clients.get(scope, id);
      const within = narrowScope(scope, clientId);
      const looked = look({ scope: within, period });
      const month = daysOf(spansOf('month', looked.today).now);
      return {
        clientId,
        ...overTime(looked),
        ...askedIn(within, daysOf(looked.now)),
        monthlyQuota,
        quota: quotas.get(within, clientId),
        questionsThisMonth: askedIn(within, month).questions,
      };
    },

    ofChatbot(scope: ClientScope, id: string, period: Period) {
      const { id: chatbotId, clientId } = chatbots.get(scope, id);
      const within = narrowScope(scope, clientId);
      const looked = look({ scope: within, period, chatbotId });
      return { chatbotId, ...overTime(looked), ...askedIn(within, daysOf(looked.now), chatbotId) };
    },
  };
}
