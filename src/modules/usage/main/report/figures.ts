import {
  conversationMetrics,
  fold,
  localDay,
  narrowScope,
  type ChatbotService,
  type ClientScope,
  type ClientService,
  type Clock,
  type Metrics,
} from '../../../api.ts';
import type { MonthlyReport } from '../../contract-report.ts';
import { beginningOf, daysOfMonth, monthFrom, monthOf } from '../months.ts';
import type { QuotaService } from '../quota/service.ts';
import { daysOf } from '../spans.ts';
import { sumOf, sumsBy, usedIn } from '../sums.ts';
import type { UsageStore } from '../store.ts';
import type { ReportStore } from './store.ts';

const { ANSWERS, CONVERSATIONS_USED, FIRST_WORDS, QUESTIONS } = conversationMetrics;

/** As many as a page holds. */
const QUESTIONS_SHOWN = 10;
const QUESTION_CHARACTERS = 200;

type Dependencies = {
  store: ReportStore;
  usage: UsageStore;
  metrics: Metrics;
  chatbots: ChatbotService;
  clients: ClientService;
  quotas: Pick<QuotaService, 'ofMonth'>;
  clock: Clock;
};
type Counted = { value: number };
type Measured = Counted & { by: { ms: number } };

export type ReportFigures = ReturnType<typeof createReportFigures>;

/** All that the report of a month says. */
export function createReportFigures(dependencies: Dependencies) {
  const { store, usage, metrics, chatbots, clients, quotas, clock } = dependencies;

  return function figuresOf(scope: ClientScope, id: string, wanted: string | undefined): MonthlyReport {
    const { id: clientId, name, timeZone } = clients.get(scope, id);
    const within = narrowScope(scope, clientId);
    const today = localDay(clock.now(), timeZone);
    const month = wanted ?? monthOf(today);
    const isOver = month < monthOf(today);
    const whole = daysOfMonth(month);
    const span = { from: whole.from, until: isOver || month > monthOf(today) ? whole.until : today };
    const days = daysOf(span);
    const before = daysOf(daysOfMonth(monthFrom(month, -1)));
    const used = usedIn(metrics, within, [...before, ...days]);
    const others = <Of extends { by: { ownTest: boolean } }>(figures: readonly Of[]) =>
      figures.filter(({ by }) => !by.ownTest);
    const asked = others(metrics.days(QUESTIONS, within, [...before, ...days]));
    const questions = asked.filter(({ at }) => at >= span.from);
    const answers = others(metrics.days(ANSWERS, within, days));
    const firstWords = others(metrics.days(FIRST_WORDS, within, days));
    const names = new Map(chatbots.list(within, undefined).map(bot => [String(bot.id), bot.name]));
    const models = usage.modelNames();
    const instants = {
      clientId,
      from: beginningOf(month, timeZone).toISOString(),
      until: beginningOf(monthFrom(month, 1), timeZone).toISOString(),
    };
    const unanswered = store.unanswered(instants);
    return {
      clientId,
      clientName: name,
      month,
      isOver,
      ...span,
      questions: {
        total: sum(questions),
        before: sum(asked) - sum(questions),
        conversations: sum(others(metrics.days(CONVERSATIONS_USED, within, days))),
      },
      days: days.map(day => ({ day, questions: sum(questions.filter(({ at }) => at === day)) })),
      total: sumOf(used, span.from),
      quota: quotas.ofMonth(within, clientId, month),
      // Whatever quotes the documents is one to who reads it.
      models: sumsBy(used, span.from, ({ by: { modelId, provider, model } }) => ({
        modelId,
        provider,
        model: provider === 'embedded' ? provider : model,
      }))
        .map(([model, figures]) => ({ ...model, name: models.get(model.modelId ?? '') ?? null, ...figures }))
        .filter(({ answers: answered, inputTokens }) => answered > 0 || inputTokens > 0),
      chatbots: [...new Set([...questions, ...answers].map(({ by }) => by.chatbotId))]
        .map(chatbotId => ({
          chatbotId,
          name: names.get(chatbotId) ?? null,
          questions: sum(questions.filter(({ by }) => by.chatbotId === chatbotId)),
          answers: sum(answers.filter(({ by }) => by.chatbotId === chatbotId)),
        }))
        .toSorted((one, other) => other.questions - one.questions),
      answersWithSource:
        answers.length === 0 ? null : sum(answers.filter(({ by }) => by.cited)) / sum(answers),
      ratings: store.ratings(instants),
      firstWord: { medianMs: slowestOf(firstWords, 0.5), ninetiethMs: slowestOf(firstWords, 0.9) },
      topQuestions: mostAsked(store.questions(instants)).filter(({ count }) => count > 1),
      unanswered: { total: unanswered.length, questions: mostAsked(unanswered) },
    };
  };
}

const sum = (figures: readonly Counted[]) => figures.reduce((total, { value }) => total + value, 0);

/** How long the slowest of the fastest took, of a share of them; null without any. */
function slowestOf(measured: readonly Measured[], share: number): number | null {
  const sorted = measured.toSorted((one, other) => one.by.ms - other.by.ms);
  let left = Math.ceil(sum(sorted) * share);
  return sorted.find(({ value }) => (left -= value) <= 0)?.by.ms ?? null;
}

/** What was asked in the same words, capitals, accents and the signs around them aside; as it was last typed. */
function mostAsked(texts: readonly string[]): MonthlyReport['topQuestions'] {
  const counts = new Map<string, { question: string; count: number }>();
  for (const text of texts) {
    const question = text.replaceAll(/\s+/g, ' ').trim();
    const key = fold(question)
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (key === '') continue;
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, { question: shortened(question), count });
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count).slice(0, QUESTIONS_SHOWN);
}

function shortened(question: string): string {
  const letters = [...question];
  return letters.length <= QUESTION_CHARACTERS
    ? question
    : `${letters.slice(0, QUESTION_CHARACTERS).join('').trimEnd()}…`;
}
