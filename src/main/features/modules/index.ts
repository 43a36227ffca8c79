export type { ModulePart } from './module-part.ts';
export { createModules } from './part.ts';
export type { OfficeAnswers, TestQuestions } from './offered.ts';
