import type { help as french } from '../fr/help.ts';
import type { Words } from '../words.ts';

export const help = {
  title: 'Help',
  intro: 'Short answers, readable without a network.',
  search: 'Search the help',
  found_one: '{{count}} article',
  found_other: '{{count}} articles',
  nothing: 'No article holds these words',
  nothingAdvice: 'Try a single word, or browse the list.',
  clear: 'See all articles',
  all: 'All articles',
  unknown: 'This article does not exist',
  unknownAdvice: 'The link may be old.',
  previous: 'Previous',
  next: 'Next',
  otherArticles: 'Previous and next article',
  group_start: 'Getting started',
  group_further: 'Going further',
  group_care: 'Taking care of Foyer',
  group_modules: 'Modules',
  linkTitle: 'Open this link?',
  linkBody: 'It leads outside Foyer. Check the whole address:',
  linkOpen: 'Open the link',
} satisfies Words<typeof french>;
