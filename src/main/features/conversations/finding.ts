import type { AnswerAttempt } from '#shared/contract/messages.ts';
import type { Hiding } from '#main/ai/hiding/hiding-model.ts';
import type { ChatTurn } from '#main/ai/ports.ts';
import type { ChatbotRow } from '#main/features/chatbots/index.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import type {
  FoundByWords,
  Knowledge,
  Retrieval,
  Retriever,
  WhichIndex,
} from '#main/features/search/index.ts';
import type { Narrowing } from '#shared/contract/narrowing.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { answerCertainty } from './answerable.ts';
import { isFollowUp, standaloneWordings } from './follow-up.ts';
import { groundingOf, type GroundedPassage } from './grounding.ts';
import type { Route } from './model-routes.ts';
import { rewriteQuestion } from './rewrite.ts';
import type { UsageMeter } from './usage-meter.ts';

/** Passages of a question, best first. */
export const RETRIEVED = 24;
/** Under this certainty the documents in the other language are looked at too. */
const ANSWERED_FROM = 0.45;
const FOREIGN_BELOW = 0.1; // share of the passages in the language of the question

type Wordings = readonly [string, ...string[]];

type Input = {
  bot: ChatbotRow;
  text: string;
  history: readonly ChatTurn[];
  models: readonly [AnsweringModel, ...AnsweringModel[]];
  /** Of the question. */
  language: Language;
  known: Knowledge;
  /** No word is corrected. */
  asTyped: boolean;
  /** False: words are searched alone. */
  meaning?: boolean;
  /** Only this part of the chatbot's documents is searched. */
  narrowing?: Narrowing;
  /** Which index of meaning is searched; left out: the one that answers. */
  index?: WhichIndex | undefined;
  /** What was looked for while the question was stored. */
  ahead: { byWords: FoundByWords } | undefined;
  /** Null where nothing is hidden from models outside. */
  hiding: Pick<Hiding, 'hide'> | null;
  /** Counts what putting it in other words uses. */
  meter: UsageMeter;
  /** Told of what came of that. */
  onAttempt: (attempt: AnswerAttempt) => void;
};

export type Found = {
  /** The first is what was searched for first of all. */
  wordings: Wordings;
  retrieval: Retrieval;
  passages: readonly GroundedPassage[];
  /** How likely the passages answer, 0 to 1; judged when it is first asked for, and once. */
  certainty(): number;
};

/**
 * Searches for the question, made to stand alone when it follows others. It is also put in the other language
 * when the documents are mostly in that one, or when it found nothing and some are: the model takes its time for
 * that, so not before.
 */
export function createFinding({ retriever, route }: { retriever: Retriever; route: Route }) {
  return async function find(
    question: Input,
    signal: AbortSignal,
  ): Promise<Found & { /** How long a model was waited for in vain, in milliseconds. */ waitedMs: number }> {
    const { bot, text, history, models, language, known, ahead, hiding, meter, onAttempt } = question;
    const other = otherThan(language);
    let waitedMs = 0;
    const rewrite = async (target: Language, turns: readonly ChatTurn[]): Promise<string | null> => {
      if (waitedMs > 0) return null; // it would keep waiting again
      const asked = {
        question: text,
        history: turns,
        language: target,
        translates: target !== language,
        models: serversOfFirst(models),
        route,
        meter,
        onAttempt,
      };
      const rewriting = await rewriteQuestion(asked, signal);
      waitedMs += rewriting.waitedMs;
      return rewriting.question;
    };
    const scope = { clientId: bot.clientId, chatbotId: bot.id };
    const search = async (wordings: Wordings, before: typeof ahead = ahead): Promise<Found> => {
      const { asTyped, meaning, narrowing, index } = question;
      const options = { asTyped, before, hide: hiding?.hide, index, meaning, narrowing };
      return foundBy(
        wordings,
        language,
        await retriever.retrieve(scope, wordings, RETRIEVED, signal, options),
      );
    };

    return { ...(await findLikeliest()), waitedMs };

    async function findLikeliest(): Promise<Found> {
      const turns = isFollowUp(text, history, language) ? history : [];
      const foreign = isMostlyForeign(known, language);
      const reworded = foreign || turns.length > 0 ? await rewrite(foreign ? other : language, turns) : null;
      if (foreign && reworded !== null) return search([reworded, text]);
      const readings = turns.length > 0 ? standaloneWordings(text, turns, language) : ([text] as const);
      const found = await best(reworded === null ? readings : [reworded, ...readings]);
      if (foreign || known.passages[other] === 0 || found.certainty() >= ANSWERED_FROM) return found;
      const translated = await rewrite(other, turns);
      return translated === null ? found : search([translated, found.wordings[0]], found.retrieval);
    }

    /** What is found for the likeliest of several readings: the one whose answer is the most certain. */
    async function best(readings: readonly [string, ...string[]]): Promise<Found> {
      const [first, ...others] = readings;
      let chosen = await search([first]);
      for (const reading of others) {
        const candidate = await search([reading]);
        if (candidate.certainty() > chosen.certainty()) chosen = candidate;
      }
      return chosen;
    }
  };
}

/** The model that is asked first, at each of its servers. */
function serversOfFirst([first, ...others]: Input['models']): Input['models'] {
  return [first, ...others.filter(({ modelId }) => modelId === first.modelId)];
}

function foundBy(wordings: Wordings, language: Language, retrieval: Retrieval): Found {
  const passages = groundingOf(retrieval.passages);
  let certainty: number | null = null;
  return {
    wordings,
    retrieval,
    passages,
    certainty() {
      const { searched } = retrieval;
      certainty ??= answerCertainty({ question: wordings[0], language, passages, searched });
      return certainty;
    },
  };
}

/** Whether so little is in the language of the question that the answer must be in the other. */
export function isMostlyForeign({ passages }: Knowledge, language: Language): boolean {
  const own = passages[language];
  return passages[otherThan(language)] > 0 && own < (own + passages[otherThan(language)]) * FOREIGN_BELOW;
}

export function otherThan(language: Language): Language {
  return language === 'fr' ? 'en' : 'fr';
}
