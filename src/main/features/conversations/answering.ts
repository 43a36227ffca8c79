import { performance } from 'node:perf_hooks';
import type { BeyondQuota, MessageMetadata } from '#shared/contract/messages.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { isFoyerError, type ErrorCode } from '#shared/errors.ts';
import type { Hiding } from '#main/ai/hiding/hiding-model.ts';
import { promptText } from '#main/ai/model-pace.ts';
import type { ChatTurn, EndReason, Grounding } from '#main/ai/ports.ts';
import { estimateTokens } from '#main/ai/token-estimate.ts';
import { detectLanguage } from '#main/language/detect.ts';
import type { ChatbotRow } from '#main/features/chatbots/index.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import type { Rerank, Retriever, SearchStore } from '#main/features/search/index.ts';
import { wordsForCode } from '#main/platform/error-words.ts';
import { forChatbot } from '#main/platform/outbound/index.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { AnswerBefore, GivenAnswer } from './answer-before.ts';
import type { AnswerBounds } from './answer-bounds.ts';
import { answerCertainty, mayAnswer } from './answerable.ts';
import { createAnswerRequest } from './answer-request.ts';
import { createAnswerProgress, type AnswerProgress } from './answer-progress.ts';
import { createAnswerSaving } from './answer-saving.ts';
import { createAnswerWriting, type WrittenAnswer } from './answer-writing.ts';
import { andEnclosed, withEnclosed, type EnclosedPassage } from './enclosed.ts';
import { startFirstStep } from './first-step.ts';
import { saidBefore } from './follow-up.ts';
import { createFinding, isMostlyForeign, otherThan } from './finding.ts';
import { groundingOf, inOrderOf, type GroundedPassage } from './grounding.ts';
import { cutShort, judge, nearestTitles, type Outcome } from './judgement.ts';
import type { Cut, LiveAnswer } from './live-answers.ts';
import { tellingPassedOver, type PassedOver } from './passed-over.ts';
import { createProgressSaving } from './progress-saving.ts';
import { DOCUMENTS_NAMED, overviewOf } from './overview.ts';
import { overviewAsked } from './overview-question.ts';
import { createReading } from './reading.ts';
import { smallTalkIn, smallTalkLanguage } from './small-talk.ts';
import type { AboutConversation, ConversationStore } from './store.ts';
import type { SourceDocuments } from './sources/ports.ts';
import { underWay } from './under-way.ts';
import { keyOf } from './usage-meter.ts';
import { wording } from './wording.ts';
import type { Route } from './model-routes.ts';

export type Question = {
  bot: ChatbotRow;
  about: AboutConversation;
  text: string;
  history: readonly ChatTurn[];
  models: readonly [AnsweringModel, ...AnsweringModel[]];
  /** Those in between that may not be asked. */
  passedOver: readonly PassedOver[];
  /** Null where nothing is hidden from models outside. */
  hiding: Pick<Hiding, 'told'> | null;
  /** Of files that came with the conversation. */
  enclosed: readonly EnclosedPassage[];
  /** When it asks for a person of the office. */
  personWish: PersonWish | null;
  /** Set when the quota of the client is used up: who answers instead, and what is said when nobody does. */
  beyond: { as: BeyondQuota; says: string } | null;
  /** What a program asked for beside the question: added to the bot's instructions, or in place of its settings. */
  wishes?: AnswerWishes;
};

export type PersonWish = {
  language: Language;
  /** Whether the office is told, and whether whoever asks can leave how to reach them beside the answer. */
  met: 'ownTest' | 'told' | 'widget';
};

export type AnswerWishes = {
  instructions?: string | undefined;
  temperature?: number | undefined;
  maxOutputTokens?: number | undefined;
  /** No word is corrected. */
  asTyped?: boolean | undefined;
};

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

/** What an answer is written from. */
type Ground = {
  grounding: Grounding;
  passages: readonly GroundedPassage[];
  /** The same in the order of the search, where they stand in another one. */
  asFound?: readonly GroundedPassage[];
  /** Those for a model that writes, in the order that another one puts them in. */
  reordered: () => Promise<readonly GroundedPassage[]>;
  /** How long a model was waited for in vain already, in milliseconds. */
  waitedMs: number;
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
      const outcome = await forChatbot(question.bot.id, () => compose(answer, question, progress));
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
      const { passages: ordered, use } = await rerank(wordings[0], retrieval.passages, answer.signal);
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

  async function generate(
    answer: LiveAnswer,
    question: Question,
    ground: Ground,
    progress: AnswerProgress,
  ): Promise<Outcome> {
    const hasRemote = question.models.some(({ modelId }) => modelId !== null);
    if (!hasRemote) return write(answer, question, ground, progress, null);
    const { grounding, passages } = ground;
    const { publish } = answer;
    // What is quoted first is what was found, in its order: it waits for no model.
    const known = andEnclosed(documents, question.enclosed);
    const firstStep = startFirstStep({ grounding, passages, documents: known, publish, log });
    try {
      const ordered = await ground.reordered();
      const asFound = inOrderOf(passages, ordered);
      const inOrder = {
        ...ground,
        asFound,
        passages: ordered,
        grounding: { ...grounding, passages: ordered },
      };
      return await write(answer, question, inOrder, progress, firstStep);
    } catch (error) {
      const quoted = progress.text() === '' ? firstStep.asAnswer() : null;
      if (quoted !== null) progress.putInPlace(quoted);
      throw error;
    } finally {
      firstStep.end();
    }
  }

  async function write(
    answer: LiveAnswer,
    question: Question,
    { grounding, passages: grounded, asFound, waitedMs }: Omit<Ground, 'reordered'>,
    progress: AnswerProgress,
    /** Absent where no model writes. */
    firstStep: ReturnType<typeof startFirstStep> | null,
  ): Promise<Outcome> {
    const { models, wishes = {} } = question;
    const { language } = grounding;
    const hasRemote = firstStep !== null;
    const { request, prompt } = createAnswerRequest(question, grounding, asFound);
    const passages = hasRemote ? grounded.slice(0, prompt().passages.length) : grounded;
    const known = andEnclosed(documents, question.enclosed);
    const startWriting = (given: readonly GroundedPassage[]) =>
      createAnswerWriting({
        passages: given,
        question: grounding.question,
        documents: known,
        onText: progress.append,
        onSources: tellSources(answer, progress),
      });
    // What a program asks for counts above what the model's settings say.
    const asked = wishes.temperature === undefined ? models : leaveTemperature(models);
    let ended: EndReason = 'stop';
    let offered = passages.length;
    let answering: AnsweringModel = models[0];
    let certainty: number | null = null;
    const reading = createReading(models, prompt, answer.publish);
    const meter = progress.meter.watch({
      models,
      purpose: 'answer',
      estimate: {
        input: () => estimateTokens(promptText(prompt().system, prompt().turns)),
        output: () => estimateTokens(progress.reasoning() + progress.text()),
      },
    });
    const passing = tellingPassedOver(question.passedOver, progress.attempted);
    const watch = {
      ...meter,
      asked(key: string) {
        passing.asked(key);
        reading.asked(key);
      },
    };
    const deltas = await underWay(
      route(asked, request, answer.signal, { waitedMs, watch, onAttempt: passing.attempted }),
    );
    // The sources are looked for while the model reads.
    let writing = startWriting(passages);
    for await (const delta of deltas) {
      if (delta.type === 'expects') {
        if (delta.loads) reading.loads(delta.firstTokenMs);
      } else if (delta.type === 'reasoning') {
        progress.reason(delta.text, delta.fresh);
      } else if (delta.type === 'take-back') {
        progress.takeBack();
        writing = startWriting(grounded.slice(0, offered));
      } else if (delta.type === 'answered-by') {
        if (!delta.hasReasoned) progress.forgetReasoning();
        // Those quoted without a model are all there.
        const given = delta.provider === 'embedded' ? grounded.length : prompt().passages.length;
        if (given !== offered) writing = startWriting(grounded.slice(0, given));
        if (hasRemote) progress.metadata.context = prompt().cut;
        offered = given;
        answering = models.find(model => keyOf(model) === delta.key) ?? answering;
        firstStep?.end();
        progress.setModel(delta.provider, delta.model);
        const reason = delta.reason ?? question.passedOver.find(({ next }) => next === delta.key)?.code;
        if (reason !== undefined) progress.metadata.fallback = { reason };
      } else if (delta.type === 'text') {
        writing.write(delta.text);
      } else if (delta.type === 'end') {
        writing.end();
        ended = delta.reason;
        certainty = delta.certainty ?? null;
      }
    }
    writing.end();
    const outcome = judge({
      answer: writing.checked({ language, known: saidBy(question), written: answering.modelId !== null }),
      passages: grounded.slice(0, offered),
      abstained: writing.abstained(),
      certainty,
    });
    return ended === 'length' || ended === 'filter' ? cutShort(outcome, ended) : outcome;
  }
}

/** Tells followers of the sources, and keeps them with the answer. */
function tellSources(answer: LiveAnswer, progress: AnswerProgress) {
  return (shown: Pick<WrittenAnswer, 'sources' | 'citations'>, told: boolean): void => {
    progress.setSources(shown.sources);
    progress.metadata.citations = shown.citations;
    if (told) answer.publish({ type: 'sources', sources: shown.sources });
  };
}

function leaveTemperature([first, ...others]: Question['models']): Question['models'] {
  const without = (model: AnsweringModel): AnsweringModel => ({ ...model, temperature: null });
  return [without(first), ...others.map(without)];
}

/** What the person and the bot's owner said: its figures and names are not the answer's. */
function saidBy({ bot, text, history, wishes }: Question): string {
  const asked = history.filter(({ role }) => role === 'user').map(({ content }) => content);
  return [text, ...asked, bot.name, bot.instructions, wishes?.instructions ?? ''].join('\n');
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
