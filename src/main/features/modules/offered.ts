import type { ClientScope } from '#main/db/client-scope.ts';

/** Test questions, as another module adds them. */
export type TestQuestions = {
  /** Throws `goldenQuestions.full` where one more would be too many. */
  requireRoom(scope: ClientScope, chatbotId: string, question: string): void;
  /**
   * From now on this must answer the question: a document that is read, or a frequent answer. One that asks the same is
   * changed. Throws `goldenQuestions.full`, `goldenQuestions.no_such_place`.
   */
  keep(
    scope: ClientScope,
    wanted: {
      chatbotId: string;
      question: string;
      by: { documentId: string } | { answerId: string; answer: string };
    },
  ): void;
};

/** A question and what the office itself answers to it. */
export type OfficeAnswer = { id: string; question: string; answer: string };

/** The answers of the office, as another module reaches them: modules do not import each other. */
export type OfficeAnswers = {
  /** Those of a chatbot, in the order they were made. */
  all(scope: ClientScope, chatbotId: string): OfficeAnswer[];
  /** The id of the one that is given to a question on this day; null where none is. */
  given(scope: ClientScope, chatbotId: string, question: string): string | null;
  /** Used at once. Throws `frequentAnswers.duplicate` or `frequentAnswers.full`. */
  add(scope: ClientScope, chatbotId: string, fields: { question: string; answer: string }): OfficeAnswer;
  /** Answers otherwise, and also to this question. Throws `resource.not_found`. */
  change(
    scope: ClientScope,
    id: string,
    fields: { answer: string; alsoAsked: string },
  ): OfficeAnswer & { chatbotId: string };
};
