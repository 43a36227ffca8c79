import { z } from 'zod';
import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { jobKind, wholeClients, type Asking, type ClientScope, type Jobs } from '../../api.ts';
import type { DocumentStore } from './document-store.ts';
import type { GoldenService } from './service.ts';
import type { GoldenStore } from './store.ts';
import { answerIn, QUESTION_TOKENS, questionIn, requestFor, spread } from './writing-questions.ts';

export const PROPOSE_JOB = jobKind(
  'goldenQuestions.propose',
  z.object({ clientId: z.string(), chatbotId: z.string(), count: z.number() }),
  {
    called: { fr: 'Questions proposées pour {{name}}', en: 'Questions proposed for {{name}}' },
    pointlessAfter: [
      'resource.not_found',
      'goldenQuestions.no_model',
      'model.no_consent',
      'model.spending_cap',
    ],
  },
);

type Dependencies = {
  store: GoldenStore;
  documents: DocumentStore;
  questions: GoldenService;
  asking: Asking;
  jobs: Pick<Jobs, 'enqueue' | 'openAbout' | 'latest' | 'forgetFailures'>;
};

type Run = {
  payload: { clientId: string; chatbotId: string; count: number };
  completedStep: string | null;
  signal: AbortSignal;
  completeStep(name: string): void;
  progress(fraction: number, note?: string): void;
};

/** Has a model write questions that passages answer. Nothing of it counts before a person says that it is right. */
export function createProposing({ store, documents, questions, asking, jobs }: Dependencies) {
  async function run({ payload, completedStep, signal, completeStep, progress }: Run): Promise<void> {
    const { clientId, chatbotId, count } = payload;
    const scope = wholeClients([clientId]);
    const { language } = questions.botOf(scope, chatbotId);
    const known = store.all(scope, chatbotId);
    const isAsked = (passage: { documentId: string; start: number; end: number }) =>
      known.some(
        ({ documentId, start }) =>
          documentId === passage.documentId &&
          start !== null &&
          start >= passage.start &&
          start < passage.end,
      );
    const open = documents.passages(scope, chatbotId).filter(passage => !isAsked(passage));
    const begun = Number(completedStep ?? 0);
    const chosen = spread(open, count - begun, known.length);
    for (const [index, passage] of chosen.entries()) {
      if (!asking.mayAsk(scope, chatbotId))
        throw new FoyerError('goldenQuestions.no_model', 'No model may be asked');
      const asked = { ...requestFor(passage, language), maxOutputTokens: QUESTION_TOKENS };
      const question = questionIn(await asking.ask(scope, chatbotId, asked, signal));
      if (question !== null)
        keep(scope, chatbotId, question, passage.documentId, answerIn(passage, question, language));
      completeStep(String(begun + index + 1));
      progress((begun + index + 1) / count, `${begun + index + 1}/${count}`);
    }
  }

  function keep(
    scope: ClientScope,
    chatbotId: string,
    question: string,
    documentId: string,
    place: { start: number; end: number },
  ): void {
    try {
      questions.create(scope, {
        chatbotId,
        question,
        anchor: { documentId, ...place },
        origin: 'model',
        state: 'proposed',
      });
    } catch (error) {
      // The same question again, or a document that has gone while the model read it: the next passage is asked.
      const passes = ['goldenQuestions.duplicate', 'goldenQuestions.no_such_place'];
      if (!isFoyerError(error) || !passes.includes(error.code)) throw error;
    }
  }

  return {
    job: { concurrency: 1, run },

    isProposing: (chatbotId: string): boolean => jobs.openAbout(PROPOSE_JOB, 'chatbotId').has(chatbotId),
    /** Why the last one came to nothing; null when it did not. */
    failure(chatbotId: string): ErrorCode | null {
      const job = jobs.latest(PROPOSE_JOB, { chatbotId });
      return job?.state === 'failed' ? job.failure : null;
    },
    mayPropose: (scope: ClientScope, chatbotId: string): boolean => asking.mayAsk(scope, chatbotId),

    /** Throws `goldenQuestions.no_model` where no model may be asked. */
    start(scope: ClientScope, wanted: string, count: number): { jobId: string } {
      const { id: chatbotId, clientId, name } = questions.botOf(scope, wanted);
      if (!asking.mayAsk(scope, chatbotId))
        throw new FoyerError('goldenQuestions.no_model', 'No model may be asked');
      jobs.forgetFailures(PROPOSE_JOB, { chatbotId });
      const jobId = jobs.enqueue(PROPOSE_JOB, {
        label: name,
        clientId,
        payload: { clientId, chatbotId, count },
        idempotencyKey: `goldenQuestions.propose:${chatbotId}`,
      });
      return { jobId };
    },
  };
}
