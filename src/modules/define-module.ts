import type { Role } from '#shared/contract/route.ts';
import type { Named } from '#shared/contract/vocabulary.ts';

/**
 * What is known of a module before anything of it is loaded: data only. Its routes stand in `contract.ts`, its words in
 * `words/{fr,en}.ts`, what it does in `main`, how it looks in `page`.
 */
export type ModuleDefinition<Name extends string = string> = {
  /** Its part of the contract and the namespace of its words. Its folder is the same in kebab case. */
  name: Name;
  version: number;
  /** Of a client about which nobody has said anything; `always`: part of Foyer itself, which nobody switches. */
  usually: 'on' | 'off' | 'always';
  title: Named;
  /** What it does, in a sentence. */
  summary: Named;
  /** Other words that people look for it by. */
  foundBy: Named;
  /** Who sees its page. */
  roles: readonly [Role, ...Role[]];
  /** Its codes with their HTTP status; each begins with its name. */
  errors: Readonly<Record<`${Name}.${string}`, number>>;
};

/** Says what a module is. */
export function defineModule<const Name extends string, const Definition extends ModuleDefinition<Name>>(
  definition: Definition & { name: Name },
): Definition {
  return definition;
}

/** The folder of a module: `frequentAnswers` is in `frequent-answers`. */
export function folderOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
