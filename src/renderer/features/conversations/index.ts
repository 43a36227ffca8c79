export { useDismissingQuestions } from './use-dismissing-questions.ts';
