import type {
  Contact,
  ContactDetails,
  ContactFields,
  ContactImport,
  ContactKind,
  ContactMention,
  DuplicatePair,
} from '#shared/contract/contacts.ts';
import type { WrittenFile } from '#shared/contract/files.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { contacts as english } from '#shared/i18n/en/contacts.ts';
import { contacts as french } from '#shared/i18n/fr/contacts.ts';
import { FoyerError } from '#shared/errors.ts';
import { narrowScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Journal } from '#main/db/audit/journal.ts';
import type { Database } from '#main/db/connection.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import { fold } from '#main/language/fold.ts';
import type { Clock } from '#main/platform/clock.ts';
import { CSV_MEDIA_TYPE } from '#shared/lib/csv.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { writeCards } from './cards-written.ts';
import { duplicatesAmong, pairKey } from './duplicates.ts';
import { CONTACT_REMOVED } from './events.ts';
import { planImport } from './importing.ts';
import { createContactList, type ContactQuery } from './list.ts';
import { createMerging } from './merging.ts';
import type { ContactRow, ContactStore } from './store.ts';
import { writeTable } from './table.ts';
import { readTimeline } from './timeline.ts';
import type { ContactWriting, Origin } from './writing.ts';

const PEOPLE_SHOWN = 100;
const LINES_AT_ONCE = 200; // of a file that is written
const fileNames: Record<Language, string> = { fr: french.file, en: english.file };

type Dependencies = {
  database: Database;
  store: ContactStore;
  writing: ContactWriting;
  clients: ClientService;
  events: Events;
  journal: Journal;
  clock: Clock;
};

export type ContactService = ReturnType<typeof createContactService>;

/** People and companies of a client, as the office reads and keeps them. */
export function createContactService(dependencies: Dependencies) {
  const { database, store, writing, clients, events, journal, clock } = dependencies;
  const list = createContactList(database);
  const merging = createMerging(dependencies);

  function rowOf(scope: ClientScope, id: string): ContactRow {
    const row = store.get(scope, id);
    if (row === undefined) throw new FoyerError('resource.not_found', `No contact ${id}`);
    return row;
  }
  /** The contact itself, or what it was merged into. */
  const found = (scope: ClientScope, id: string): ContactRow => writing.survivorOf(scope, rowOf(scope, id));

  function details(scope: ClientScope, id: string): ContactDetails {
    const contact = list.get(scope, id);
    if (contact === null) throw new FoyerError('resource.not_found', `No contact ${id}`);
    return {
      ...contact,
      people: contact.kind === 'company' ? store.people(scope, id, PEOPLE_SHOWN).map(mention) : [],
      merged: store
        .mergedInto(scope, id)
        .map(row => ({ ...mention(row), mergedAt: row.mergedAt ?? row.updatedAt })),
    };
  }

  function plan(scope: ClientScope, clientId: string, text: string) {
    return planImport(text, list.all(scope, clientId), list.merged(scope, clientId));
  }

  /** By their folded names; a merged one is what it was merged into. */
  function companiesOf(scope: ClientScope, clientId: string): Map<string, HeldId> {
    const ids = new Map<string, HeldId>();
    // The oldest of a name counts; what was merged leads to what it is part of.
    for (const row of store.companies(scope, clientId).toReversed())
      if (row.name !== null && (row.mergedInto === null || !ids.has(fold(row.name))))
        ids.set(fold(row.name), writing.survivorOf(scope, row).id);
    return ids;
  }

  /** Records that it was taken, and hands it out in pieces. */
  function written(
    scope: ClientScope,
    clientId: string,
    { fileName, mediaType }: Pick<WrittenFile, 'fileName' | 'mediaType'>,
    write: (contacts: readonly Contact[]) => Iterable<string>,
  ): WrittenFile {
    clients.get(scope, clientId);
    journal.record({ action: 'contacts.exported', clientId, after: { fileName } });
    return {
      fileName,
      mediaType,
      content: signal => inPieces(write(list.all(scope, clientId)), signal),
    };
  }
  const today = () => clock.now().toISOString().slice(0, 10);

  return {
    list(scope: ClientScope, { clientId, ...query }: ContactQuery & { clientId?: string | undefined }) {
      return list.page(narrowScope(scope, clientId), query);
    },

    get: (scope: ClientScope, id: string): ContactDetails => details(scope, found(scope, id).id),

    timeline(
      scope: ClientScope,
      { id, ...page }: { id: string; limit: number; cursor?: string | undefined },
    ) {
      return readTimeline(database, found(scope, id), page);
    },

    /** Throws `contact.empty` for a contact without a name and a way to be reached, and `contact.too_many`. */
    create(
      scope: ClientScope,
      { clientId, kind, ...values }: { clientId: string; kind: ContactKind } & Given,
    ): ContactDetails {
      const client = clients.get(scope, clientId);
      const fields = given(values);
      requireSomething(fields.name, fields.email, fields.phone);
      writing.requireRoom(clientId, 1);
      const { id } = store.atOnce(() => writing.add(client.id, kind, fields, { source: 'office' }));
      return details(scope, id);
    },

    update(scope: ClientScope, { id, ...values }: { id: string } & Given): ContactDetails {
      const row = found(scope, id);
      const fields = { ...row, ...given(values) };
      requireSomething(fields.name, fields.email, fields.phone);
      store.atOnce(() => writing.change(row, given(values), { source: 'office' }));
      return details(scope, row.id);
    },

    /** Those that were merged into it go too. */
    remove(scope: ClientScope, id: string): void {
      const row = rowOf(scope, id);
      store.atOnce(() => {
        store.remove(scope, row.id);
        const { clientId, kind } = row;
        events.record(CONTACT_REMOVED, { clientId, subjectId: row.id, payload: { kind } });
      });
    },

    duplicates(scope: ClientScope, clientId: string): DuplicatePair[] {
      clients.get(scope, clientId);
      const apart = store.apart(scope, clientId).map(({ oneId, otherId }) => pairKey(oneId, otherId));
      return duplicatesAmong(list.all(scope, clientId), new Set(apart));
    },

    /** Says whether two contacts that look alike are two. Throws `contact.merge_self`, `resource.not_found`. */
    keepApart(
      scope: ClientScope,
      { id, otherId, apart }: { id: string; otherId: string; apart: boolean },
    ): void {
      const [one, other] = [rowOf(scope, id), rowOf(scope, otherId)];
      if (one.id === other.id)
        throw new FoyerError('contact.merge_self', 'A contact is not apart from itself');
      if (one.clientId !== other.clientId)
        throw new FoyerError('resource.not_found', `No contact ${otherId} of this client`);
      if (apart) store.keepApart([one.id, other.id], clock.now().toISOString());
      else store.compareAgain([one.id, other.id]);
    },

    merge(scope: ClientScope, id: string, into: string): ContactDetails {
      const survivor = found(scope, into);
      merging.merge(rowOf(scope, id), survivor);
      return details(scope, survivor.id);
    },

    separate(scope: ClientScope, id: string): ContactDetails {
      merging.separate(rowOf(scope, id));
      return details(scope, id);
    },

    previewImport(scope: ClientScope, clientId: string, text: string): ContactImport {
      clients.get(scope, clientId);
      return plan(scope, clientId, text).result;
    },

    importFile(scope: ClientScope, clientId: string, text: string): ContactImport {
      const client = clients.get(scope, clientId);
      return store.atOnce(() => {
        const { result, add, change } = plan(scope, clientId, text);
        writing.requireRoom(clientId, add.length);
        const origin: Origin = { source: 'import', companies: companiesOf(scope, clientId) };
        // Companies first: people are then found to belong to them.
        for (const { kind, fields } of add.toSorted((one, other) => order(one.kind) - order(other.kind)))
          writing.add(client.id, kind, fields, origin);
        for (const { contactId, fields } of change) writing.change(rowOf(scope, contactId), fields, origin);
        return result;
      });
    },

    export: (scope: ClientScope, clientId: string, language: Language): WrittenFile =>
      written(
        scope,
        clientId,
        { fileName: `${fileNames[language]}-${today()}.csv`, mediaType: CSV_MEDIA_TYPE },
        contacts => writeTable(contacts, language),
      ),

    exportCards: (scope: ClientScope, clientId: string): WrittenFile =>
      written(
        scope,
        clientId,
        { fileName: `contacts-${today()}.vcf`, mediaType: 'text/vcard; charset=utf-8' },
        writeCards,
      ),
  };
}

type Given = { [Field in keyof ContactFields]?: ContactFields[Field] | undefined };

/** The fields that were given, without those left out. */
function given(values: Given): Partial<ContactFields> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function requireSomething(...ways: (string | null | undefined)[]): void {
  if (ways.every(way => way == null)) throw new FoyerError('contact.empty', 'Neither a name nor an address');
}

const order = (kind: ContactKind): number => (kind === 'company' ? 0 : 1);

function mention({ id, kind, name, email, phone }: ContactRow): ContactMention {
  return { id, kind, name, email, phone };
}

async function* inPieces(
  lines: Iterable<string>,
  signal: Parameters<WrittenFile['content']>[0],
): AsyncGenerator<string> {
  let [piece, count] = ['', 0];
  for (const line of lines) {
    piece += line;
    count += 1;
    if (count % LINES_AT_ONCE > 0) continue;
    signal.throwIfAborted();
    yield piece;
    piece = '';
  }
  yield piece;
}
