import type { help as french } from '../fr/help.ts';
import type { Words } from '../words.ts';

export const help = {
  title: 'Help',
} satisfies Words<typeof french>;
