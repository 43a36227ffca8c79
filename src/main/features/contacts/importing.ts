import type { Contact, ContactFields, ContactImport } from '#shared/contract/contacts.ts';
import { CONTACT_LINES_MAX } from '#shared/contract/limits.ts';
import { FoyerError } from '#shared/errors.ts';
import { fold } from '#main/language/fold.ts';
import { emailKey, PHONE_TAIL, phoneKey, samePhone, tidyPhone } from './reach.ts';
import { fieldsOf, whoOf, type ReadContact } from './read-contact.ts';
import { readTable } from './table.ts';
import { holdsCards, readCards } from './vcards.ts';

/** A contact that a line of the file may be. */
type Known = {
  /** Null for one that an earlier line of the file adds. */
  contact: Contact | null;
  kind: Contact['kind'];
  name: string | null;
  email: string | null;
  phone: string | null;
  company: string | null;
  /** It is part of another one: it is known, and nothing of it is changed. */
  merged: boolean;
};

export type ImportPlan = {
  result: ContactImport;
  add: { kind: Contact['kind']; fields: ContactFields }[];
  change: { contactId: string; fields: Partial<ContactFields> }[];
};

/** What a file would change. Throws `contact.file_too_long`, and `contact.file_unreadable` when it is neither a table of contacts nor address cards. */
export function planImport(
  text: string,
  contacts: readonly Contact[],
  merged: readonly Contact[],
): ImportPlan {
  const read = holdsCards(text) ? readCards(text) : readTable(text);
  if (read === null) throw new FoyerError('contact.file_unreadable', 'No columns of contacts, and no cards');
  if (read.length > CONTACT_LINES_MAX)
    throw new FoyerError('contact.file_too_long', `At most ${CONTACT_LINES_MAX} contacts in a file`);
  const plan: ImportPlan = {
    result: { added: 0, changed: 0, same: 0, refused: 0, lines: [] },
    add: [],
    change: [],
  };
  const index = indexOf([
    ...contacts.map(contact => knownOf(contact, false)),
    ...merged.map(contact => knownOf(contact, true)),
  ]);
  const met = new Set<Known>();
  const tell = (
    line: ReadContact,
    outcome: 'added' | 'changed' | 'same' | 'refused',
    problem: ContactImport['lines'][number]['problem'] = null,
  ) => {
    plan.result.lines.push({ line: line.line, who: whoOf(line), outcome, problem });
    plan.result[outcome] += 1;
  };
  for (const line of read) {
    const fields = fieldsOf(line);
    if (typeof fields === 'string') {
      tell(line, 'refused', fields);
      continue;
    }
    const known = index.find(line, fields);
    if (known !== undefined && (known.contact === null || met.has(known))) {
      tell(line, 'refused', 'twice_in_file');
      continue;
    }
    if (known?.contact == null) {
      plan.add.push({ kind: line.kind, fields });
      met.add(index.add(line.kind, fields));
      tell(line, 'added');
      continue;
    }
    met.add(known);
    const change = known.merged ? {} : differing(known.contact, fields);
    if (Object.keys(change).length > 0) plan.change.push({ contactId: known.contact.id, fields: change });
    tell(line, Object.keys(change).length > 0 ? 'changed' : 'same');
  }
  return plan;
}

function knownOf(contact: Contact, merged: boolean): Known {
  const { kind, name, email, phone, company } = contact;
  return { contact, kind, name, email, phone, company: company?.name ?? null, merged };
}

function indexOf(all: readonly Known[]) {
  const byId = new Map<string, Known>();
  const [byEmail, byPhone, byName] = [
    new Map<string, Known[]>(),
    new Map<string, Known[]>(),
    new Map<string, Known[]>(),
  ];
  const put = (map: Map<string, Known[]>, key: string | null, known: Known) => {
    if (key !== null) map.set(key, [...(map.get(key) ?? []), known]);
  };
  const tail = (phone: string) => phoneKey(phone).slice(-PHONE_TAIL);
  const keep = (known: Known): Known => {
    if (known.contact !== null) byId.set(known.contact.id, known);
    put(byEmail, known.email, known);
    put(byPhone, known.phone === null ? null : tail(known.phone), known);
    put(byName, known.name === null ? null : fold(known.name), known);
    return known;
  };
  for (const known of all) keep(known);
  return {
    add: (kind: Contact['kind'], fields: ContactFields): Known =>
      keep({ ...fields, contact: null, kind, email: fields.email && emailKey(fields.email), merged: false }),

    /** By its id, its address, else its number, else its name alone: never by a number that two people share. */
    find({ id, kind }: ReadContact, { name, email, phone, company }: ContactFields): Known | undefined {
      const own = id === null ? undefined : byId.get(id);
      if (own !== undefined) return own;
      const ofKind = (found: readonly Known[] = []) => found.filter(known => known.kind === kind);
      const sameEmail = email === null ? undefined : ofKind(byEmail.get(emailKey(email)))[0];
      if (sameEmail !== undefined) return sameEmail;
      if (phone !== null)
        return ofKind(byPhone.get(tail(phone))).find(
          known =>
            known.phone !== null &&
            samePhone(known.phone, phone) &&
            (email === null || known.email === null) &&
            alike(known.name, name),
        );
      if (email !== null || name === null) return undefined;
      return ofKind(byName.get(fold(name))).find(known => alike(known.company, company));
    },
  };
}

const alike = (one: string | null, other: string | null): boolean =>
  one === null || other === null || fold(one) === fold(other);

/** What the file says that differs. An empty cell takes nothing away. */
function differing(contact: Contact, fields: ContactFields): Partial<ContactFields> {
  const change: Partial<ContactFields> = {};
  const { name, email, phone, company, language, note } = fields;
  if (name !== null && name !== contact.name) change.name = name;
  if (email !== null && emailKey(email) !== contact.email) change.email = email;
  if (phone !== null && tidyPhone(phone) !== contact.phone) change.phone = phone;
  if (contact.kind === 'person' && company !== null && fold(company) !== fold(contact.company?.name ?? ''))
    change.company = company;
  if (language !== null && language !== contact.language) change.language = language;
  if (note !== null && note !== contact.note) change.note = note;
  return change;
}
