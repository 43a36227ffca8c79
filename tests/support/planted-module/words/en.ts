import type { Words } from '#shared/i18n/words.ts';
import type { words as french } from './fr.ts';

export const words: Words<typeof french> = {
  errors: { withered: { title: 'Nothing grows', advice: 'Sow something else.' } },
  help: { title: 'Kitchen garden', summary: 'What grows.', body: 'Sow, then wait.' },
};
