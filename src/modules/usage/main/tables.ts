import { eq } from 'drizzle-orm';
import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import {
  clients,
  column,
  lookUp,
  models,
  OF_NO_CLIENT,
  OF_ONE_CLIENT,
  stillThere,
  tableRules,
} from '../../table-api.ts';
import { whenReached } from '../contract-quota.ts';

/** What the chatbots of a client may use in a month, beside the number of requests, which stands with the client. */
export const quotas = sqliteTable('quotas', {
  clientId: text('client_id')
    .primaryKey()
    .references(() => clients.id),
  /** Read and written together; null: no limit. */
  tokens: integer('tokens'),
  /** In the currency of the models’ prices; null: no limit. */
  cost: real('cost'),
  /** What becomes of questions once one of them is used up. */
  whenReached: text('when_reached', { enum: whenReached }).notNull(),
  /** The model that answers then; null: the fallback of each chatbot. */
  modelId: text('model_id').references(() => models.id, { onDelete: 'set null' }),
  /** What visitors are told when nothing answers; null: in our words. */
  saysFr: text('says_fr'),
  saysEn: text('says_en'),
  updatedAt: text('updated_at').notNull(),
});

export const quotaRules = tableRules(quotas, {
  client: 'clientId',
  counted: { within: 'chatbots' },
  audit: {
    columns: {
      clientId: 'ignored',
      tokens: 'watched',
      cost: 'watched',
      whenReached: 'watched',
      modelId: { name: lookUp('name', models, 'model_id') },
      saysFr: 'watched',
      saysEn: 'watched',
      updatedAt: 'ignored',
    },
    targetId: column('client_id'),
    targetLabel: lookUp('name', clients, 'client_id'),
    events: [
      {
        on: 'insert',
        action: 'quotas.set',
        says: { fr: 'a fixé le quota de {{target}}', en: 'set the quota of {{target}}' },
      },
      {
        on: 'update',
        action: 'quotas.changed',
        says: { fr: 'a modifié le quota de {{target}}', en: 'changed the quota of {{target}}' },
      },
    ],
    called: { fr: 'Quotas', en: 'Quotas' },
    fields: {
      tokens: { fr: 'Jetons par mois', en: 'Tokens a month' },
      cost: { fr: 'Coût par mois', en: 'Cost a month' },
      whenReached: { fr: 'Quota atteint', en: 'Once used up' },
      modelId: { fr: 'Modèle de remplacement', en: 'Model in its place' },
      saysFr: { fr: 'Phrase en français', en: 'Sentence in French' },
      saysEn: { fr: 'Phrase en anglais', en: 'Sentence in English' },
    },
  },
  sealed: {},
  export: {
    file: 'quota.json',
    place: 66,
    single: true,
    about: { fr: 'le quota mensuel du client', en: 'the client’s monthly quota' },
    guide:
      'what may be used in a month beside `monthlyQuota` of the client: tokens, cost, what happens then, what visitors are told',
    columns: {
      tokens: 'tokens',
      cost: 'cost',
      whenReached: 'whenReached',
      modelId: { as: 'model', nameIn: models },
      saysFr: 'saysFr',
      saysEn: 'saysEn',
      updatedAt: 'updatedAt',
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  erasePerson: { stay: 'what the office set' },
  keep: { otherwise: 'as long as its client' },
});

/** What people were told of quotas this month, so that they are told once. */
export const quotaNotices = sqliteTable('quota_notices', {
  clientId: text('client_id')
    .primaryKey()
    .references(() => clients.id),
  /** `2026-12` */
  month: text('month').notNull(),
  /** Kinds that are nearly used up, and those that are: `tokens`, `tokens.reached`. */
  told: text('told', { mode: 'json' }).$type<string[]>().notNull(),
});

export const quotaNoticeRules = tableRules(quotaNotices, {
  client: 'clientId',
  counted: { within: 'chatbots' },
  audit: { leftOut: 'marks of what was told' },
  sealed: {},
  export: { leftOut: 'marks of what was told' },
  eraseClient: 'delete',
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'of the last month in which something was told' },
});

/** What models outside may cost in a month: all of them, or one. */
export const spendingCaps = sqliteTable('spending_caps', {
  /** `all`, or the id of the model. */
  key: text('key').primaryKey(),
  modelId: text('model_id').references(() => models.id, { onDelete: 'cascade' }),
  /** In the currency of the models’ prices. */
  cost: real('cost').notNull(),
  /** The last month in which people were told of it, `2026-12`, and of what: `nearly`, `reached`. */
  month: text('month').notNull(),
  told: text('told', { mode: 'json' }).$type<string[]>().notNull(),
  updatedAt: text('updated_at').notNull(),
});

export const spendingCapRules = tableRules(spendingCaps, {
  client: { none: 'models are shared by all clients' },
  counted: { not: 'none is removed' },
  audit: {
    columns: {
      key: 'ignored',
      modelId: { name: lookUp('name', models, 'model_id') },
      cost: 'watched',
      month: 'ignored',
      told: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('key'),
    targetLabel: row => `coalesce((SELECT name FROM models WHERE id = ${row}.model_id), '')`,
    events: [
      {
        on: 'insert',
        action: 'spending_caps.set',
        says: {
          fr: 'a fixé un plafond de dépense pour les modèles en ligne {{target}}',
          en: 'set a spending cap for online models {{target}}',
        },
      },
      {
        on: 'update',
        action: 'spending_caps.changed',
        says: {
          fr: 'a modifié le plafond de dépense des modèles en ligne {{target}}',
          en: 'changed the spending cap of online models {{target}}',
        },
      },
      {
        on: 'delete',
        action: 'spending_caps.removed',
        says: {
          fr: 'a retiré le plafond de dépense des modèles en ligne {{target}}',
          en: 'removed the spending cap of online models {{target}}',
        },
      },
    ],
    called: { fr: 'Plafonds de dépense', en: 'Spending caps' },
    fields: {
      modelId: { fr: 'Modèle', en: 'Model' },
      cost: { fr: 'Coût par mois', en: 'Cost a month' },
    },
  },
  sealed: {},
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'of no client' },
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'until it is removed, or its model deleted' },
});

/** To whom the report of a client leaves on the first of each month. */
export const reportRecipients = sqliteTable(
  'report_recipients',
  {
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    address: text('address').notNull(),
    /** The last month that was mailed to it, or that was over when it was added: `2026-11`. */
    mailedMonth: text('mailed_month').notNull(),
    createdAt: text('created_at').notNull(),
  },
  table => [primaryKey({ columns: [table.clientId, table.address] })],
);

export const reportRecipientRules = tableRules(reportRecipients, {
  client: 'clientId',
  counted: { as: { fr: 'Destinataires du rapport mensuel', en: 'Recipients of the monthly report' } },
  audit: {
    columns: { clientId: 'ignored', address: 'watched', mailedMonth: 'ignored', createdAt: 'ignored' },
    targetId: column('client_id'),
    targetLabel: lookUp('name', clients, 'client_id'),
    events: [
      {
        on: 'insert',
        action: 'report_recipients.added',
        says: {
          fr: 'a ajouté un destinataire au rapport mensuel de {{target}}',
          en: 'added a recipient to the monthly report of {{target}}',
        },
      },
      {
        on: 'delete',
        action: 'report_recipients.removed',
        when: [stillThere(clients, 'client_id')],
        says: {
          fr: 'a retiré un destinataire du rapport mensuel de {{target}}',
          en: 'removed a recipient from the monthly report of {{target}}',
        },
      },
    ],
    called: { fr: 'Rapport mensuel', en: 'Monthly report' },
    fields: { address: { fr: 'Adresse', en: 'Address' } },
  },
  sealed: {},
  export: {
    file: 'report-recipients.json',
    place: 67,
    about: { fr: 'les destinataires du rapport mensuel', en: 'who gets the monthly report' },
    guide: 'the addresses to which the report of each month is mailed, and the last month that was',
    columns: {
      address: 'address',
      mailedMonth: 'mailedMonth',
      createdAt: 'createdAt',
      clientId: OF_ONE_CLIENT,
    },
  },
  eraseClient: 'delete',
  erasePerson: {
    rows: person => (person.kind === 'account' ? eq(reportRecipients.address, person.email) : undefined),
  },
  keep: { otherwise: 'until somebody removes it' },
});
