import type { Contact, DuplicatePair } from '#shared/contract/contacts.ts';
import { fold } from '#main/language/fold.ts';
import { PHONE_TAIL, phoneKey, samePhone } from './reach.ts';

const MOST_PAIRS = 50; // more are looked at after these

/** Two contacts by their ids, whichever comes first. */
export const pairKey = (...ids: [string, string]): string => ids.toSorted().join(' ');

/**
 * Pairs of one client that are probably one, those with the same address first. Of three alike, each with the first.
 *
 * @param apart pairs that a person said are two, as `pairKey` writes them
 */
export function duplicatesAmong(contacts: readonly Contact[], apart: ReadonlySet<string>): DuplicatePair[] {
  const pairs = new Map<string, DuplicatePair>();
  const look = (
    why: DuplicatePair['why'],
    keyOf: (contact: Contact) => string | null,
    same: (older: Contact, newer: Contact) => boolean = () => true,
  ) => {
    const first = new Map<string, Contact[]>();
    for (const contact of contacts) {
      const key = keyOf(contact);
      if (key === null) continue;
      const keyOfKind = `${contact.kind} ${key}`;
      const before = first.get(keyOfKind) ?? [];
      const older = before.find(each => same(each, contact) && !apart.has(pairKey(each.id, contact.id)));
      if (older === undefined) first.set(keyOfKind, [...before, contact]);
      else if (pairs.size < MOST_PAIRS && !pairs.has(`${older.id} ${contact.id}`))
        pairs.set(`${older.id} ${contact.id}`, { why, older, newer: contact });
    }
  };
  look('email', ({ email }) => email);
  look(
    'phone',
    ({ phone }) => (phone === null ? null : phoneKey(phone).slice(-PHONE_TAIL)),
    (older, newer) => samePhone(older.phone ?? '', newer.phone ?? ''),
  );
  look('name', ({ kind, name, company }) => {
    if (name === null || fold(name).trim() === '') return null;
    if (kind === 'company') return fold(name);
    return company?.name == null ? null : `${fold(name)} ${fold(company.name)}`;
  });
  return [...pairs.values()];
}
