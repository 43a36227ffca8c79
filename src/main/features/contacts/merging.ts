import { CONTACT_NOTE_MAX_LENGTH } from '#shared/contract/limits.ts';
import type { ContactMergeUndo } from '#shared/contract/contacts.ts';
import { FoyerError } from '#shared/errors.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import { CONTACT_MERGED, CONTACT_SEPARATED } from './events.ts';
import type { ContactRow, ContactStore } from './store.ts';

type Fields = ContactMergeUndo['before'];
type Dependencies = { store: ContactStore; events: Events; clock: Clock };

/** Makes two contacts one, and two again. Both rows stay, so that nothing has to be guessed. */
export function createMerging({ store, events, clock }: Dependencies) {
  const now = () => clock.now().toISOString();

  return {
    /** Throws `contact.merged`, `contact.merge_self` and `contact.merge_kinds`. */
    merge(contact: ContactRow, into: ContactRow): void {
      if (contact.id === into.id)
        throw new FoyerError('contact.merge_self', 'A contact is not merged into itself');
      if (contact.mergedInto !== null || into.mergedInto !== null)
        throw new FoyerError('contact.merged', 'One of them is part of another contact already');
      if (contact.clientId !== into.clientId)
        throw new FoyerError('resource.not_found', `No contact ${into.id} of this client`);
      if (contact.kind !== into.kind)
        throw new FoyerError('contact.merge_kinds', 'A person and a company are not one');
      const { clientId } = contact;
      const scope = wholeClients([clientId]);
      const at = now();
      const before = fieldsOf(into);
      const visitorIds = store.visitorsOf(contact.id);
      const personIds = store.personIds(scope, contact.id);
      store.atOnce(() => {
        store.update(scope, contact.id, {
          mergedInto: into.id,
          mergedAt: at,
          mergeUndo: { before, visitorIds, personIds },
        });
        store.update(scope, into.id, {
          ...together(before, fieldsOf(contact)),
          lastSeenAt: contact.lastSeenAt > into.lastSeenAt ? contact.lastSeenAt : into.lastSeenAt,
          updatedAt: at,
        });
        store.moveVisitors(scope, visitorIds, contact.id, into.id);
        store.movePeople(scope, personIds, contact.id, into.id);
        events.record(CONTACT_MERGED, { clientId, subjectId: into.id, payload: { mergedId: contact.id } });
      });
    },

    /** Throws `contact.not_merged`, and `contact.merged_further` while its survivor is part of another one. */
    separate(contact: ContactRow): void {
      const { clientId, mergedInto, mergeUndo } = contact;
      const scope = wholeClients([clientId]);
      const survivor = mergedInto === null ? undefined : store.get(scope, mergedInto);
      if (survivor === undefined || mergeUndo === null)
        throw new FoyerError('contact.not_merged', 'It is part of no other contact');
      if (survivor.mergedInto !== null)
        throw new FoyerError('contact.merged_further', 'What it was merged into was merged too');
      store.atOnce(() => {
        const fields = parted(fieldsOf(survivor), mergeUndo.before, fieldsOf(contact));
        // The company it had before may have been deleted since.
        const isThere = fields.companyId !== null && store.get(scope, fields.companyId) !== undefined;
        store.update(scope, survivor.id, {
          ...fields,
          companyId: isThere ? fields.companyId : null,
          updatedAt: now(),
        });
        store.update(scope, contact.id, { mergedInto: null, mergedAt: null, mergeUndo: null });
        store.moveVisitors(scope, mergeUndo.visitorIds, survivor.id, contact.id);
        store.movePeople(scope, mergeUndo.personIds, survivor.id, contact.id);
        events.record(CONTACT_SEPARATED, {
          clientId,
          subjectId: survivor.id,
          payload: { mergedId: contact.id },
        });
      });
    },
  };
}

function fieldsOf({ name, email, phone, companyId, language, note, keptAt }: ContactRow): Fields {
  return { name, email, phone, companyId, language, note, keptAt };
}

/** The survivor’s fields, its gaps filled; of two notes both are kept, where there is room. */
function together(into: Fields, from: Fields): Fields {
  const both = into.note !== null && from.note !== null ? `${into.note}\n\n${from.note}` : null;
  return {
    name: into.name ?? from.name,
    email: into.email ?? from.email,
    phone: into.phone ?? from.phone,
    companyId: into.companyId ?? from.companyId,
    language: into.language ?? from.language,
    note: both !== null && both.length <= CONTACT_NOTE_MAX_LENGTH ? both : (into.note ?? from.note),
    keptAt: into.keptAt ?? from.keptAt,
  };
}

/** What the survivor has without the other one: a field that is still as the merge left it is as it was before. */
function parted(now: Fields, before: Fields, from: Fields): Fields {
  const merged = together(before, from);
  const back = <Field extends keyof Fields>(field: Field): Fields[Field] =>
    now[field] === merged[field] ? before[field] : now[field];
  return {
    name: back('name'),
    email: back('email'),
    phone: back('phone'),
    companyId: back('companyId'),
    language: back('language'),
    note: back('note'),
    keptAt: back('keptAt'),
  };
}
