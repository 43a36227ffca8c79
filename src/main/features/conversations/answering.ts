import { performance } from 'node:perf_hooks';
import type { MessageMetadata } from '#shared/contract/messages.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { isFoyerError, type ErrorCode } from '#shared/errors.ts';
import type { Grounding } from '#main/ai/ports.ts';
import { detectLanguage } from '#main/language/detect.ts';
import type { Rerank, Retriever, SearchStore } from '#main/features/search/index.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { concerning } from '#main/platform/outbound/index.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { AnswerBefore, GivenAnswer } from './answer-before.ts';
import type { AnswerBounds } from './answer-bounds.ts';
import { answerCertainty, mayAnswer } from './answerable.ts';
import { createGenerating, tellSources } from './answer-generation.ts';
import { createAnswerProgress, type AnswerProgress } from './answer-progress.ts';
import { createAnswerSaving } from './answer-saving.ts';
import { createAnswerWriting } from './answer-writing.ts';
import { withEnclosed } from './enclosed.ts';
import { saidBefore } from './follow-up.ts';
import { createFinding, isMostlyForeign, otherThan } from './finding.ts';
import { groundingOf } from './grounding.ts';
import { nearestTitles, type Outcome } from './judgement.ts';
import type { Cut, LiveAnswer } from './live-answers.ts';
import { createProgressSaving } from './progress-saving.ts';
import { DOCUMENTS_NAMED, overviewOf } from './overview.ts';
import type { Question } from './question.ts';
import { overviewAsked } from './overview-question.ts';
import { smallTalkIn, smallTalkLanguage } from './small-talk.ts';
import type { ConversationStore } from './store.ts';
import type { SourceDocuments } from './sources/ports.ts';
import { wording } from './wording.ts';
import type { Route } from './model-routes.ts';

type Dependencies = {
  store: ConversationStore;
  knowledge: Pick<SearchStore, 'knowledge' | 'outlines'>;
  retriever: Retriever;
  rerank: Rerank;
  route: Route;
  /** Whoever answers before the documents do. */
  answerBefore: AnswerBefore;
  bounds: AnswerBounds;
  /** Pages and copies of the documents that answers rest on. */
  documents: SourceDocuments;
  events: Events;
  storage: Storage;
  log: Log;
};

export type AnswerQuestion = (answer: LiveAnswer, question: Question) => Promise<void>;

/** From a committed question to a saved answer; every step is told to the followers. Never throws. */
export function createAnswering({
  store,
  knowledge,
  retriever,
  rerank,
  route,
  answerBefore,
  bounds,
  documents,
  events,
  storage,
  log,
}: Dependencies): AnswerQuestion {
  const find = createFinding({ retriever, route });
  const generate = createGenerating({ route, documents, log });
  const saving = createProgressSaving(store, { log, storage });
  const save = createAnswerSaving({ store, saving, bounds, events, storage, log });

  return async function answerQuestion(answer, question) {
    const startedAt = performance.now();
    const progress = createAnswerProgress(answer, saving, startedAt);
    const { about } = question;
    const { clientId } = about;
    const tellHidden = () => {
      const hidden = question.hiding?.told() ?? [];
      if (hidden.length > 0) progress.metadata.hidden = hidden;
    };
    try {
      answer.signal.throwIfAborted(); // stopped while it waited for its turn
      const whom = { clientId, chatbotId: question.bot.id };
      const outcome = await concerning(whom, () => compose(answer, question, progress));
      tellHidden();
      save(answer, about, progress, 'complete', outcome);
    } catch (error) {
      tellHidden();
      if (answer.signal.aborted) {
        const cut = answer.signal.reason as Cut;
        save(answer, about, progress, cut === 'stopped' ? 'stopped' : 'interrupted', progress.inPlace());
        return;
      }
      const told = storage.failed(error);
      const code: ErrorCode = isFoyerError(told) ? told.code : 'internal.unexpected';
      log.warn({ message: answer.messageId, client: clientId, err: error, code }, 'answer failed');
      const kept = progress.inPlace() ?? { content: progress.text(), change: {}, metadata: {} };
      save(answer, about, progress, 'failed', { ...kept, change: { ...kept.change, failure: code } });
      // Whoever asked is told what happened, not where the model is: that is in the log.
      answer.publish({ type: 'failed', error: { code, message: wordsForCode(code, 'en') } });
    }
  };

  async function compose(answer: LiveAnswer, question: Question, progress: AnswerProgress): Promise<Outcome> {
    const { bot, text } = question;
    if (question.personWish !== null) {
      const { language, met } = question.personWish;
      return aside(say(progress, wording[language].person[met]), { offersPerson: true });
    }
    if (question.beyond !== null) progress.metadata.beyondQuota = question.beyond.as;
    if (question.beyond?.as === 'stop') return aside(say(progress, question.beyond.says));
    const smallTalk = smallTalkIn(text);
    if (smallTalk !== null) {
      const words = wording[smallTalkLanguage(text)];
      return aside(
        say(
          progress,
          smallTalk === 'greeting' && bot.welcomeMessage !== '' ? bot.welcomeMessage : words.thanks,
        ),
      );
    }
    const language = detectLanguage(text) ?? bot.language;
    const given = answerBefore({
      clientId: bot.clientId,
      chatbotId: bot.id,
      text,
      language,
      usual: bot.language,
    });
    if (given !== null)
      return aside(say(progress, withLink(given, language)), { officeAnswer: { link: given.link } });
    const known = knowledge.knowledge(bot.id);
    if (known.ready === 0 && question.enclosed.length === 0) {
      const words = wording[language];
      return {
        ...say(progress, known.working > 0 ? words.stillReading : words.nothingKnown),
        change: { abstained: true },
      };
    }

    const overview = overviewAsked(text);
    if (overview !== null && known.ready > 0)
      return aside(describe(answer, question, known.ready, overview, progress));

    const found = await find(
      {
        ...question,
        language,
        known,
        asTyped: question.wishes?.asTyped ?? false,
        meter: progress.meter,
        onAttempt: progress.attempted,
      },
      answer.signal,
    );
    const { wordings, retrieval } = found;
    answer.signal.throwIfAborted();
    progress.metadata.searchMode = retrieval.mode;
    if (retrieval.meaningLeftOut !== null) progress.metadata.meaningLeftOut = retrieval.meaningLeftOut;
    if (retrieval.corrections.length > 0) progress.metadata.corrections = retrieval.corrections;
    if (wordings[0] !== text) progress.metadata.searchedQuestion = wordings[0];

    const passages = withEnclosed(text, question.enclosed, found.passages);
    const grounding: Grounding = {
      question: wordings[0],
      language,
      passages,
      searched: retrieval.searched,
      said: saidBefore(text, question.history),
    };
    const certainty = passages === found.passages ? found.certainty() : answerCertainty(grounding);
    if (!mayAnswer(certainty, question.models[0])) {
      const nearest = nearestTitles(retrieval.passages);
      const foreign = retrieval.mode === 'keyword' && isMostlyForeign(known, language);
      const hint = foreign ? ` ${wording[language].otherLanguage(otherThan(language))}` : '';
      return {
        ...say(progress, wording[language].abstain + hint),
        change: { abstained: true },
        metadata: nearest.length > 0 ? { nearest } : {},
      };
    }
    const reordered = async () => {
      const { passages: ordered, use } = await rerank(
        wordings[0],
        retrieval.passages,
        answer.signal,
        question.hiding?.hide,
      );
      if (use !== null) progress.metadata.reranking = use;
      return withEnclosed(text, question.enclosed, groundingOf(ordered));
    };
    return generate(answer, question, { grounding, passages, reordered, waitedMs: found.waitedMs }, progress);
  }

  /** What the documents are, for who does not know what to ask. */
  function describe(
    answer: LiveAnswer,
    { bot }: Question,
    ready: number,
    language: Language,
    progress: AnswerProgress,
  ): Outcome {
    const outlines = knowledge.outlines(bot.id, DOCUMENTS_NAMED);
    const { content, passages } = overviewOf(outlines, ready, language);
    const writing = createAnswerWriting({
      passages,
      question: '',
      documents,
      onText: progress.append,
      onSources: tellSources(answer, progress),
    });
    progress.setModel('embedded', 'embedded');
    writing.write(content);
    writing.end();
    const written = writing.checked({ language, known: '', written: false });
    return {
      content: written.content,
      change: { sources: written.sources },
      metadata: { citations: written.citations },
    };
  }
}

function say(progress: AnswerProgress, content: string): Outcome {
  progress.setModel('embedded', 'embedded');
  progress.append(content);
  return { content, change: {}, metadata: {} };
}

/** The link stands in the answer, so that it is there wherever the answer is read. */
function withLink({ content, link }: GivenAnswer, language: Language): string {
  return link === null ? content : `${content}\n\n[${wording[language].readOn}](${link})`;
}

/** Said aside from what the documents answer: no measure of them. */
function aside(outcome: Outcome, metadata: MessageMetadata = {}): Outcome {
  return { ...outcome, metadata: { ...outcome.metadata, ...metadata, aside: true } };
}
