import type { Client, ClientFields } from '#shared/contract/clients.ts';
import { RETENTION_MAX_DAYS } from '#shared/contract/clients.ts';
import type { Language } from '#shared/contract/vocabulary.ts';

/** What a person types about a client: every field is text, as it stands on screen. */
export type ClientDraft = {
  name: string;
  domain: string;
  contactName: string;
  contactEmail: string;
  contactPhone: string;
  notes: string;
  language: Language;
  timeZone: string;
  active: boolean;
};
export type ClientEdits = Partial<ClientDraft>;

const DOMAIN = /^[\p{Letter}\p{Number}](?:[\p{Letter}\p{Number}.-]*[\p{Letter}\p{Number}])?$/u;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

export function draftOf(client: Client): ClientDraft {
  const { name, domain, contactName, contactEmail, contactPhone, notes } = client;
  return {
    name,
    domain: domain ?? '',
    contactName: contactName ?? '',
    contactEmail: contactEmail ?? '',
    contactPhone: contactPhone ?? '',
    notes: notes ?? '',
    language: client.language,
    timeZone: client.timeZone,
    active: client.active,
  };
}

/** A domain as it is kept: an address pasted from a browser becomes its host. */
export function domainOf(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d+$/, '');
}

/** Whether something typed may be an e-mail address. */
export const isAddress = (typed: string): boolean => EMAIL.test(typed.trim());

/** Which fields cannot be saved as they are. */
export function problemsOf({ name, domain, contactEmail }: ClientDraft) {
  return {
    name: name.trim() === '',
    domain: domainOf(domain) !== '' && !DOMAIN.test(domainOf(domain)),
    contactEmail: contactEmail.trim() !== '' && !isAddress(contactEmail),
  };
}

/** What differs from the stored client, as it is sent; null when nothing does. */
export function changesOf(client: Client, draft: ClientDraft): Partial<ClientFields> | null {
  const before = fieldsOf(draftOf(client));
  const after = fieldsOf(draft);
  const names = (Object.keys(after) as (keyof typeof after)[]).filter(name => after[name] !== before[name]);
  return names.length === 0 ? null : Object.fromEntries(names.map(name => [name, after[name]]));
}

/** The draft as it is sent. */
export function fieldsOf(draft: ClientDraft): ClientFields {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    name: draft.name.trim(),
    domain: orNull(domainOf(draft.domain)),
    contactName: orNull(draft.contactName),
    contactEmail: orNull(draft.contactEmail),
    contactPhone: orNull(draft.contactPhone),
    notes: orNull(draft.notes),
    language: draft.language,
    timeZone: draft.timeZone,
    active: draft.active,
  };
}

/** A number of days typed: null for ever, undefined when it is none. */
export function daysOf(typed: string): number | null | undefined {
  const days = wholeNumber(typed, RETENTION_MAX_DAYS);
  return days === 0 ? undefined : days;
}

/** Spaces may part the thousands. Null when empty, undefined when it is no whole number up to `max`. */
function wholeNumber(typed: string, max: number): number | null | undefined {
  const digits = typed.replaceAll(/[\s\u00a0\u202f]/g, '');
  if (digits === '') return null;
  if (!/^\d{1,12}$/.test(digits)) return undefined;
  const number = Number(digits);
  return number <= max ? number : undefined;
}
