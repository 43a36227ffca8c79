import { DEFAULT_READING_SECONDS } from '#shared/contract/limits.ts';
import type { ModelFindings } from '#shared/contract/models.ts';
import type { PaceSamples } from '#shared/lib/reading-pace.ts';
import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { column } from '../rules/audit-conditions.ts';
import { OF_NO_CLIENT } from '../rules/reasons.ts';
import { tableRules } from '../rules/table-rules.ts';

/** A configured model. Models belong to the installation, not to a client. */
export const models = sqliteTable('models', {
  id: text('id').primaryKey(),
  name: text('name').notNull().unique(),
  provider: text('provider', { enum: ['inside', 'ollama', 'openai', 'anthropic'] }).notNull(),
  model: text('model').notNull(),
  url: text('url'),
  purpose: text('purpose', { enum: ['chat', 'embedding', 'reranking'] }).notNull(),
  /** Sealed by the secrets port; never leaves the main process. */
  sealedKey: text('sealed_key'),
  maxOutputTokens: integer('max_output_tokens').notNull(),
  contextTokens: integer('context_tokens').notNull(),
  /** Its own, which it is always asked with; null leaves it to the chatbot. */
  temperature: real('temperature'),
  /** Price of 1,000 tokens in the currency of the installation; null when not known. */
  inputPrice: real('input_price'),
  outputPrice: real('output_price'),
  /** How long its first word took when last measured; null when never. */
  measuredFirstTokenMs: integer('measured_first_token_ms'),
  /** What tests and answers have taught about it; null when nothing has, or when its settings changed since. */
  findings: text('findings', { mode: 'json' }).$type<ModelFindings>(),
  /** What was measured of its last answers; null when nothing was, or when its settings changed since. */
  pace: text('pace', { mode: 'json' }).$type<PaceSamples>(),
  /** How long it may read before its first word, in seconds. */
  readingSeconds: integer('reading_seconds').notNull().default(DEFAULT_READING_SECONDS),
  /** Addresses of other servers that have it too. */
  otherUrls: text('other_urls', { mode: 'json' }).$type<string[]>().notNull().default([]),
  /** How long it may take to be connected to, and be silent, in seconds; null: as long as usual. */
  connectSeconds: integer('connect_seconds'),
  firstWordSeconds: integer('first_word_seconds'),
  betweenWordsSeconds: integer('between_words_seconds'),
  isDefault: integer('is_default', { mode: 'boolean' }).notNull(),
  active: integer('active', { mode: 'boolean' }).notNull(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
});

export const modelRules = tableRules(models, {
  client: { none: 'models are shared by all clients' },
  counted: { not: 'none is removed' },
  audit: {
    columns: {
      id: 'ignored',
      name: 'watched',
      provider: 'watched',
      model: 'watched',
      url: 'watched',
      purpose: 'watched',
      sealedKey: 'masked',
      maxOutputTokens: 'watched',
      contextTokens: 'watched',
      temperature: 'watched',
      inputPrice: 'watched',
      outputPrice: 'watched',
      measuredFirstTokenMs: 'ignored',
      findings: 'ignored',
      pace: 'ignored',
      readingSeconds: 'watched',
      otherUrls: 'watched',
      connectSeconds: 'watched',
      firstWordSeconds: 'watched',
      betweenWordsSeconds: 'watched',
      isDefault: 'watched',
      active: 'watched',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('id'),
    targetLabel: column('name'),
    events: [
      { on: 'insert', action: 'models.created' },
      { on: 'update', action: 'models.updated' },
      { on: 'delete', action: 'models.deleted' },
    ],
  },
  sealed: { sealedKey: 'text' },
  export: OF_NO_CLIENT,
  eraseClient: { stay: 'shared by all clients' },
  erasePerson: { stay: 'names nobody' },
  keep: { otherwise: 'until it is deleted' },
});
