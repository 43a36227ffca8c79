import type { helpSources as french } from '../fr/help-sources.ts';
import type { Words } from '../words.ts';

export const helpSources = {
  title: 'Sources that stay up to date',
  summary:
    'Following a folder, a site, a feed or a mailbox, approving what changes, understanding what fails.',
  body: `A source is a folder, a site, a feed or a mailbox that Foyer looks at by itself: what is new or changed becomes a document, without your dropping it there.

## Adding a source

1. Open **Sources**, then **Add a source**.
2. Choose the folder and the chatbots that use it. Everything else has good settings already.
3. Foyer only looks at first, **adds nothing**, and shows what it found. **Approve all** starts the reading; you may also choose, or refuse.

A folder is added in the window of Foyer, on the computer where it is installed, or by the command \`foyer source add\`: it opens the files of that machine.

## A site

- While you write them, the settings show which addresses will be read, which are left out, and by which rule.
- A site that asks people to sign in is read with a **cookie**, or with a name and a password. Foyer keeps them encrypted, shows them to nobody again, and sends them to that site alone.
- When that login is no longer accepted, the source says so, and nothing is removed.

## A feed

- Give the address of a feed (RSS, Atom, JSON Feed), or that of a page that names it. Foyer checks at once that there is one.
- Where the feed has a summary only, Foyer reads the page of the entry; the settings let you read always what the feed says, or always the page.
- A feed shows its latest entries alone: those that leave it **keep their document**. An entry that changed becomes a new version.
- A feed that did not change is not sent again.

## A mailbox

- Give the IMAP server, the user name and the password, then **Show the folders** to choose one. Some services ask for an app password.
- Each mail becomes a document, with what is attached to it. Foyer only reads: nothing is marked as read, moved or deleted.
- If the server has a certificate of its own, Foyer shows its fingerprint and sends it nothing; compare before you accept it. If the server shows another one later, Foyer stops and says so.
- Without encryption the password can be read on its way: that is allowed on your own network only, and after your yes.
- A mail that was deleted on the server follows the same rule as a file that is gone.

## Afterwards

- Changes of a folder are noticed within seconds, and at the time you chose at the latest.
- A file that changed is read again alone; its earlier version is set aside and can be restored. A file that was renamed or moved keeps its document.
- Pictures (photos, scans) are left out, unless you tick **Recognise the text of pictures too** in the settings of the folder.
- A file that is being written waits for the next look.
- What you refused, or deleted by hand, does not come back by itself: **Add it all the same**, in the content of the source, takes it.

## What is gone

Nothing is removed in silence. When a file is gone, the source **waits for your yes** before its document is set aside. You may choose that this happens by itself; if a third or more is gone at once, the source always waits.

## The states

- **Up to date**: everything is read.
- **Waits for your yes**: changes are to be approved or refused.
- **Has shrunk a lot**: a third or more is gone. Check before you approve.
- **Does not answer**: a drive unplugged, a network folder missing, a site down. The documents stay, and Foyer tries again.
- **Late**: Foyer was closed at the time planned. It catches up as soon as possible.
- **Paused**: nothing is looked at.

## Removing a source

Foyer asks whether its documents stay, as ordinary ones, or go with it.`,
} satisfies Words<typeof french>;
