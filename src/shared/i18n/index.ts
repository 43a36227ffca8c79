import * as en from './en/index.ts';
import * as fr from './fr/index.ts';

/** Every word of Foyer: one namespace a place, in both languages. */
export const catalogues = { fr, en };

export type Catalogue = typeof fr;
