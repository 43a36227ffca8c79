import { expect, it } from 'vitest';
import { createSiteScope } from './site-scope.ts';

const START = 'https://exemple.fr/aide';
const judged = (address: string, settings: { include?: string[]; exclude?: string[] } = {}) => {
  const scope = createSiteScope({ starts: [new URL(START)], include: [], exclude: [], ...settings });
  const { followed, why, pattern } = scope.judge(new URL(address));
  return [followed, why, pattern];
};

it('says of an address whether it is followed, and why', () => {
  expect(judged(START)).toEqual([true, 'start', null]);
  expect(judged('https://exemple.fr/aide/compte')).toEqual([true, 'below_start', null]);
  expect(judged('https://www.exemple.fr/aide/compte')).toEqual([true, 'below_start', null]);
  expect(judged('https://exemple.fr/aides')).toEqual([false, 'not_below_start', null]);
  expect(judged('https://exemple.fr/media/tarif.pdf')).toEqual([true, 'document', null]);
  expect(judged('https://autre.fr/aide/compte')).toEqual([false, 'elsewhere', null]);
});

it('names the first pattern that decides: what is left out comes before all else', () => {
  const settings = { include: ['/faq/**', '/aide/*'], exclude: ['/aide/archives/**', '*.pdf'] };
  expect(judged('https://exemple.fr/aide/compte', settings)).toEqual([true, 'included', '/aide/*']);
  expect(judged('https://exemple.fr/faq/été', settings)).toEqual([true, 'included', '/faq/**']);
  expect(judged('https://exemple.fr/aide/archives/1', settings)).toEqual([
    false,
    'excluded',
    '/aide/archives/**',
  ]);
  expect(judged('https://exemple.fr/media/tarif.pdf', settings)).toEqual([false, 'excluded', '*.pdf']);
  expect(judged('https://exemple.fr/contact', settings)).toEqual([false, 'not_included', null]);
  expect(judged(START, { include: ['/faq/**'] })).toEqual([true, 'start', null]);
});
