import { frequentAnswers } from './frequent-answers/module.ts';

/** The modules there are. What each is made of stands in the lists beside this one, which do not compile without it. */
export const modules = { frequentAnswers } as const;

export type Modules = typeof modules;
export type ModuleName = keyof Modules;

export const moduleNames = Object.keys(modules) as [ModuleName, ...ModuleName[]];

export function isModuleName(name: unknown): name is ModuleName {
  return typeof name === 'string' && Object.hasOwn(modules, name);
}

/** Codes of all modules with their HTTP status. */
export const moduleErrors = { ...frequentAnswers.errors } as const;
