import { expect, it } from 'vitest';
import { taskName } from './task-name.ts';

it('is that of its kind in a language, with what it is about, else what it is about', () => {
  const archive = { called: { fr: 'Archive : {{name}}', en: 'Archive: {{name}}' }, label: '$& Lavigne.zip' };
  expect(taskName(archive, 'fr')).toBe('Archive : $& Lavigne.zip');
  expect(taskName(archive, 'en')).toBe('Archive: $& Lavigne.zip');
  expect(taskName({ called: null, label: 'bail.pdf' }, 'en')).toBe('bail.pdf');
});
