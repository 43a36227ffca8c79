import type { ClientScope } from '#main/db/client-scope.ts';
import type { Metrics } from '#main/platform/metrics/index.ts';
import { ANSWERS, CONVERSATIONS_USED, FIRST_WORDS, QUESTIONS } from './metrics.ts';
import type { ConversationStore } from './store.ts';

type Dependencies = {
  metrics: Pick<Metrics, 'days'>;
  store: Pick<ConversationStore, 'unansweredSince' | 'everAsked'>;
};

type Counted<By> = { at: string; by: By; value: number };

export type ConversationFigures = ReturnType<typeof createConversationFigures>;

/** Figures of the home page. The office's own tests are counted apart. */
export function createConversationFigures({ metrics, store }: Dependencies) {
  const sum = (figures: readonly { value: number }[]) =>
    figures.reduce((total, { value }) => total + value, 0);
  const ofOthers = <By extends { ownTest: boolean }>(figures: readonly Counted<By>[]) =>
    figures.filter(({ by }) => !by.ownTest);

  /** The middle one, where each counts as often as it was measured; null without any. */
  function median(measured: readonly Counted<{ ms: number }>[]): number | null {
    const sorted = measured.toSorted((one, other) => one.by.ms - other.by.ms);
    let left = Math.floor(sum(sorted) / 2);
    return sorted.find(({ value }) => (left -= value) < 0)?.by.ms ?? null;
  }

  return {
    /** @param days the days that are counted, oldest first, today last, and when the first one began */
    of(scope: ClientScope, { days, since }: { days: readonly string[]; since: string }) {
      const today = days.at(-1);
      const questions = metrics.days(QUESTIONS, scope, days);
      const answers = ofOthers(metrics.days(ANSWERS, scope, days));
      const used = metrics.days(CONVERSATIONS_USED, scope, days.slice(-1));
      const byDay = days.map(day => {
        const asked = questions.filter(({ at }) => at === day);
        const others = sum(ofOthers(asked));
        return { day, questions: others, ownQuestions: sum(asked) - others };
      });
      const total = sum(answers);
      return {
        conversationsToday: sum(ofOthers(used)),
        questionsToday: byDay.find(({ day }) => day === today)?.questions ?? 0,
        ownQuestionsToday: byDay.find(({ day }) => day === today)?.ownQuestions ?? 0,
        answersWithSource: total === 0 ? null : sum(answers.filter(({ by }) => by.cited)) / total,
        unansweredCount: store.unansweredSince(scope, since),
        medianFirstTokenMs: median(ofOthers(metrics.days(FIRST_WORDS, scope, days))),
        questionsByDay: byDay,
        everAsked: store.everAsked(scope),
      };
    },
  };
}
