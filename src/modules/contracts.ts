import { frequentAnswers } from './frequent-answers/contract.ts';
import type { ModuleName } from './index.ts';

/** The routes of every module, each under its module's name. */
export const moduleContracts = { frequentAnswers } as const satisfies Record<ModuleName, object>;
