import { CONTACTS_MAX } from '#shared/contract/limits.ts';
import type { ContactFields, ContactKind } from '#shared/contract/contacts.ts';
import { FoyerError } from '#shared/errors.ts';
import { wholeClients, type ClientScope } from '#main/db/client-scope.ts';
import { fold } from '#main/language/fold.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import { CONTACT_CHANGED, CONTACT_CREATED } from './events.ts';
import { emailKey, tidyPhone } from './reach.ts';
import type { ContactRow, ContactStore, NewContact } from './store.ts';

/** Who adds or changes: a visitor by a form, or the office, which keeps what it wrote. */
export type Origin =
  | { source: 'visitor'; visitorId: HeldId | null; at: string }
  | { source: 'office' }
  /** `companies`: ids by their folded names, so that not each line looks through all of them. */
  | { source: 'import'; companies: Map<string, HeldId> };

type Values = Partial<ContactFields>;
type Dependencies = { store: ContactStore; events: Events; clock: Clock };

export type ContactWriting = ReturnType<typeof createContactWriting>;

/** Adds and changes single contacts, each with its fact. Called within a transaction. */
export function createContactWriting({ store, events, clock }: Dependencies) {
  const now = () => clock.now().toISOString();

  /** Where a contact is now: itself, or what it was merged into, however often. */
  function survivorOf(scope: ClientScope, row: ContactRow): ContactRow {
    let at = row;
    while (at.mergedInto !== null) {
      const next = store.get(scope, at.mergedInto);
      if (next === undefined) break;
      at = next;
    }
    return at;
  }

  const hasRoom = (clientId: string, more = 1): boolean =>
    store.count(wholeClients([clientId]), clientId) + more <= CONTACTS_MAX;

  /** Throws `contact.too_many` when a client has no room for so many more. */
  function requireRoom(clientId: string, more: number): void {
    if (hasRoom(clientId, more)) return;
    throw new FoyerError('contact.too_many', `At most ${CONTACTS_MAX} contacts`, {
      details: { most: CONTACTS_MAX },
    });
  }

  function add(clientId: HeldId, kind: ContactKind, values: Values, origin: Origin): NewContact {
    const at = now();
    const { source } = origin;
    const row: NewContact = {
      id: newId(),
      clientId,
      kind,
      name: values.name ?? null,
      email: reach(values.email, emailKey),
      phone: reach(values.phone, tidyPhone),
      companyId: kind === 'company' ? null : companyId(clientId, values.company ?? null, origin),
      language: values.language ?? null,
      note: values.note ?? null,
      source,
      madeByVisitorId: origin.source === 'visitor' ? origin.visitorId : null,
      keptAt: origin.source === 'visitor' ? null : at,
      lastSeenAt: origin.source === 'visitor' ? origin.at : at,
      createdAt: at,
      updatedAt: at,
    };
    store.insert(row);
    if (kind === 'company' && origin.source === 'import' && row.name !== null)
      origin.companies.set(fold(row.name), row.id);
    events.record(CONTACT_CREATED, { clientId, subjectId: row.id, payload: { kind, source } });
    return row;
  }

  /** The company of a name: found among the client’s, else added. */
  function companyId(clientId: HeldId, name: string | null, origin: Origin): HeldId | null {
    if (name === null || name.trim() === '') return null;
    const scope = wholeClients([clientId]);
    if (origin.source === 'import')
      return origin.companies.get(fold(name)) ?? add(clientId, 'company', { name }, origin).id;
    const known = store.companyByName(scope, clientId, name);
    if (known === undefined) return add(clientId, 'company', { name }, origin).id;
    const company = survivorOf(scope, known);
    // Named by another visitor too, it is no longer one person’s own and does not go with them.
    if (
      origin.source === 'visitor' &&
      company.madeByVisitorId !== null &&
      company.madeByVisitorId !== origin.visitorId
    )
      store.update(scope, company.id, { madeByVisitorId: null });
    return company.id;
  }

  /** Writes what differs; what the office writes it keeps. @returns whether anything did. */
  function change(row: ContactRow, values: Values, origin: Origin): boolean {
    const scope = wholeClients([row.clientId]);
    const next: Parameters<ContactStore['update']>[2] = {};
    if (values.name !== undefined && values.name !== row.name) next.name = values.name;
    const email = reach(values.email, emailKey);
    if (values.email !== undefined && email !== row.email) next.email = email;
    const phone = reach(values.phone, tidyPhone);
    if (values.phone !== undefined && phone !== row.phone) next.phone = phone;
    if (values.language !== undefined && values.language !== row.language) next.language = values.language;
    if (values.note !== undefined && values.note !== row.note) next.note = values.note;
    if (values.company !== undefined && row.kind === 'person') {
      const company = companyId(row.clientId, values.company, origin);
      if (company !== row.companyId) next.companyId = company;
    }
    if (Object.keys(next).length === 0) return false;
    const at = now();
    store.update(scope, row.id, {
      ...next,
      updatedAt: at,
      ...(origin.source === 'visitor' ? {} : { keptAt: at }),
    });
    events.record(CONTACT_CHANGED, {
      clientId: row.clientId,
      subjectId: row.id,
      payload: { kind: row.kind },
    });
    return true;
  }

  return { survivorOf, hasRoom, requireRoom, add, change };
}

function reach(typed: string | null | undefined, tidy: (typed: string) => string): string | null {
  const kept = tidy(typed ?? '');
  return kept === '' ? null : kept;
}
