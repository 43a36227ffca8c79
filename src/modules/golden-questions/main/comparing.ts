import { z } from 'zod';
import {
  eventWork,
  jobKind,
  jobWork,
  searchEvents,
  wholeClients,
  type ClientScope,
  type Clock,
  type IndexInUse,
  type Jobs,
  type Proving,
} from '../../api.ts';
import type { Compared, IndexComparison } from '../contract.ts';
import type { ComparisonStore } from './comparison-store.ts';
import { changeOf, isInDocument, measure, notAsked, outcomeOf, type Asked } from './measuring.ts';
import type { GoldenService } from './service.ts';
import type { GoldenStore } from './store.ts';

export const COMPARE_JOB = jobKind(
  'goldenQuestions.compare',
  z.object({ clientId: z.string(), chatbotId: z.string(), changeId: z.string(), toModelId: z.string() }),
  {
    called: { fr: 'Questions témoins dans les deux index', en: 'Test questions in both indexes' },
    pointlessAfter: ['resource.not_found'],
  },
);

/** A model that was not in memory comes late to its first question; the vector is there when it is asked again. */
const TRIES_WHEN_LATE = 8;

type Dependencies = {
  store: GoldenStore;
  comparisons: ComparisonStore;
  questions: GoldenService;
  proving: Proving;
  indexesNow: () => IndexInUse | null;
  jobs: Pick<Jobs, 'enqueue' | 'openAbout'>;
  reach: () => ClientScope;
  announce: (clientId: string) => void;
  clock: Clock;
};

/** Asks the test questions in both indexes while the model that compares is changed. */
export function createComparing(needs: Dependencies) {
  const { store, comparisons, questions, proving, indexesNow, jobs, reach, announce, clock } = needs;

  async function compare(
    { clientId, chatbotId, changeId, toModelId }: z.infer<typeof COMPARE_JOB.payload>,
    signal: AbortSignal,
    progress: (fraction: number) => void,
  ): Promise<void> {
    const scope = wholeClients([clientId]);
    const bot = questions.botOf(scope, chatbotId);
    // What the office answers itself is the same with every index.
    const rows = store
      .all(scope, chatbotId)
      .filter(({ state, answerId }) => state === 'approved' && answerId === null);
    const from: Asked[] = [];
    const to: Asked[] = [];
    for (const { row, anchor } of questions.withAnchors(scope, rows)) {
      const asked = { questionId: row.id, question: row.question, hasAnswer: row.documentId !== null };
      const isAsked = anchor === null || anchor.state === 'held';
      for (const side of [from, to]) {
        signal.throwIfAborted();
        const now = indexesNow();
        if (now === null || now.changeId !== changeId) return; // one index is left: there is nothing to compare
        const answersTo = now.answering === toModelId;
        const index = (side === to) === answersTo ? 'answering' : 'beside';
        const outcome = isAsked
          ? outcomeOf(
              await proved(scope, { chatbotId, text: row.question, index }, signal),
              isInDocument(anchor) ? anchor : null,
            )
          : notAsked;
        side.push({ ...outcome, ...asked });
      }
      progress(to.length / rows.length);
    }
    comparisons.keep({
      chatbotId: bot.id,
      clientId: bot.clientId,
      changeId,
      toModelId,
      at: clock.now().toISOString(),
      fromMeasures: measure(from),
      toMeasures: measure(to),
      questions: to.flatMap((now, place) => comparedOf(now, from[place])),
    });
    announce(clientId);
  }

  async function proved(
    scope: ClientScope,
    asked: { chatbotId: string; text: string; index: 'answering' | 'beside' },
    signal: AbortSignal,
  ) {
    for (let left = TRIES_WHEN_LATE; ; left -= 1) {
      const proven = await proving.prove(scope, { ...asked, way: 'answers' }, signal);
      if (proven.meaningLeftOut !== 'late' || left === 1) return proven;
    }
  }

  return {
    job: jobWork(COMPARE_JOB, {
      concurrency: 1,
      run: ({ payload, signal, progress }) => compare(payload, signal, progress),
    }),
    whenReady: eventWork({
      name: 'goldenQuestions.compare',
      called: { fr: 'Questions témoins dans les deux index', en: 'Test questions in both indexes' },
      to: [searchEvents.INDEX_READY],
      from: 'now',
      handle({ subjectId: changeId, payload: { modelId: toModelId } }) {
        for (const { clientId, chatbotId } of store.chatbotsAsked(reach()))
          jobs.enqueue(COMPARE_JOB, {
            clientId,
            payload: { clientId, chatbotId, changeId, toModelId },
            idempotencyKey: `${COMPARE_JOB.type}:${changeId}:${chatbotId}`,
          });
      },
    }),
    look(scope: ClientScope, changeId: string) {
      const names = new Map(comparisons.chatbots(scope).map(({ id, name }) => [id, name]));
      const asked = new Set<string>(store.chatbotsAsked(scope).map(({ chatbotId }) => chatbotId));
      const chatbots = comparisons
        .of(scope, changeId)
        .map(({ chatbotId, at, toModelId, fromMeasures, toMeasures, questions: all }): IndexComparison => ({
          chatbotId,
          chatbotName: names.get(chatbotId) ?? '',
          at,
          toModelId,
          from: fromMeasures,
          to: toMeasures,
          questions: all,
        }));
      return {
        running: jobs.openAbout(COMPARE_JOB, 'changeId').has(changeId),
        without: [...names]
          .filter(([id]) => !asked.has(id))
          .map(([chatbotId, chatbotName]) => ({ chatbotId, chatbotName })),
        chatbots,
      };
    },
  };
}

function comparedOf(now: Asked, before: Asked | undefined): Compared[] {
  if (before === undefined) return [];
  const change = changeOf(now, before);
  const { questionId, question, hasAnswer, ...to } = now;
  const { questionId: _id, question: _question, hasAnswer: _hasAnswer, ...from } = before;
  return [{ questionId, question, hasAnswer, from, to, change: change === 'new' ? 'same' : change }];
}
