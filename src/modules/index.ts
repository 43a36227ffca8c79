import * as modules from './definitions.ts';

/** The modules there are, by their names. */
export { modules };

export type Modules = typeof modules;
export type ModuleName = keyof Modules;

export const moduleNames = Object.keys(modules) as [ModuleName, ...ModuleName[]];

export function isModuleName(name: unknown): name is ModuleName {
  return typeof name === 'string' && Object.hasOwn(modules, name);
}

type ModuleErrorCode = { [Name in ModuleName]: keyof Modules[Name]['errors'] }[ModuleName];

/** Codes of all modules with their HTTP status. */
export const moduleErrors = Object.fromEntries(
  moduleNames.flatMap(name => Object.entries(modules[name].errors)),
) as Readonly<Record<ModuleErrorCode, number>>;
