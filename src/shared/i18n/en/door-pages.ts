import type { doorPages as french } from '../fr/door-pages.ts';
import type { Words } from '../words.ts';

export const doorPages: Words<typeof french> = {
  host: {
    title: 'Foyer does not know itself by this address',
    text: 'You opened it as “{{host}}”. Foyer answers only to the addresses it was told, so that no other site can pass for it.',
    todo: 'On the computer where Foyer runs, open it at its usual address, then Settings, Network, “Public address”, and write:',
    start: 'It can also be told at the start: {{option}}',
  },
  path: {
    title: 'There is nothing at this address',
    text: 'Foyer does answer, but it does not know “{{path}}”.',
    open: 'Open Foyer',
    todo: 'If a proxy (nginx, Caddy, Traefik, Apache) shows it under this path, tell it so: Settings, Network, “Public address”:',
    start: 'It can also be told at the start: {{option}}',
  },
  front: {
    title: 'Who would you like to talk to?',
    lead: 'Choose an assistant: it answers from the documents it was given.',
    none: 'Nobody is here for now',
    noneText:
      'No assistant has a page open at this address. If you were given an address, open it as it is, in full.',
    open: 'Open',
  },
  gone: {
    title: 'This assistant is not here',
    text: 'It is closed, or the address is not complete. Check it, or ask whoever gave it to you.',
    open: 'See the assistants that are open',
  },
  busy: {
    title: 'Try again in a moment',
    text: 'Foyer cannot show this page for now.',
  },
  missing: {
    title: 'The interface has not been built',
    text: 'Run “npm run build”, then reload this page.',
  },
};
