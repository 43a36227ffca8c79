import { widgetLauncher as english } from '../../shared/i18n/en/widget-launcher.ts';
import { widgetLauncher as french } from '../../shared/i18n/fr/widget-launcher.ts';

export type LauncherWords = Record<keyof typeof french, string>;

/**
 * The loader's words, in French or English; for other languages there are the owner's own (label,
 * title, what is said while the server does not answer) and the panel's.
 * @param language what the owner or the page asks for: `page`, `visitor`, a code, or null for the page's
 */
export function launcherWords(language: string | null): LauncherWords {
  const asked = language === null || language === 'page' ? document.documentElement.lang : language;
  const code = asked === '' || asked === 'visitor' ? navigator.language : asked;
  return /^fr\b/i.test(code) ? french : english;
}
