import { index, primaryKey, sqliteTable, text, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
import type { ContactMergeUndo } from '#shared/contract/contacts.ts';
import { clients } from './clients.ts';
import { visitors } from './visitors.ts';
import { byPerson, column, stillThere } from '../rules/audit-conditions.ts';
import { OF_ONE_CLIENT, OWN_DOING } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** One person or company the client deals with. What happened with them is in the events, never copied. */
export const contacts = sqliteTable(
  'contacts',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    kind: text('kind', { enum: ['person', 'company'] }).notNull(),
    name: text('name'),
    email: text('email'),
    phone: text('phone'),
    /** The company a person belongs to. */
    companyId: text('company_id').references((): AnySQLiteColumn => contacts.id, { onDelete: 'set null' }),
    language: text('language'),
    /** What the office wrote down about them. */
    note: text('note'),
    source: text('source', { enum: ['visitor', 'office', 'import'] }).notNull(),
    /** The visitor whose form made it: they are one person, and go together. */
    madeByVisitorId: text('made_by_visitor_id').references(() => visitors.id, { onDelete: 'set null' }),
    /** Since when the office keeps it whatever its age: it wrote it, imported it or changed it. */
    keptAt: text('kept_at'),
    lastSeenAt: text('last_seen_at').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    /** The contact it was merged into; it stays, unseen, so that the merge can be undone. */
    mergedInto: text('merged_into').references((): AnySQLiteColumn => contacts.id, { onDelete: 'cascade' }),
    mergedAt: text('merged_at'),
    mergeUndo: text('merge_undo', { mode: 'json' }).$type<ContactMergeUndo>(),
  },
  table => [
    index('contacts_client').on(table.clientId, table.mergedInto, table.id),
    index('contacts_email').on(table.clientId, table.email),
    index('contacts_company').on(table.companyId),
    index('contacts_merged').on(table.mergedInto),
    index('contacts_made_by').on(table.madeByVisitorId),
  ],
);

export const contactRules = tableRules(contacts, {
  client: 'clientId',
  counted: 'addressBook',
  audit: {
    // The log says that something changed, never what it was: it is kept longer than the contact.
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      kind: 'watched',
      name: 'masked',
      email: 'masked',
      phone: 'masked',
      companyId: 'masked',
      language: 'masked',
      note: 'masked',
      source: 'watched',
      madeByVisitorId: 'ignored',
      keptAt: 'ignored',
      lastSeenAt: 'ignored',
      createdAt: 'ignored',
      updatedAt: 'ignored',
      mergedInto: 'ignored',
      mergedAt: 'ignored',
      mergeUndo: 'ignored',
    },
    targetId: column('id'),
    targetLabel: () => `''`,
    events: [
      { on: 'insert', action: 'contacts.created', when: [byPerson] },
      { on: 'update', action: 'contacts.updated', when: [byPerson, 'NEW.merged_into IS OLD.merged_into'] },
      { on: 'update', action: 'contacts.merged', of: ['mergedInto'], when: ['NEW.merged_into IS NOT NULL'] },
      { on: 'update', action: 'contacts.separated', of: ['mergedInto'], when: ['NEW.merged_into IS NULL'] },
      { on: 'delete', action: 'contacts.deleted', when: [byPerson] },
    ],
  },
  sealed: {},
  export: {
    file: 'contacts.json',
    place: 82,
    about: {
      fr: 'les contacts : personnes et entreprises',
      en: 'the contacts: people and companies',
    },
    guide:
      'people and companies: how to reach them, the company of a person (`companyId`), what the office noted, where they come from, and what they were merged into (`mergedInto`)',
    columns: {
      id: 'id',
      kind: 'kind',
      name: 'name',
      email: 'email',
      phone: 'phone',
      companyId: 'companyId',
      language: 'language',
      note: 'note',
      source: 'source',
      madeByVisitorId: 'visitorId',
      lastSeenAt: 'lastSeenAt',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      mergedInto: 'mergedInto',
      mergedAt: 'mergedAt',
      keptAt: OWN_DOING,
      mergeUndo: OWN_DOING,
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  erasePerson: { by: { madeByVisitorId: 'delete' } },
  // A visitor of whom nothing else is left is forgotten; how to reach them is the office’s.
  keep: {
    as: 'conversations',
    since: 'lastSeenAt',
    holdsNothing: true,
    unless: () => sql`${contacts.keptAt} IS NOT NULL`,
  },
});

/** Which visitors are which contact: one person may come with a telephone and a computer. */
export const contactVisitors = sqliteTable(
  'contact_visitors',
  {
    visitorId: text('visitor_id')
      .primaryKey()
      .references(() => visitors.id, { onDelete: 'cascade' }),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    linkedAt: text('linked_at').notNull(),
  },
  table => [index('contact_visitors_contact').on(table.contactId)],
);

export const contactVisitorRules = tableRules(contactVisitors, {
  client: { by: 'contactId', of: contacts },
  counted: { within: 'addressBook' },
  audit: { leftOut: 'which visitor somebody is, found out by itself' },
  sealed: {},
  export: {
    file: 'contact-visitors.json',
    place: 83,
    about: { fr: 'quel visiteur est quel contact', en: 'which visitor is which contact' },
    guide: 'which visitor is which contact, by their ids',
    columns: { visitorId: 'visitorId', contactId: 'contactId', linkedAt: 'linkedAt' },
  },
  eraseClient: 'along',
  erasePerson: { by: { visitorId: 'delete' } },
  keep: 'along',
});

/** Contacts that look alike, and of whom a person said that they are two. */
export const contactsApart = sqliteTable(
  'contacts_apart',
  {
    /** The one whose id comes first. */
    oneId: text('one_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    otherId: text('other_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    saidAt: text('said_at').notNull(),
  },
  table => [
    primaryKey({ columns: [table.oneId, table.otherId] }),
    index('contacts_apart_other').on(table.otherId),
  ],
);

export const contactsApartRules = tableRules(contactsApart, {
  client: { by: 'oneId', of: contacts },
  counted: { within: 'addressBook' },
  audit: {
    columns: { oneId: 'ignored', otherId: 'ignored', saidAt: 'ignored' },
    targetId: column('one_id'),
    targetLabel: () => `''`,
    events: [
      { on: 'insert', action: 'contacts.kept_apart' },
      {
        on: 'delete',
        action: 'contacts.compared_again',
        when: [stillThere(contacts, 'one_id'), stillThere(contacts, 'other_id')],
      },
    ],
  },
  sealed: {},
  export: {
    file: 'contacts-apart.json',
    place: 86,
    about: {
      fr: 'quels contacts qui se ressemblent sont distincts',
      en: 'which contacts that look alike are two',
    },
    guide: 'which contacts that look alike are two, by their ids',
    columns: { oneId: 'oneId', otherId: 'otherId', saidAt: 'saidAt' },
  },
  eraseClient: 'along',
  erasePerson: { stay: 'goes with either contact' },
  keep: 'along',
});
