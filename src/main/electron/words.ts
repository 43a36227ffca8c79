import { desktop as english } from '#shared/i18n/en/desktop.ts';
import { desktop as french } from '#shared/i18n/fr/desktop.ts';

export type DesktopWords = typeof english | typeof french;

/**
 * The words of menus and boxes, in the first of the system's languages that Foyer speaks, else French.
 *
 * @param systemLanguages BCP 47 tags, the preferred first
 */
export function desktopWords(systemLanguages: readonly string[]): DesktopWords {
  const spoken = systemLanguages
    .map(tag => tag.slice(0, 2).toLowerCase())
    .find(tag => tag === 'fr' || tag === 'en');
  return spoken === 'en' ? english : french;
}

/** Puts values in the place of `{{name}}`. */
export function fillIn(sentence: string, values: Record<string, string>): string {
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
