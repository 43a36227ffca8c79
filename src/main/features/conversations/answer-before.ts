import type { Language } from '#shared/contract/vocabulary.ts';
import type { Log } from '#main/platform/log.ts';

export type AskedQuestion = {
  clientId: string;
  chatbotId: string;
  text: string;
  /** The language of the question, or that of the chatbot where it cannot be told. */
  language: Language;
  /** The language of the chatbot. */
  usual: Language;
};

/** What the office itself answers. */
export type GivenAnswer = {
  content: string;
  /** Where whoever asks can read on. */
  link: string | null;
};

/** Answers a question before the documents are looked into, or leaves it to them. Takes a millisecond or two. */
export type AnswerBefore = (question: AskedQuestion) => GivenAnswer | null;

/** The first answer that is given; who fails to give one is passed over. */
export function firstAnswerOf(answers: readonly AnswerBefore[], log: Log): AnswerBefore {
  return question => {
    for (const answer of answers) {
      try {
        const given = answer(question);
        if (given !== null) return given;
      } catch (error) {
        log.error({ err: error, client: question.clientId }, 'answer before the documents failed');
      }
    }
    return null;
  };
}
