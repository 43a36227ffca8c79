import type { widget as french } from '../../shared/i18n/fr/widget.ts';

type StemOf<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
export type WordKey = StemOf<keyof typeof french>;

/** Words in the visitor's language; `{{name}}` in them is replaced. `count` chooses the form. */
export type Translate = {
  (key: WordKey, values?: Readonly<Record<string, string | number>>): string;
  /** The language the words are in, for numbers and dates. */
  readonly language: string;
};

export type Catalogue = Readonly<Record<string, unknown>>;

/** Languages written from right to left (ISO 639). */
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|iw|ks|ps|sd|ug|ur|yi)\b/i;

/**
 * The code of the language to show.
 * @param wanted what owner or page ask for: `page`, `visitor` or a code
 */
export function chooseLanguage(
  wanted: string,
  around: { pageLanguage: string | null; visitorLanguage: string; botLanguage: string },
): string {
  const { pageLanguage, visitorLanguage, botLanguage } = around;
  const code = wanted === 'page' ? pageLanguage : wanted === 'visitor' ? visitorLanguage : wanted;
  return code !== null && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code) ? code : botLanguage;
}

export function isRightToLeft(code: string): boolean {
  return RIGHT_TO_LEFT.test(code);
}

/** @param code must be one that `Intl` knows the form of: see `chooseLanguage` */
export function createTranslate(code: string, catalogue: Catalogue): Translate {
  const plural = new Intl.PluralRules(code);
  const translate = (key: WordKey, values: Readonly<Record<string, string | number>> = {}): string => {
    const { count } = values;
    const form = typeof count === 'number' ? catalogue[`${key}_${plural.select(count)}`] : undefined;
    const words = form ?? catalogue[key] ?? catalogue[`${key}_other`] ?? '';
    return String(words).replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
  return Object.assign(translate, { language: code });
}
