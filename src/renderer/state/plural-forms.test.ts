import i18next from 'i18next';
import { expect, it } from 'vitest';
import { catalogues } from '#shared/i18n/index.ts';
import { withEveryPlural } from './plural-forms.ts';

it.each(['fr', 'en'] as const)('words of every number are there in %s, millions too', async language => {
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: withEveryPlural(catalogues[language], language) },
    interpolation: { escapeValue: false },
  });
  const stems = Object.entries(catalogues[language]).flatMap(([namespace, words]) =>
    Object.keys(words)
      .filter(key => key.endsWith('_other'))
      .map(key => `${namespace}:${key.replace(/_other$/, '')}`),
  );
  expect(stems.length).toBeGreaterThan(50);
  const say = instance.t as (key: string, options: { count: number }) => string;
  for (const stem of stems) {
    for (const count of [0, 1, 1.5, 2, 1_000_000, 2_000_000]) {
      const said = say(stem, { count });
      expect(said, `${stem} ${count}`).not.toBe(stem.split(':')[1]);
    }
  }
});
