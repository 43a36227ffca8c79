import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  itemQuestions,
  itemReasons,
  itemStates,
  sourceKinds,
  vanishedChoices,
  type LookCounts,
  type SourceSchedule,
  type Validators,
} from '#shared/contract/sources.ts';
import { users } from './accounts.ts';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { documents } from './documents.ts';
import { column, lookUp, notPartOf, stillThere } from '../rules/audit-conditions.ts';
import { OF_ONE_CLIENT, OWN_DOING, WITHIN } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** A folder, a site or a feed that keeps the knowledge of a client fresh. */
export const sources = sqliteTable(
  'sources',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    kind: text('kind', { enum: sourceKinds }).notNull(),
    name: text('name').notNull(),
    /** As its kind reads them. */
    settings: text('settings', { mode: 'json' }).$type<unknown>().notNull(),
    /** How the place lets Foyer in, as its kind writes it. */
    sealedLogin: text('sealed_login'),
    schedule: text('schedule', { mode: 'json' }).$type<SourceSchedule>().notNull(),
    onVanished: text('on_vanished', { enum: vanishedChoices }).notNull(),
    /** `ok`: its last look went well. `shrunk`: too much was gone for anything to be set aside by itself. */
    state: text('state', { enum: ['never', 'ok', 'shrunk', 'failed', 'removing'] }).notNull(),
    /** When a person first said yes to what it has; until then looks take nothing. */
    approvedAt: text('approved_at'),
    paused: integer('paused', { mode: 'boolean' }).notNull().default(false),
    lastLookAt: text('last_look_at'),
    nextLookAt: text('next_look_at'),
    /** An error code, while no later look went well. */
    failure: text('failure'),
    failedAt: text('failed_at'),
    createdBy: text('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  table => [
    index('sources_client').on(table.clientId),
    index('sources_next_look').on(table.nextLookAt),
    index('sources_created_by').on(table.createdBy),
  ],
);

export const sourceRules = tableRules(sources, {
  client: 'clientId',
  counted: 'sources',
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      kind: 'watched',
      name: 'watched',
      settings: 'watched',
      sealedLogin: 'masked',
      schedule: 'watched',
      onVanished: 'watched',
      state: 'ignored',
      approvedAt: 'ignored', // recorded by the service: what a person says yes to
      paused: 'watched',
      lastLookAt: 'ignored',
      nextLookAt: 'ignored',
      failure: 'ignored',
      failedAt: 'ignored',
      createdBy: 'ignored',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('name'),
    events: [
      { on: 'insert', action: 'sources.added' },
      {
        on: 'update',
        action: 'sources.changed',
        of: ['name', 'settings', 'sealedLogin', 'schedule', 'onVanished'],
      },
      { on: 'update', action: 'sources.paused', of: ['paused'], when: ['NEW.paused = 1'] },
      { on: 'update', action: 'sources.resumed', of: ['paused'], when: ['NEW.paused = 0'] },
      { on: 'delete', action: 'sources.removed' },
    ],
  },
  sealed: { sealedLogin: 'text' },
  export: {
    file: 'sources.json',
    place: 44,
    about: {
      fr: 'les dossiers, sites et autres sources suivis, avec leurs réglages',
      en: 'the folders, sites and other sources that are followed, with their settings',
    },
    guide:
      'the folders, sites and other sources that keep the knowledge fresh: settings, schedule, what becomes of documents of what is gone, how the last look ended',
    columns: {
      id: 'id',
      kind: 'kind',
      name: 'name',
      settings: 'settings',
      schedule: 'schedule',
      onVanished: 'onVanished',
      state: 'state',
      approvedAt: 'approvedAt',
      paused: 'paused',
      lastLookAt: 'lastLookAt',
      nextLookAt: 'nextLookAt',
      failure: 'failure',
      failedAt: 'failedAt',
      createdBy: 'createdBy',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      clientId: OF_ONE_CLIENT,
      sealedLogin: { leftOut: 'a secret' },
    },
  },
  eraseClient: 'delete',
  erasePerson: { by: { createdBy: { forget: ['createdBy'] } } },
  keep: { otherwise: 'until somebody of the office removes them' },
});

/** Which chatbots are given what a source has. */
export const sourceChatbots = sqliteTable(
  'source_chatbots',
  {
    sourceId: text('source_id')
      .notNull()
      .references(() => sources.id, { onDelete: 'cascade' }),
    chatbotId: text('chatbot_id')
      .notNull()
      .references(() => chatbots.id, { onDelete: 'cascade' }),
  },
  table => [
    primaryKey({ columns: [table.sourceId, table.chatbotId] }),
    index('source_chatbots_chatbot').on(table.chatbotId),
  ],
);

export const sourceChatbotRules = tableRules(sourceChatbots, {
  client: { by: 'sourceId', of: sources },
  counted: { within: 'sources' },
  audit: {
    columns: { sourceId: 'ignored', chatbotId: { name: lookUp('name', chatbots, 'chatbot_id') } },
    targetId: column('source_id'),
    targetLabel: lookUp('name', sources, 'source_id'),
    events: [
      { on: 'insert', action: 'sources.linked', when: [notPartOf('sources.added', 'NEW.source_id')] },
      {
        on: 'delete',
        action: 'sources.unlinked',
        when: [stillThere(sources, 'source_id'), stillThere(chatbots, 'chatbot_id')],
      },
    ],
  },
  sealed: {},
  export: {
    in: sources,
    by: 'sourceId',
    as: 'chatbotIds',
    shape: 'values',
    columns: { sourceId: WITHIN, chatbotId: 'id' },
  },
  eraseClient: 'along',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});

/** One time that a source is looked at; open until it has an outcome, however often Foyer is closed meanwhile. */
export const sourceLooks = sqliteTable(
  'source_looks',
  {
    id: text('id').primaryKey(),
    sourceId: text('source_id')
      .notNull()
      .references(() => sources.id, { onDelete: 'cascade' }),
    outcome: text('outcome', { enum: ['done', 'failed', 'cancelled'] }),
    dry: integer('dry', { mode: 'boolean' }).notNull(),
    counts: text('counts', { mode: 'json' }).$type<LookCounts>().notNull(),
    failure: text('failure'),
    startedAt: text('started_at').notNull(),
    finishedAt: text('finished_at'),
    durationMs: integer('duration_ms').notNull(),
  },
  table => [index('source_looks_source').on(table.sourceId, table.id)],
);

export const sourceLookRules = tableRules(sourceLooks, {
  client: { by: 'sourceId', of: sources },
  counted: { within: 'sources' },
  audit: { leftOut: 'Foyer’s own doing; what it does to documents is in the log' },
  sealed: {},
  export: {
    file: 'source-looks.json',
    place: 46,
    about: { fr: 'quand ils ont été parcourus', en: 'when they were looked at' },
    guide: 'each time that a source was looked at: how it ended and what it found',
    columns: {
      id: 'id',
      sourceId: 'sourceId',
      outcome: 'outcome',
      dry: 'dry',
      counts: 'counts',
      failure: 'failure',
      startedAt: 'startedAt',
      finishedAt: 'finishedAt',
      durationMs: 'durationMs',
    },
  },
  eraseClient: 'along',
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'the latest hundred of each source' },
});

/** Something that a source has: a file, a page. What is to be looked at in a look that is open stands here too. */
export const sourceItems = sqliteTable(
  'source_items',
  {
    id: text('id').primaryKey(),
    sourceId: text('source_id')
      .notNull()
      .references(() => sources.id, { onDelete: 'cascade' }),
    /** What tells it from the others: an address, a path below the folder. */
    key: text('key').notNull(),
    /** What was taken of it; null for what was not, or whose document is gone. */
    documentId: text('document_id').references(() => documents.id, { onDelete: 'set null' }),
    state: text('state', { enum: itemStates }).notNull(),
    /** What a person is asked of it. */
    question: text('question', { enum: itemQuestions }),
    /** Of the version that was taken; null before. */
    validators: text('validators', { mode: 'json' }).$type<Validators>(),
    /** Of the version that a person is asked of. */
    asked: text('asked', { mode: 'json' }).$type<Validators>(),
    /** Of the version that a person said no to; of what is gone, that its document stays. */
    refused: text('refused', { mode: 'json' }).$type<Validators>(),
    title: text('title'),
    fileName: text('file_name'),
    /** Where it can be opened in a browser, where its key does not say so. */
    address: text('address'),
    reason: text('reason', { enum: itemReasons }),
    code: text('code'),
    detail: text('detail'),
    depth: integer('depth').notNull(),
    via: text('via'),
    firstSeenAt: text('first_seen_at').notNull(),
    lastSeenAt: text('last_seen_at'),
    /** The look that met it last. */
    metBy: text('met_by'),
    /** The open look that still has to go to it. */
    queuedBy: text('queued_by'),
    /** The item with the same bytes whose document it has if that one is gone: known at the end of a look. */
    movedFrom: text('moved_from'),
  },
  table => [
    uniqueIndex('source_items_key').on(table.sourceId, table.key),
    index('source_items_document').on(table.documentId),
    index('source_items_state').on(table.sourceId, table.state),
    index('source_items_question')
      .on(table.sourceId, table.question)
      .where(sql`${table.question} is not null`),
    index('source_items_queue')
      .on(table.queuedBy, table.depth, table.id)
      .where(sql`${table.queuedBy} is not null`),
  ],
);

export const sourceItemRules = tableRules(sourceItems, {
  client: { by: 'sourceId', of: sources },
  counted: { within: 'sources' },
  audit: { leftOut: 'found by looking; what becomes of documents is in the log' },
  sealed: {},
  export: {
    file: 'source-items.json',
    place: 45,
    about: { fr: 'ce qu’ils contiennent', en: 'what they have' },
    guide:
      'what each source has: its path or address, its document, how it was at the last look, why it was left out',
    columns: {
      id: 'id',
      sourceId: 'sourceId',
      key: 'key',
      documentId: 'documentId',
      state: 'state',
      question: 'question',
      validators: 'validators',
      asked: 'asked',
      refused: 'refused',
      title: 'title',
      fileName: 'fileName',
      address: 'address',
      reason: 'reason',
      code: 'code',
      detail: 'detail',
      depth: 'depth',
      via: 'via',
      firstSeenAt: 'firstSeenAt',
      lastSeenAt: 'lastSeenAt',
      metBy: OWN_DOING,
      queuedBy: OWN_DOING,
      movedFrom: OWN_DOING,
    },
  },
  eraseClient: 'along',
  erasePerson: { stay: 'names nobody' },
  keep: 'along',
});
