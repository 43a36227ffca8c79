import type { settings as french } from '../fr/settings.ts';
import type { Words } from '../words.ts';

export const settings = {
  title: 'Settings',
} satisfies Words<typeof french>;
