/** The routes and words of each module: a line a module. */
export * as articles from './articles/index.ts';
export * as frequentAnswers from './frequent-answers/index.ts';
export * as goldenQuestions from './golden-questions/index.ts';
export * as usage from './usage/index.ts';
