import type { moduleWords } from '../../modules/words.ts';
import * as en from './en/index.ts';
import * as fr from './fr/index.ts';

/** Every word of Foyer but those of modules: one namespace a place, in both languages. */
export const catalogues = { fr, en };

/** With those of modules, each a namespace too. */
export type Catalogue = typeof fr & (typeof moduleWords)['fr'];
