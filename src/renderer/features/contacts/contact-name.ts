import type { ContactMention } from '#shared/contract/contacts.ts';

/** What somebody is called: the name, else how they are reached; null when neither is known. */
export function nameOf({
  name,
  email,
  phone,
}: Pick<ContactMention, 'name' | 'email' | 'phone'>): string | null {
  return name ?? email ?? phone;
}
