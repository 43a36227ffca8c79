import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { column, lookUp } from '../rules/audit-conditions.ts';
import { OF_NO_CLIENT } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';
import { models } from './models.ts';

/**
 * A change of the model that compares by meaning: one at a time, of the whole installation. It is gone once one index
 * is left.
 */
export const indexChanges = sqliteTable('index_changes', {
  id: text('id').primaryKey(),
  /** The model that is to search, or does since the swap. */
  modelId: text('model_id')
    .notNull()
    .references(() => models.id, { onDelete: 'cascade' }),
  /** The model that searches until the swap, and whose index is kept after it. */
  formerModelId: text('former_model_id').references(() => models.id, { onDelete: 'set null' }),
  /** `ready`: both indexes are complete. `swapped`: the other one is kept until somebody confirms. */
  state: text('state', { enum: ['building', 'ready', 'swapped'] }).notNull(),
  paused: integer('paused', { mode: 'boolean' }).notNull(),
  swapsByItself: integer('swaps_by_itself', { mode: 'boolean' }).notNull(),
  /** An error code of shared/errors.ts: why it stopped until somebody resumes it. */
  failure: text('failure'),
  createdAt: text('created_at').notNull(),
  readyAt: text('ready_at'),
  swappedAt: text('swapped_at'),
});

export const indexChangeRules = tableRules(indexChanges, {
  client: { none: 'models are shared by all clients' },
  counted: { not: 'none is removed' },
  audit: {
    columns: {
      id: 'ignored',
      modelId: 'ignored',
      formerModelId: 'ignored',
      state: 'watched',
      paused: 'watched',
      swapsByItself: 'watched',
      failure: 'ignored',
      createdAt: 'ignored',
      readyAt: 'ignored',
      swappedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: lookUp('name', models, 'model_id'),
    events: [
      {
        on: 'insert',
        action: 'index_changes.begun',
        says: {
          fr: 'a fait préparer l’index par sens de {{target}}',
          en: 'had the index by meaning of {{target}} prepared',
        },
      },
      {
        on: 'update',
        action: 'index_changes.changed',
        of: ['state', 'paused', 'swapsByItself'],
        says: {
          fr: 'a modifié le changement d’index vers {{target}}',
          en: 'changed the change of index to {{target}}',
        },
      },
      {
        on: 'delete',
        action: 'index_changes.ended',
        says: {
          fr: 'a mis fin au changement d’index vers {{target}}',
          en: 'ended the change of index to {{target}}',
        },
      },
    ],
    called: { fr: 'Changement d’index', en: 'Change of index' },
    fields: {
      state: { fr: 'État', en: 'State' },
      paused: { fr: 'En pause', en: 'Paused' },
      swapsByItself: { fr: 'Bascule seul', en: 'Swaps by itself' },
    },
  },
  sealed: {},
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'shared by all clients' },
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'until one index is left' },
});

/**
 * What a model gave for one fixed text when its vectors were first seen, by the fingerprint they stand under: another
 * model under the same name, of the same number of dimensions, is told by giving something else.
 */
export const embeddingProbes = sqliteTable(
  'embedding_probes',
  {
    fingerprint: text('fingerprint').primaryKey(),
    /** Of provider, name and dimensions alone. */
    base: text('base').notNull(),
    /** Which of the models that answered under that name. */
    generation: integer('generation').notNull(),
    vector: blob('vector', { mode: 'buffer' }).notNull(),
  },
  table => [index('embedding_probes_base').on(table.base)],
);

export const embeddingProbeRules = tableRules(embeddingProbes, {
  client: { none: 'models are shared by all clients' },
  counted: { not: 'none is removed' },
  audit: { leftOut: 'made by indexing' },
  sealed: {},
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'of a fixed text' },
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'a few for each model that ever compared' },
});
