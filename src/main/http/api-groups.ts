import { moduleNames, modules } from '#modules/index.ts';

/** One group of the API, as the documentation presents it. */
type Group = {
  description: string;
  /** Operations shown in full, as a program writes them; left out: the first that needs no identifier. */
  samples?: readonly string[];
};

/** Groups by the tag of their routes. */
export const apiGroups: Readonly<Record<string, Group>> = {
  Accounts: {
    description: 'Signing in, and one’s own account. Programs use an API key instead (see Keys).',
    samples: ['auth.token'],
  },
  Clients: {
    description:
      'Whom chatbots and documents belong to: a customer, a team, a site. Nothing is shared between two.',
    samples: ['clients.list'],
  },
  Chatbots: {
    description: 'What they are called, how they speak, which model answers for them.',
    samples: ['chatbots.create'],
  },
  Documents: {
    description: 'The knowledge: files in, their state, their pages and passages.',
    samples: ['documents.upload', 'documents.list'],
  },
  Sources: {
    description:
      'Folders, sites, feeds and mailboxes that keep the knowledge fresh: what is new, changed or gone there, and what became of it.',
    samples: ['sources.list'],
  },
  Sites: {
    description:
      'Sites by their address alone: added, looked at now, how each is. The same as under Sources, in short.',
    samples: ['scraping.addUrl', 'scraping.status'],
  },
  Tags: {
    description:
      'Words under which documents are found: by hand, of their source, or proposed from what they say.',
    samples: ['tags.list'],
  },
  Contacts: {
    description:
      'People and companies of a client, with what happened with them: found, merged, taken in from tables and cards.',
    samples: ['contacts.list'],
  },
  Approvals: {
    description:
      'What writes, sends or pays, and waits for a person’s yes: read, edited, approved or refused, carried out once.',
    samples: ['artifacts.list'],
  },
  Search: { description: 'Passages of a chatbot’s documents, without an answer around them.' },
  Conversations: {
    description: 'Questions, answers that stream, their sources; what was asked before.',
    samples: ['conversations.chat'],
  },
  Models: {
    description: 'Which models write answers or compare by meaning. For people, not for keys.',
    samples: ['models.list'],
  },
  Keys: {
    description: 'API keys of a client: made once, limited in what, where and how long, revoked at once.',
    samples: ['keys.create'],
  },
  People: {
    description:
      'Who works with Foyer: invitations, roles for clients, what each can see. For administrators.',
    samples: ['people.list'],
  },
  Security: {
    description: 'Lock-outs, sessions, second factors, the key that signs tokens. For administrators.',
  },
  Notifications: {
    description:
      'What a person is told of, and by which way: always of whoever asks. For people, not for keys.',
    samples: ['notifications.list'],
  },
  Mail: {
    description: 'Outgoing mail, for invitations and forgotten passwords. For administrators.',
    samples: ['mail.get'],
  },
  Network: {
    description:
      'Where the interface is reached, and the second listener, for visitors and programs: both closed to others until they are opened.',
    samples: ['network.get'],
  },
  Widget: {
    description: 'What a chatbot shows on pages of the office, where it may stand, and what visitors left.',
  },
  Visitors: {
    description:
      'What the widget calls for those who use it, on a listener of its own: a program that shows a chatbot in a page of its making calls the same.',
    samples: ['visitor.token'],
  },
  Audit: {
    description: 'Who did what, on what, when, and whether the log is whole. For administrators.',
    samples: ['audit.list'],
  },
  Connections: {
    description:
      'What this Foyer connects to: where, what for, how much goes each way, what was refused. For administrators.',
    samples: ['connections.places'],
  },
  Secrets: { description: 'How stored keys and passwords are protected. For administrators.' },
  Jobs: { description: 'Work in the background: reading documents, making vectors.' },
  Modules: {
    description:
      'What Foyer can do besides, switched on or off for each client. Each has a group of its own.',
    samples: ['modules.list'],
  },
  ...groupsOfModules(),
  System: {
    description: 'State, figures and settings of this installation, and a stream of what changes.',
    samples: ['system.overview'],
  },
};

/** A module's routes are tagged with what it is called. */
function groupsOfModules(): Record<string, Group> {
  return Object.fromEntries(
    moduleNames.map(name => [modules[name].title.en, { description: modules[name].summary.en }]),
  );
}
