import { widget as english } from '../../shared/i18n/en/widget.ts';
import { widget as french } from '../../shared/i18n/fr/widget.ts';

type StemOf<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
export type WordKey = StemOf<keyof typeof french>;

/** Some words in the visitor's language; `{{name}}` in them is replaced. `count` chooses the form. */
export type Translate = {
  (key: WordKey, values?: Readonly<Record<string, string | number>>): string;
  /** The language the words are in, for numbers and dates. */
  readonly language: string;
};

export type Catalogue = Readonly<Record<string, string>>;

/** Languages written from right to left (ISO 639). */
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|iw|ks|ps|sd|ug|ur|yi)\b/i;

const bundled: Readonly<Record<string, Catalogue>> = { fr: french, en: english };

/**
 * The code of the language to show, from what the owner and the page want.
 * @param wanted `page`, `visitor` or a code
 */
export function chooseLanguage(
  wanted: string,
  around: { pageLanguage: string | null; visitorLanguage: string; botLanguage: string },
): string {
  const code =
    wanted === 'page'
      ? (around.pageLanguage ?? around.botLanguage)
      : wanted === 'visitor'
        ? around.visitorLanguage
        : wanted;
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code) ? code : around.botLanguage;
}

/** The catalogue that comes with the panel for this code, or null: then there may be a file. */
export function bundledCatalogue(code: string): Catalogue | null {
  return bundled[code.split('-')[0]?.toLowerCase() ?? ''] ?? null;
}

/** Words of a file: a flat object of texts. What it does not hold is said in English. */
export function readCatalogue(value: unknown): Catalogue {
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return { ...english, ...Object.fromEntries(entries.filter(([, words]) => typeof words === 'string')) };
}

export function isRightToLeft(code: string): boolean {
  return RIGHT_TO_LEFT.test(code);
}

export function createTranslate(code: string, catalogue: Catalogue): Translate {
  const plural = new Intl.PluralRules(code);
  const translate = (key: WordKey, values: Readonly<Record<string, string | number>> = {}): string => {
    const { count } = values;
    const form = typeof count === 'number' ? catalogue[`${key}_${plural.select(count)}`] : undefined;
    const words = form ?? catalogue[key] ?? catalogue[`${key}_other`] ?? key;
    return words.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
  return Object.assign(translate, { language: code });
}
