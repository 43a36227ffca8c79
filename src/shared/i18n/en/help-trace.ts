import type { traceArticles as french } from '../fr/help-trace.ts';
import type { Words } from '../words.ts';

export const traceArticles = {
  connections: {
    title: 'What leaves: the connections',
    summary: 'Where Foyer speaks to, what for, how much; blocking all of it; proving it.',
    body: `**Settings**, “Connections”, shows every connection that Foyer opened or refused. The page is for administrators.

## The sentence at the top

It says how far anything went in the last 30 days: no further than this computer, your network, or the Internet, with the addresses and how much.

## What is noted

- when, to which address and port, and what that is: this computer, your network, the Internet;
- what for: answer by a model, comparison by meaning, mail, look-up of a name… and for which chatbot and model;
- the bytes sent and received, how long it took, how it ended. An answer that is being written shows while it comes.

What was written is never there: no question, no answer, no page that was asked for, no key.

## Blocking all of it

“Block outgoing connections” leaves this computer alone. Where a model server is elsewhere within your walls, make its address reachable in the card below. The Internet never is, and no name is asked of a name server: only a name that this computer knows counts. What is refused stays in the list, with the reason.

A model that its server downloads (Ollama) is downloaded by that server, not by Foyer: the list shows what was asked of the server. While all is blocked, Foyer does not ask it any more.

## For how long

90 days, or what you choose at the bottom of the page. Connections that come again and again have one line an hour; after a week, those of a day that are alike become one. The totals stay right.

In a terminal: \`foyer connection places\` and \`foyer connection list\`.`,
  },
  activityLog: {
    title: 'Who did what: the activity log',
    summary: 'What is noted, how to search, how to prove that nothing was removed.',
    body: `**Settings**, “Activity log”, tells who did what, on what, when and from where. Reading it takes an administrator’s role.

## What is noted

- everything that is created, changed or deleted: accounts and roles, clients, chatbots, documents, models, access keys, settings;
- sign-ins, and those that failed;
- downloads, exports, testing a model with its stored key;
- starts and stops.

A click on a line shows what was before and what came after. A secret is never there: **•••** only tells that it changed.

Questions are not in it: they are in the conversations.

## Searching

Choose a period, a person, a kind of event or a client, or type a word: a name, an old value, an address.

## Nothing is removed

Each entry is signed together with the one before, with a key of your installation. An entry that was changed or removed, even the last one, shows: the banner tells which. Foyer verifies the whole log when the page opens, and with \`foyer doctor\`.

When a person or a client asks for their data to be erased, their name and address leave the log; the entry and its signature stay.

## Keeping a proof

“Export (CSV)” gives a table for Excel or LibreOffice, with the signatures. Keep one now and then away from this machine: it proves what the log said that day. The export is itself noted.`,
  },
  secrets: {
    title: 'Where keys and passwords are',
    summary: 'Keychain, file or passphrase, and how to change the key.',
    body: `Model keys and other secrets are encrypted in the database. No page and no program can read them back. **Settings**, “Security”, tells where the key that opens them is.

| Protection | Where the key is | Does a copy of the folder open the secrets? |
|---|---|---|
| System keychain | in the keychain of your session, with Foyer’s window | no |
| Key file | \`secrets.key\`, in the data folder, readable by you alone | yes |
| Passphrase | \`secrets.wrapped\`, encrypted with the passphrase | not without the passphrase |

## When the keychain is refused

On Linux without a keyring, the system pretends: it encrypts with a password that everyone knows. Foyer refuses it, keeps a file and says so. Install and open a keyring (GNOME Keyring, KWallet), start Foyer again, then “Give it to the keychain”.

## Protecting a server with a passphrase

1. In **Settings**, “Security”, “Protect with a passphrase”; or \`foyer secrets protect --with passphrase --passphrase-stdin\`.
2. Give it at every start: the variable \`FOYER_PASSPHRASE\`, or \`--passphrase-file FILE\` (a file with \`chmod 600\`).

With a wrong passphrase or none, Foyer does not start and touches nothing. Nobody can find a lost passphrase again: every key would have to be entered anew.

## Changing the key

“Change the key”, or \`foyer secrets rotate\`: Foyer makes a new one, encrypts everything again and forgets the old one. A power cut in the middle loses nothing: it finishes at the next start. Do it when a copy of the folder may have got away.`,
  },
} satisfies Words<typeof french>;
