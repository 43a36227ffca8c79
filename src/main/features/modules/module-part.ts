import type { ModuleName } from '#modules/index.ts';
import type { Part } from '#main/features/part.ts';
import type { SpendingBounds } from '#main/features/models/index.ts';
import type { AnswerBefore, AnswerBounds } from '#main/features/conversations/index.ts';
import type { OfficeAnswers, TestQuestions } from './offered.ts';

/** What a module's main side is to the house: a part like any feature's, under its module's name. */
export type ModulePart = Part & {
  readonly module: ModuleName;
  /** What answers a question before the documents are looked into; asked only for clients it is on for. */
  readonly answerBefore?: AnswerBefore;
  /** What bounds the answers of every client; one module has it, which is always there. */
  readonly answerBounds?: AnswerBounds;
  /** What bounds the cost of models outside that write nothing; one module has it. */
  readonly spendingBounds?: SpendingBounds;
  /** What keeps the answers of the office, for other modules; one module has it. */
  readonly officeAnswers?: OfficeAnswers;
  /** What keeps test questions, for other modules; one module has it, which is always there. */
  readonly testQuestions?: TestQuestions;
};
