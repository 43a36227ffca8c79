import { words as frequentAnswersEnglish } from './frequent-answers/words/en.ts';
import { words as frequentAnswersFrench } from './frequent-answers/words/fr.ts';
import type { ModuleName } from './index.ts';

type ErrorWords = Readonly<Record<string, { title: string; advice: string }>>;
/** What every module says, whatever else: of its errors, and how it is used. */
type LeastWords = { errors: ErrorWords; help: { title: string; summary: string; body: string } };
type Spoken = Record<ModuleName, LeastWords>;

/** The words of every module, each a namespace of the catalogue. The interface loads them by themselves. */
export const moduleWords = {
  fr: { frequentAnswers: frequentAnswersFrench } satisfies Spoken,
  en: { frequentAnswers: frequentAnswersEnglish } satisfies Spoken,
};
