import * as contents from './contents.ts';
import { moduleNames, type ModuleName } from './index.ts';

type Contents = typeof contents;

/** The routes of every module, each under its module's name. One that has none does not compile. */
export const moduleContracts = Object.fromEntries(
  moduleNames.map(name => [
    name,
    (contents satisfies Record<ModuleName, { contract: object }>)[name].contract,
  ]),
) as { readonly [Name in ModuleName]: Contents[Name]['contract'] };
