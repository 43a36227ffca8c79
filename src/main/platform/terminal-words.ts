import type { Language } from '#shared/contract/vocabulary.ts';
import { cli as english } from '#shared/i18n/en/cli.ts';
import { cli as french } from '#shared/i18n/fr/cli.ts';

type Loose<Shape> = { readonly [Key in keyof Shape]: Shape[Key] extends string ? string : Loose<Shape[Key]> };

/** The words of the command line in one language. */
export type CliWords = Loose<typeof french>;

export function wordsIn(language: Language): CliWords {
  return language === 'fr' ? french : english;
}

/** Puts values in the places `{{name}}` of a sentence. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}
