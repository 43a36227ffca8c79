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
  recovery: {
    waiting: 'Foyer needs its owner',
    waitingText:
      'Its data does not open. Whoever started it finds a link to this page in the terminal, with which a copy can be put in place.',
    damaged: 'The database is damaged',
    damagedText:
      'Foyer did not open it, so that nothing gets worse. Your documents are there; what is damaged is the file that holds conversations, settings and what was read.',
    missing: 'The database is gone',
    missingText:
      'Files of this installation are there, but the database that belongs to them is missing or empty. Foyer starts nothing new over them.',
    copies:
      'Copies of it are here. The one you choose takes its place at once; the damaged file is kept 30 days.',
    noCopies:
      'There is no copy of it in this folder. If you have a backup of the folder, stop Foyer and put it back.',
    newest: 'Put the newest copy in place: {{date}}',
    older: 'Use that of {{date}}',
    undone:
      'What was changed after that moment is undone: conversations, settings, passwords, roles and keys too. Everybody signs in again. Files added since must be added again.',
    other: 'Other ways',
    anew: 'Begin anew, with nothing',
    anewText:
      'Everything here is set aside for 30 days in the folder “quarantine”, and Foyer starts as a new installation. The same in a terminal, and more:',
    copyDamaged: 'That copy is damaged too. Choose another one.',
    noCopy: 'That copy is not there any more. Choose another one.',
  },
  missing: {
    title: 'The interface has not been built',
    text: 'Run “npm run build”, then reload this page.',
  },
};
