import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { column } from '../rules/audit-conditions.ts';
import { OF_ONE_CLIENT, OWN_DOING } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** A tenant: the customer, team or site that owns bots and data. Every other row belongs to one. */
export const clients = sqliteTable('clients', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  domain: text('domain'),
  contactName: text('contact_name'),
  contactEmail: text('contact_email'),
  contactPhone: text('contact_phone'),
  /** Requests a month; null means no limit. */
  monthlyQuota: integer('monthly_quota'),
  language: text('language', { enum: ['fr', 'en'] })
    .notNull()
    .default('fr'),
  /** IANA name, e.g. `Europe/Paris`. */
  timeZone: text('time_zone').notNull().default('Europe/Paris'),
  notes: text('notes'),
  active: integer('active', { mode: 'boolean' }).notNull(),
  /** Set: kept, but out of sight and answering nobody. */
  archivedAt: text('archived_at'),
  /** Days that each is kept; null for ever. */
  conversationRetentionDays: integer('conversation_retention_days'),
  fileRetentionDays: integer('file_retention_days'),
  logRetentionDays: integer('log_retention_days'),
  /** Counts what changes which documents a chatbot or a narrowing has (db/knowledge-revision.ts). */
  knowledgeRevision: integer('knowledge_revision').notNull().default(0),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
});

export const clientRules = tableRules(clients, {
  client: 'id',
  counted: { not: 'the certificate is about it' },
  audit: {
    columns: {
      id: 'ignored',
      name: 'watched',
      domain: 'watched',
      contactName: 'watched',
      contactEmail: 'watched',
      contactPhone: 'watched',
      monthlyQuota: 'watched',
      language: 'watched',
      timeZone: 'watched',
      notes: 'watched',
      active: 'watched',
      archivedAt: 'watched',
      conversationRetentionDays: 'watched',
      fileRetentionDays: 'watched',
      logRetentionDays: 'watched',
      knowledgeRevision: 'ignored',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('name'),
    events: [
      { on: 'insert', action: 'clients.created' },
      { on: 'update', action: 'clients.updated' },
      { on: 'delete', action: 'clients.deleted' },
    ],
  },
  sealed: {},
  export: {
    file: 'client.json',
    place: 10,
    single: true,
    about: {
      fr: 'le client : coordonnées, langue, fuseau horaire, durées de conservation',
      en: 'the client: contact, language, time zone, retention',
    },
    guide:
      'one object: the client, its contact and settings, how long it keeps what (in days; null for ever)',
    columns: {
      id: 'id',
      name: 'name',
      domain: 'domain',
      contactName: 'contactName',
      contactEmail: 'contactEmail',
      contactPhone: 'contactPhone',
      monthlyQuota: 'monthlyQuota',
      language: 'language',
      timeZone: 'timeZone',
      notes: 'notes',
      active: 'active',
      archivedAt: 'archivedAt',
      conversationRetentionDays: 'conversationRetentionDays',
      fileRetentionDays: 'fileRetentionDays',
      logRetentionDays: 'logRetentionDays',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      knowledgeRevision: OWN_DOING,
    },
  },
  eraseClient: 'delete', // last of all: everything refers to it
  erasePerson: { stay: 'its contact is what the office wrote down of the client' },
  keep: { otherwise: 'until it is erased' },
});

/** Modules that somebody has switched on or off for a client; of the others their own usual holds. */
export const clientModules = sqliteTable(
  'client_modules',
  {
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    /** Its name in `src/modules`. */
    module: text('module').notNull(),
    enabled: integer('enabled', { mode: 'boolean' }).notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [primaryKey({ columns: [table.clientId, table.module] })],
);

export const clientModuleRules = tableRules(clientModules, {
  client: 'clientId',
  counted: { within: 'chatbots' },
  audit: {
    columns: { clientId: 'ignored', module: 'ignored', enabled: 'watched', updatedAt: 'ignored' },
    targetId: column('module'),
    targetLabel: column('module'),
    events: [
      { on: 'insert', action: 'modules.switched_on', when: ['NEW.enabled = 1'] },
      { on: 'insert', action: 'modules.switched_off', when: ['NEW.enabled = 0'] },
      { on: 'update', action: 'modules.switched_on', of: ['enabled'], when: ['NEW.enabled = 1'] },
      { on: 'update', action: 'modules.switched_off', of: ['enabled'], when: ['NEW.enabled = 0'] },
    ],
  },
  sealed: {},
  export: {
    file: 'modules.json',
    place: 62,
    about: {
      fr: 'les modules mis en service ou hors service pour ce client',
      en: 'the modules switched on or off for this client',
    },
    guide: 'the modules that somebody switched on or off for the client',
    columns: { module: 'module', enabled: 'enabled', updatedAt: 'updatedAt', clientId: OF_ONE_CLIENT },
  },
  eraseClient: 'delete',
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'as long as its client' },
});
