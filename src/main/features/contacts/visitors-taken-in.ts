import { CONTACT_TEXT_MAX_LENGTH } from '#shared/contract/limits.ts';
import { contactFields, looksLikeEmail, type ContactFields } from '#shared/contract/contacts.ts';
import { language } from '#shared/contract/vocabulary.ts';
import { allClients, wholeClients, type ClientScope } from '#main/db/client-scope.ts';
import { emailKey, samePhone } from './reach.ts';
import type { ContactRow, ContactStore, LeftLead } from './store.ts';
import type { ContactWriting, Origin } from './writing.ts';

/** Kept once the leads of before were taken in: who deleted one of those contacts does not get it back. */
const TAKEN_IN = 'contacts.leads_taken_in';
const LEADS_AT_ONCE = 200;

type Dependencies = {
  store: ContactStore;
  writing: ContactWriting;
  settings: { stored(key: string): unknown; store(key: string, value: unknown): void };
};

/** Visitors who left an address become contacts. All of it may be done twice. */
export function createVisitorsTakenIn({ store, writing, settings }: Dependencies) {
  /** Whom a visitor says to be: by the address, else the number, else who this visitor was before. */
  function known({ lead }: LeftLead, { email, phone }: Reach): ContactRow | null {
    const scope = wholeClients([lead.clientId]);
    const found =
      (email === null ? undefined : store.byEmail(scope, lead.clientId, email)) ??
      (phone === null ? undefined : store.byPhone(scope, lead.clientId, phone));
    if (found !== undefined) return writing.survivorOf(scope, found);
    const linkedId = lead.visitorId === null ? null : store.contactOf(lead.visitorId);
    const linked = linkedId === null ? undefined : store.get(scope, linkedId);
    // Two people may share a computer: another address is another person.
    return linked !== undefined && agrees(linked, { email, phone }) ? linked : null;
  }

  function take(left: LeftLead): void {
    const { lead } = left;
    const reach = reachOf(left);
    if (reach.email === null && reach.phone === null) return;
    const origin: Origin = { source: 'visitor', visitorId: lead.visitorId, at: lead.createdAt };
    const said = { ...reach, ...wordsOf(left) };
    const contact = known(left, reach);
    // Full, the address stays where it was left: with the lead.
    if (contact === null && !writing.hasRoom(lead.clientId)) return;
    const { id } =
      contact === null ? writing.add(lead.clientId, 'person', said, origin) : filled(contact, said, origin);
    if (lead.visitorId !== null) {
      store.link(lead.visitorId, id, lead.createdAt);
      store.seen(wholeClients([lead.clientId]), lead.visitorId, lead.createdAt);
    }
  }

  /** What a visitor gives fills what was empty, and only of a contact the office has not written in. */
  function filled(contact: ContactRow, said: Said, origin: Origin): ContactRow {
    if (contact.keptAt !== null || contact.kind === 'company') return contact;
    writing.change(
      contact,
      {
        ...(contact.name === null && said.name !== null ? { name: said.name } : {}),
        ...(contact.email === null && said.email !== null ? { email: said.email } : {}),
        ...(contact.phone === null && said.phone !== null ? { phone: said.phone } : {}),
        ...(contact.companyId === null && said.company !== null ? { company: said.company } : {}),
      },
      origin,
    );
    return contact;
  }

  return {
    /** Nothing when the lead is gone: it was deleted, or erased. */
    lead(scope: ClientScope, id: string): void {
      const left = store.lead(scope, id);
      if (left !== null) store.atOnce(() => take(left));
    },

    /** Leads from before contacts were there, once. */
    leadsOfBefore(): void {
      if (settings.stored(TAKEN_IN) === true) return;
      let last = '';
      for (;;) {
        const some = store.leadsAfter(allClients, last, LEADS_AT_ONCE);
        store.atOnce(() => {
          for (const left of some) take(left);
        });
        last = some.at(-1)?.lead.id ?? '';
        if (some.length < LEADS_AT_ONCE) break;
      }
      settings.store(TAKEN_IN, true);
    },

    seen: store.seen,
  };
}

type Reach = Pick<ContactFields, 'email' | 'phone'>;
type Said = Reach & Pick<ContactFields, 'name' | 'company' | 'language'>;

function reachOf({ lead }: LeftLead): Reach {
  const email = emailKey(lead.fields.email ?? '');
  const phone = contactFields.shape.phone.safeParse(lead.fields.phone ?? null);
  return {
    email: email.length <= CONTACT_TEXT_MAX_LENGTH && looksLikeEmail(email) ? email : null,
    phone: phone.data ?? null,
  };
}

function wordsOf({ lead, language: spoken }: LeftLead): Pick<Said, 'name' | 'company' | 'language'> {
  const words = (text: string | undefined) => text?.trim().slice(0, CONTACT_TEXT_MAX_LENGTH).trim() || null;
  return {
    name: words(lead.fields.name),
    company: words(lead.fields.company),
    language: language.safeParse(spoken).data ?? null,
  };
}

function agrees(contact: ContactRow, { email, phone }: Reach): boolean {
  const sameEmail = email === null || contact.email === null || contact.email === email;
  return sameEmail && (phone === null || contact.phone === null || samePhone(contact.phone, phone));
}
