import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { beforeAll, expect, it } from 'vitest';
import { sources } from '#shared/i18n/fr/sources.ts';
import { ScopeLines } from './scope-lines.tsx';
import { exampleAddresses, judgeAddresses, typedAddress } from './scope-samples.ts';

const i18n = i18next.createInstance();
beforeAll(() =>
  i18n.use(initReactI18next).init({
    lng: 'fr',
    resources: { fr: { sources } },
    interpolation: { escapeValue: false },
  }),
);

const settings = {
  start: ['exemple.fr'],
  sitemap: true,
  depth: 5,
  pages: 100,
  delayMs: 0,
  files: true,
  browser: false,
  local: false,
  include: ['/aide/**', ''],
  exclude: ['/aide/archives/**'],
};

function linesOf(change: Partial<typeof settings>, addresses: readonly string[]): string[] {
  const { shown } = judgeAddresses({ ...settings, ...change }, addresses);
  const html = renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <ScopeLines judged={shown} />
    </I18nextProvider>,
  );
  return html
    .replaceAll(/<style[^>]*>.*?<\/style>/gs, '')
    .split('</li>')
    .map(line =>
      line
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .filter(line => line !== '');
}

it('each address says whether it is followed, and by which pattern', () => {
  const at = (path: string) => `https://exemple.fr${path}`;
  expect(
    linesOf({ files: false }, [
      at('/aide/compte'),
      at('/aide/archives/2020'),
      at('/boutique/%C3%A9t%C3%A9'),
      at('/aide/notice.pdf'),
    ]),
  ).toEqual([
    `${at('/aide/compte')} suivie, d’après /aide/**`,
    `${at('/aide/archives/2020')} laissée de côté, d’après /aide/archives/**`,
    `${at('/boutique/été')} laissée de côté : dans aucun des chemins où rester`,
    `${at('/aide/notice.pdf')} laissée de côté : les fichiers ne sont pas lus`,
  ]);
});

it('examples are what the settings speak of, and what is typed is read as people type it', () => {
  expect(exampleAddresses(settings)).toEqual([
    'https://exemple.fr/',
    'https://exemple.fr/contact',
    'https://exemple.fr/brochure.pdf',
    'https://exemple.fr/aide/exemple',
    'https://exemple.fr/aide/archives/exemple',
  ]);
  expect(exampleAddresses({ ...settings, start: [''] })).toEqual([]);
  expect(typedAddress(settings, '/aide')).toBe('https://exemple.fr/aide');
  expect(typedAddress(settings, 'autre.fr/aide')).toBe('https://autre.fr/aide');
  expect(typedAddress(settings, ' ')).toBeNull();
});

it('many addresses are shown in part, and all are counted', () => {
  const many = Array.from({ length: 20 }, (_, index) => `https://exemple.fr/aide/${index}`);
  const { shown, followed, left } = judgeAddresses(settings, [...many, 'https://exemple.fr/boutique']);
  expect([shown.length, followed, left]).toEqual([6, 20, 1]);
});
