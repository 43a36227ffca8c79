/** What each module is: a line a module. */
export { articles } from './articles/module.ts';
export { frequentAnswers } from './frequent-answers/module.ts';
export { goldenQuestions } from './golden-questions/module.ts';
export { usage } from './usage/module.ts';
