import type { Language } from '#shared/contract/vocabulary.ts';

type Words = { readonly [key: string]: string | Words };

const OTHER = '_other';

/**
 * The words with each plural form that the language knows: those that no one wrote read like the others. French has a
 * form of its own for whole millions ("many"), without which a page would show a key.
 */
export function withEveryPlural<Catalogue extends Words>(
  catalogue: Catalogue,
  language: Language,
): Catalogue {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return filled(catalogue, forms) as Catalogue;
}

function filled(words: Words, forms: readonly string[]): Words {
  const missing = Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' && key.endsWith(OTHER)
      ? forms.map(form => [`${key.slice(0, -OTHER.length)}_${form}`, value] as const)
      : [],
  );
  const own = Object.entries(words).map(
    ([key, value]) => [key, typeof value === 'string' ? value : filled(value, forms)] as const,
  );
  return Object.fromEntries([...missing, ...own]);
}
