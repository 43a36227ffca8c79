import { widgetLauncher as english } from '../../shared/i18n/en/widget-launcher.ts';
import { widgetLauncher as french } from '../../shared/i18n/fr/widget-launcher.ts';

export type LauncherWords = Record<keyof typeof french, string>;

/**
 * The loader's words, in French or English; other languages give their own in the snippet (`data-label`,
 * `data-offline-message`) and in the panel.
 * @param language what the snippet asks for: `page`, `visitor`, a code, or null for the page's
 */
export function launcherWords(language: string | null): LauncherWords {
  const asked = language === null || language === 'page' ? document.documentElement.lang : language;
  const code = asked === '' || asked === 'visitor' ? navigator.language : asked;
  return /^fr\b/i.test(code) ? french : english;
}
