import { widget as english } from '#shared/i18n/en/widget.ts';
import { widget as french } from '#shared/i18n/fr/widget.ts';
import { shownLanguage } from '../../../state/i18n.ts';

/** The widget's own words, which stand where its owner wrote none; in the language of the interface. */
export function widgetWords() {
  return shownLanguage() === 'fr' ? french : english;
}
