import type { helpApprovals as french } from '../fr/help-approvals.ts';
import type { Words } from '../words.ts';

export const helpApprovals = {
  title: 'Waiting for you',
  summary: 'What leaves or pays waits for your yes.',
  body: `Nothing that writes elsewhere, sends or pays happens by itself. A chatbot, a module or a person of the office proposes it; it waits on the page **Waiting for you**. Home and the menu say how many wait.

## Deciding

1. Read the card: it says what exactly will happen, to whom, in which words.
2. **Approve** makes it happen, once.
3. **Edit** makes a new version of it, which waits for a yes in its turn.
4. **Refuse** asks for a word: whoever proposed it will read it.

Your yes is to what you have read. When the content changes meanwhile, the card says so and shows the new version before you can approve.

## Who decides

People who administer Foyer or edit the client. A payment is approved by another person than the one who proposed it, where there is one.

## Writing a mail

**Write a mail**, at the top of the page, proposes one. It leaves over the server of Settings → E-mail, once it is approved.

## When it did not succeed

**Past** keeps what was decided and what came of it. When Foyer ended in the middle of it, it never begins again by itself: it may have happened. Look, then put it to review again if need be.`,
} satisfies Words<typeof french>;
