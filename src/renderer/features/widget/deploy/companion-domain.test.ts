import { expect, it } from 'vitest';
import { companionOf } from './companion-domain.ts';

it.each([
  ['www.exemple.fr', 'exemple.fr'],
  ['exemple.fr', 'www.exemple.fr'],
  ['www.boutique.exemple.fr', 'boutique.exemple.fr'],
  ['boutique.exemple.fr', null],
  ['*.exemple.fr', null],
  ['exemple.fr:8080', null],
  ['192.168.1.20', null],
  ['10.1', null],
  ['intranet', null],
  ['www.fr', null],
])('%s is often reached as %s too', (domain, companion) => {
  expect(companionOf(domain)).toBe(companion);
});
