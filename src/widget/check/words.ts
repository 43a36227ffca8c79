import { widgetCheck as english } from '../../shared/i18n/en/widget-check.ts';
import { widgetCheck as french } from '../../shared/i18n/fr/widget-check.ts';

export type CheckWords = Record<keyof typeof french, string>;

/** The words of the browser's language, and that language. */
export function checkWords(): { language: 'fr' | 'en'; words: CheckWords } {
  return /^fr\b/i.test(navigator.language)
    ? { language: 'fr', words: french }
    : { language: 'en', words: english };
}

/** A sentence with its names filled in. */
export function filled(words: string, values: Readonly<Record<string, string | number>> = {}): string {
  return words.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''));
}
