/** The main side of each module: a line a module. */
export * as articles from './articles/main/index.ts';
export * as frequentAnswers from './frequent-answers/main/index.ts';
export * as goldenQuestions from './golden-questions/main/index.ts';
export * as usage from './usage/main/index.ts';
