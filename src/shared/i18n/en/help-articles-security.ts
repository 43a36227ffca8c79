import type { securityArticles as french } from '../fr/help-articles-security.ts';
import type { Words } from '../words.ts';

export const securityArticles = {
  signIn: {
    title: 'Signing in safely',
    summary: 'Two-step sign-in, recovery codes, sessions, blocked attempts.',
    body: `## Two-step sign-in

On top of the password, Foyer asks for a six-digit code that your phone changes every thirty seconds. A stolen password is no longer enough. It is recommended to whoever administers Foyer.

1. **Settings**, “Account”, “Two-step sign-in”, “Turn on”.
2. Scan the picture with an authenticator app, or type the key.
3. Enter the code it shows: your other sessions end.
4. Keep the ten recovery codes elsewhere than on this computer. Foyer shows them only once.

No network is needed: the phone works out its codes alone. Only its time and that of Foyer’s computer have to be right.

## The code is refused

- A code works once: wait for the next one.
- Check the time of the phone and of Foyer’s computer.
- Otherwise, “Use a recovery code”. Each works once; make new ones before the last.

## Phone and recovery codes lost

Someone who administers Foyer opens **Settings**, “Security”, and chooses “Reset two-step sign-in” next to your name. For an owner’s account it takes another owner, or this command on Foyer’s computer:

\`\`\`
npm run -s foyer -- user reset-second-factor --email ADDRESS
\`\`\`

## Your sessions

**Settings**, “Account”, “Your open sessions”: every browser and program that uses your account, from where, and since when. End those you do not recognise, then change your password: all others end too.

## Too many attempts

After ten wrong passwords or codes in a quarter of an hour, the account waits one minute; then two, four, up to an hour after each further failure. An address waits after forty failures. The attempts of others count neither at Foyer’s own computer nor in a browser where you signed in before: each has ten of its own. Elsewhere, two-step sign-in lets you in while the account waits: give password and code together. Changing the computer’s date makes no difference. **Settings**, “Security”, shows who waits and lets them try again; or, on Foyer’s computer, \`foyer user unlock --email ADDRESS\`.

## For programs

A program exchanges e-mail, password and, if needed, \`code\` for tokens: an access token of fifteen minutes and a refresh token. The latter is replaced at each use. If it comes back after it was replaced, someone else has it: the whole session ends, and the log says so. One exception: the same request repeated within ten seconds, from the same address, gets the same answer, in case the first one was lost.`,
  },
  windowLock: {
    title: 'Locking the window',
    summary: 'A code for when you leave your desk.',
    body: `Nobody signs in to Foyer’s window: it belongs to whoever uses the computer. So that nobody reads it while you are away, choose a lock.

1. **Settings**, “Account”, “Lock of the window”, “Choose a code”.
2. A code of at least six characters; digits are enough. Sequences such as 123456 are refused.
3. Choose after how many minutes without activity the window locks, or “only when I ask”.

It also locks when the computer goes to sleep or locks its screen, and starts locked. To lock at once: click your name, at the bottom of the menu, then “Lock”.

Nothing is lost meanwhile: readings and answers under way go on, and the page comes back as you left it. Other computers, if there are any, are not concerned.

## Forgotten code

- The password of your account opens too, if you chose one.
- Otherwise, on this computer, in a terminal, from Foyer’s folder:

\`\`\`
npm run -s foyer -- user unlock
\`\`\`

This command removes the lock. After five wrong codes one has to wait thirty seconds, then a little more each time, never more than five minutes.

## What the lock does not do

It does not encrypt your documents: whoever can open your session on the computer can read the data folder too. Protect that session with a password, and the disk with the system’s encryption.`,
  },
} satisfies Words<typeof french>;
