import { expect, it } from 'vitest';
import { pageAddressOf } from './page-address.ts';

it.each([
  ['www.exemple.fr/contact', 'https://www.exemple.fr/contact'],
  ['http://intranet:8080', 'http://intranet:8080/'],
  [' https://exemple.fr/a?b=c ', 'https://exemple.fr/a?b=c'],
  ['localhost:3000/page', 'https://localhost:3000/page'],
  ['', null],
  ['une page', null],
  ['ftp://exemple.fr', null],
  ['https://marie:secret@exemple.fr', null],
  ['https://', null],
])('%s is %s', (typed, address) => {
  expect(pageAddressOf(typed)).toBe(address);
});
