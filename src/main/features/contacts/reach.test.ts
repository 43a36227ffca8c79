import { expect, it } from 'vitest';
import { samePhone } from './reach.ts';

it.each([
  ['06 12 34 56 78', '+33 6 12 34 56 78'],
  ['06.12.34.56.78', '0033612345678'],
  ['+33 (0)6 12 34 56 78', '0612345678'],
  ['+1 (555) 123-4567', '0015551234567'],
])('%s and %s are one number', (one, other) => {
  expect(samePhone(one, other)).toBe(true);
  expect(samePhone(other, one)).toBe(true);
});

it.each([
  ['06 12 34 56 78', '+33 7 12 34 56 78'],
  ['06 12 34 56 78', '07 12 34 56 78'],
  ['3949', '3949'], // a short number is many people’s
  ['+33 6 12 34 56 78', '+32 6 12 34 56 78'],
])('%s and %s are not', (one, other) => expect(samePhone(one, other)).toBe(false));
