import { createHash } from 'node:crypto';
import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import {
  jobKind,
  newId,
  wholeClients,
  type ClientScope,
  type Clock,
  type HeldId,
  type Jobs,
  type ModuleNeeds,
  type Proving,
} from '../../api.ts';
import type { Outcome, Result, Run, Stood } from '../contract.ts';
import type { DocumentStore, Knowledge } from './document-store.ts';
import {
  answeredByOffice,
  changeOf,
  isInDocument,
  measure,
  notAsked,
  outcomeOf,
  type Asked,
} from './measuring.ts';
import { createResting } from './resting.ts';
import type { GoldenService } from './service.ts';
import type { GoldenStore, NewRun, RunRow } from './store.ts';

export const RUN_JOB = jobKind(
  'goldenQuestions.run',
  z.object({ clientId: z.string(), chatbotId: z.string(), runId: z.string() }),
  {
    called: { fr: 'Questions témoins de {{name}}', en: 'Test questions of {{name}}' },
    pointlessAfter: ['resource.not_found', 'goldenQuestions.none'],
  },
);
export const WATCH_JOB = jobKind('goldenQuestions.watch', z.object({}), {
  called: { fr: 'Questions témoins après un changement', en: 'Test questions after a change' },
});

const AN_HOUR_MS = 3_600_000;

type Dependencies = {
  store: GoldenStore;
  documents: DocumentStore;
  questions: GoldenService;
  proving: Proving;
  jobs: Pick<Jobs, 'enqueue' | 'openAbout' | 'isBusy'>;
  /** The clients whose chatbots are asked by themselves. */
  reach: () => ClientScope;
  announce: (clientId: string) => void;
  /** Of the program. */
  version: string;
  clock: Clock;
} & Pick<ModuleNeeds, 'officeAnswers'>;

type Asking = { clientId: string; chatbotId: string; cause: Run['cause']; runId: string };

export type GoldenRuns = ReturnType<typeof createRuns>;

/** Asks the test questions of a chatbot, keeps what was found, and does so by itself once a change has come to rest. */
export function createRuns(needs: Dependencies) {
  const { store, documents, questions, proving, jobs, reach, announce, version, clock } = needs;
  const { officeAnswers } = needs;

  /** What decides what is found, and what people call it. */
  function standingOf(scope: ClientScope, clientId: string, chatbotId: string) {
    const knows = documents.knowledge(scope, clientId, chatbotId);
    const { model, reranker } = proving.decides(scope, chatbotId);
    const { language, hidesPersonal } = questions.botOf(scope, chatbotId);
    const standing = createHash('sha256')
      .update(
        JSON.stringify([
          knows.print,
          model?.id,
          reranker?.id,
          language,
          hidesPersonal,
          version,
          ...answersAsked(scope, clientId, chatbotId),
        ]),
      )
      .digest('hex');
    return { knows, model, reranker, standing };
  }

  /** What the office answers, where a test question rests on that. */
  function answersAsked(scope: ClientScope, clientId: string, chatbotId: string) {
    if (store.all(scope, chatbotId).every(({ answerId }) => answerId === null)) return [];
    return officeAnswers(clientId)?.all(scope, chatbotId) ?? [];
  }

  const approved = (scope: ClientScope, chatbotId: string) =>
    store.all(scope, chatbotId).filter(({ state }) => state === 'approved');

  /** Throws `goldenQuestions.none`. */
  async function ask(
    { clientId, chatbotId, cause, runId }: Asking,
    signal: AbortSignal,
    progress: (fraction: number) => void,
  ): Promise<void> {
    const scope = wholeClients([clientId]);
    const bot = questions.botOf(scope, chatbotId);
    const rows = approved(scope, chatbotId);
    if (rows.length === 0) throw new FoyerError('goldenQuestions.none', 'No test questions');
    const startedAt = performance.now();
    const { knows, model, reranker, standing } = standingOf(scope, clientId, chatbotId);
    const asked: Asked[] = [];
    let mode: Stood['mode'] = 'keyword';
    for (const { row, anchor } of questions.withAnchors(scope, rows)) {
      signal.throwIfAborted();
      const { id: questionId, question } = row;
      let outcome: Outcome = notAsked;
      if (anchor === null || anchor.state === 'held') {
        const proven = await proving.prove(scope, { chatbotId, text: question, way: 'answers' }, signal);
        ({ mode } = proven);
        outcome = outcomeOf(proven, isInDocument(anchor) ? anchor : null);
        if (anchor?.answerId != null) {
          const given = officeAnswers(clientId)?.given(scope, chatbotId, question) ?? null;
          outcome = given === anchor.answerId ? answeredByOffice : { ...outcome, covered: 0 };
        }
      }
      asked.push({
        ...outcome,
        questionId,
        question,
        hasAnswer: row.documentId !== null || row.answerId !== null,
      });
      progress(asked.length / rows.length);
    }
    const run: NewRun = {
      id: runId,
      clientId: bot.clientId,
      chatbotId: bot.id,
      at: clock.now().toISOString(),
      cause,
      tookMs: Math.round(performance.now() - startedAt),
      measures: measure(asked),
      stood: stoodOf(knows, mode, { model: model?.name, reranker: reranker?.name }, version),
      standing,
    };
    store.keepRun(run, asked);
    announce(clientId);
  }

  function latest(scope: ClientScope, chatbotId: string): RunRow | null {
    return store.runs(scope, { chatbotId, cursor: undefined, limit: 1 }).items[0] ?? null;
  }

  /** Chatbots where something has changed since they were asked last, an hour ago at least. */
  function changed(): { clientId: HeldId; chatbotId: HeldId; standing: string }[] {
    const scope = reach();
    return store.chatbotsAsked(scope).flatMap(({ clientId, chatbotId }) => {
      if (!store.isAutomatic(scope, chatbotId)) return [];
      const last = latest(scope, chatbotId);
      if (last !== null && clock.now().getTime() - Date.parse(last.at) < AN_HOUR_MS) return [];
      const { knows, standing } = standingOf(scope, clientId, chatbotId);
      return knows.working > 0 || standing === last?.standing ? [] : [{ clientId, chatbotId, standing }];
    });
  }

  const isAtRest = createResting();

  return {
    runJob: {
      concurrency: 1,
      run: ({
        payload,
        signal,
        progress,
      }: {
        payload: Omit<Asking, 'cause'>;
        signal: AbortSignal;
        progress: (fraction: number) => void;
      }) => ask({ ...payload, cause: 'hand' }, signal, progress),
    },
    watchJob: {
      concurrency: 1,
      whenQuiet: true,
      leavesNoTrace: true,
      async run({ signal }: { signal: AbortSignal }): Promise<void> {
        for (const { clientId, chatbotId } of changed())
          await ask({ clientId, chatbotId, cause: 'change', runId: newId() }, signal, () => undefined);
      },
    },
    /** Whether something has changed and has come to rest since. */
    isWanted(): boolean {
      return !jobs.isBusy() && isAtRest(changed());
    },

    hasChanged(scope: ClientScope, chatbotId: string): boolean {
      const { clientId } = questions.botOf(scope, chatbotId);
      const last = latest(scope, chatbotId);
      return last !== null && last.standing !== standingOf(scope, clientId, chatbotId).standing;
    },
    isRunning: (chatbotId: string): boolean => jobs.openAbout(RUN_JOB, 'chatbotId').has(chatbotId),

    /** Throws `goldenQuestions.none` where there is nothing to ask. */
    start(scope: ClientScope, wanted: string): { runId: string; jobId: string } {
      const { id: chatbotId, clientId, name } = questions.botOf(scope, wanted);
      if (approved(scope, chatbotId).length === 0)
        throw new FoyerError('goldenQuestions.none', 'No test questions');
      const runId = newId();
      const jobId = jobs.enqueue(RUN_JOB, { label: name, clientId, payload: { clientId, chatbotId, runId } });
      return { runId, jobId };
    },

    list(scope: ClientScope, input: { chatbotId: string; cursor?: string | undefined; limit: number }) {
      questions.botOf(scope, input.chatbotId);
      const { items, nextCursor } = store.runs(scope, { ...input, cursor: input.cursor });
      return { items: items.map(asRun), nextCursor };
    },

    /** A run beside another one of the same chatbot, the one before where none is named. */
    get(scope: ClientScope, id: string, against: string | undefined) {
      const row = runOf(scope, id);
      const other =
        against === undefined
          ? (store.runs(scope, { chatbotId: row.chatbotId, cursor: row.id, limit: 1 }).items[0] ?? null)
          : runOf(scope, against);
      const known = new Map(
        (other === null ? [] : store.results(other.id)).map(one => [one.questionId, one]),
      );
      const results = store.results(row.id).map(({ runId: _run, ...result }): Result => {
        const was = known.get(result.questionId);
        const outcome = was === undefined ? null : outcomeIn(was);
        return { ...result, before: outcome, change: changeOf(result, outcome) };
      });
      return { run: asRun(row), before: other === null ? null : asRun(other), results };
    },
  };

  function runOf(scope: ClientScope, id: string): RunRow {
    const row = store.run(scope, id);
    if (row === null) throw new FoyerError('resource.not_found', `No run ${id}`);
    return row;
  }
}

function asRun({ clientId: _client, standing: _standing, ...run }: RunRow): Run {
  return run;
}

function outcomeIn({ rank, covered, answers, certainty, lost }: Outcome): Outcome {
  return { rank, covered, answers, certainty, lost };
}

function stoodOf(
  { documents, passages, readerVersion, embedder }: Knowledge,
  mode: Stood['mode'],
  {
    model = null,
    reranker = null,
  }: { model: string | null | undefined; reranker: string | null | undefined },
  version: string,
): Stood {
  return { documents, passages, mode, embedder, reranker, model, readerVersion, version };
}
