import type { Words } from '../words.ts';
import type { modules as french } from '../fr/modules.ts';

export const modules: Words<typeof french> = {
  title: 'Modules',
  intro: 'What else Foyer can do, for {{client}}. Switched off, a module keeps its data and does nothing.',
  on: 'On',
  off: 'Off',
  open: 'Open',
  switchedOn: '{{module}} is on',
  switchedOff: '{{module}} is off',
  switch: 'Switch on: {{module}}',
  missing: 'There is no such module',
  missingAdvice: 'The modules of Foyer are in the settings.',
  offTitle: '{{module}} is switched off for this client',
  offAdvice: 'What it keeps is intact. An administrator switches it on again in the settings.',
  toSettings: 'See the modules',
};
