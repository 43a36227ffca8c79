import type { ModuleDefinition } from './define-module.ts';
import * as definitions from './definitions.ts';

/** The modules there are, by their names. */
export const modules = { ...definitions };

export type Modules = typeof modules;
export type ModuleName = keyof Modules;

export const moduleNames = Object.keys(modules) as [ModuleName, ...ModuleName[]];

export function isModuleName(name: unknown): name is ModuleName {
  return typeof name === 'string' && Object.hasOwn(modules, name);
}

/** What is known of any module. */
export const definitionOf = (name: ModuleName): ModuleDefinition => modules[name];

export type SwitchableName = {
  [Name in ModuleName]: Modules[Name]['usually'] extends 'always' ? never : Name;
}[ModuleName];

/** Those that are switched on and off for each client; the others are always on. */
export const switchableNames = moduleNames.filter(
  (name): name is SwitchableName => definitionOf(name).usually !== 'always',
);

type ModuleErrorCode = { [Name in ModuleName]: keyof Modules[Name]['errors'] }[ModuleName];

/** Codes of all modules with their HTTP status. */
export const moduleErrors = Object.fromEntries(
  moduleNames.flatMap(name => Object.entries(modules[name].errors)),
) as Readonly<Record<ModuleErrorCode, number>>;
