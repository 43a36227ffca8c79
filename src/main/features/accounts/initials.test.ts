import { expect, it } from 'vitest';
import { proposeInitials } from './initials.ts';

it('takes the first letter of the first name and two of the last', () => {
  expect(proposeInitials('Claire Levallois', () => false)).toBe('CLE');
  expect(proposeInitials('Élodie', () => false)).toBe('ELO');
});

it('finds free letters when the natural ones are taken', () => {
  const taken = new Set(['CLE', 'CLV']);
  const proposed = proposeInitials('Claire Levallois', initials => taken.has(initials));
  expect(proposed).toMatch(/^[A-Z]{3}$/);
  expect(taken.has(proposed)).toBe(false);
});

it('always gives three letters, whatever the name', () => {
  for (const name of ['李', '??', 'X', 'Jean-Pierre de la Tour'])
    expect(proposeInitials(name, () => false)).toMatch(/^[A-Z]{3}$/);
});
