import { FoyerError } from '#shared/errors.ts';

const LENGTH = 3;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Three unique letters from a name: first letter of the first name, first two of the last (Claire Levallois →
 * CLE), then other letters of the name, then any free combination.
 */
export function proposeInitials(fullName: string, taken: (initials: string) => boolean): string {
  const words = fullName
    .normalize('NFD')
    .replace(/[^\p{Letter}\s'-]/gu, '')
    .toUpperCase()
    .split(/[\s'-]+/)
    .map(word => word.replace(/[^A-Z]/g, ''))
    .filter(word => word.length > 0);
  const first = words[0] ?? 'X';
  const last = words.at(-1) ?? 'X';
  const natural = words.length > 1 ? first.charAt(0) + last : first;
  const letters = `${natural}${first}XXX`;

  for (let third = 2; third < letters.length; third += 1) {
    const proposal = letters.charAt(0) + letters.charAt(1) + letters.charAt(third);
    if (proposal.length === LENGTH && !taken(proposal)) return proposal;
  }
  for (const a of letters.charAt(0) + ALPHABET) {
    for (const b of ALPHABET) {
      for (const c of ALPHABET) {
        if (!taken(a + b + c)) return a + b + c;
      }
    }
  }
  throw new Error('More than 17,576 accounts: no three letters are free');
}

/** Throws `account.initials_taken` when someone else has these letters. */
export function checkInitials(
  store: { initialsTaken(initials: string, exceptUserId: string): boolean },
  initials: string,
  userId: string,
): void {
  if (store.initialsTaken(initials, userId)) {
    throw new FoyerError('account.initials_taken', `Someone else has the initials ${initials}`, {
      details: { field: 'initials' },
    });
  }
}
