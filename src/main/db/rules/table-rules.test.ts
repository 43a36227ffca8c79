import { getTableConfig, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { auditActions } from '#shared/contract/audit-actions.ts';
import { moduleTables } from '#modules/main.ts';
import { catalogues } from '#shared/i18n/index.ts';
import { chatbots, clients, users } from '../schema/index.ts';
import { allTableRules, inOrderOfRemoval, rulesOf } from './index.ts';
import { faultsOf } from './faults.ts';
import { referencesOf } from './columns.ts';
import { tableRules } from './table-rules.ts';
import { column } from './audit-conditions.ts';
import { missingLogWords } from '../../../../tests/support/architecture/log-words.ts';

const tables = allTableRules(moduleTables);

const notes = sqliteTable('notes', {
  id: text('id').primaryKey(),
  clientId: text('client_id')
    .notNull()
    .references(() => clients.id),
  chatbotId: text('chatbot_id').references(() => chatbots.id),
  authorId: text('author_id').references(() => users.id, { onDelete: 'set null' }),
  sequence: integer('sequence').notNull(),
});

const noteRules = tableRules(notes, {
  client: 'clientId',
  counted: 'contacts',
  audit: { leftOut: 'planted' },
  sealed: {},
  export: { leftOut: 'planted' },
  eraseClient: 'delete',
  erasePerson: { by: { authorId: 'delete' } },
  keep: { otherwise: 'planted' },
});

describe('the rules of the tables', () => {
  it('agree with the tables and each other', () => {
    expect(faultsOf(tables)).toEqual([]);
    expect(tables.length).toBeGreaterThan(30);
  });

  it('are asked for in words when a table has none', () => {
    const schema: object = { notes };
    expect(() => rulesOf(schema)).toThrow(
      'The table notes has no rules: write tableRules(…) beside it and export them',
    );
    expect(rulesOf({ notes, noteRules })).toEqual([noteRules]);
  });

  it.each([
    [
      'of another client',
      { client: { none: 'planted' } },
      `clientId names the client: write client: 'clientId'`,
    ],
    [
      'that go along with what does not take them',
      { client: { by: 'chatbotId', of: chatbots }, eraseClient: 'along' },
      `the database does not remove its rows with what they belong to: write eraseClient: 'delete'`,
    ],
    [
      'of somebody who is not asked about',
      { erasePerson: { stay: 'planted' } },
      'authorId names a person: say in erasePerson.by what becomes of the row',
    ],
    [
      'of nobody',
      { erasePerson: { by: { authorId: 'delete', chatbotId: 'delete' } } },
      'chatbotId stands in erasePerson.by and refers to no person',
    ],
    [
      'that no certificate names',
      { counted: { not: 'planted' } },
      'rows are removed that no certificate counts: write counted',
    ],
    [
      'within a list that there is not',
      { export: { in: users, by: 'authorId', as: 'notes', shape: 'values', columns: {} } },
      'it stands within a list of the archive that there is not',
    ],
  ] as const)('say what to write for rows %s', (_what, wrong, sentence) => {
    const planted = { ...noteRules, ...wrong } as typeof noteRules;
    expect(faultsOf([...tables, planted])).toContain(`The rules of notes: ${sentence}`);
    expect(() => allTableRules([planted])).toThrow(sentence);
  });

  it('remove what refers to others before these', () => {
    const order = inOrderOfRemoval(tables).map(({ table }) => table);
    for (const [index, table] of order.entries()) {
      const referred = referencesOf(table).map(({ to }) => to);
      const removedBefore = order.slice(0, index).filter(one => one !== table && referred.includes(one));
      expect(removedBefore.map(one => getTableConfig(one).name)).toEqual([]);
    }
  });
});

describe('the words of the log', () => {
  it.each(['fr', 'en'] as const)('say every deed and its kind in %s', language => {
    const { deeds, kinds } = catalogues[language].auditDeeds;
    const file = `src/shared/i18n/${language}/audit-deeds.ts`;
    const missing = auditActions.flatMap(action => [
      ...(action.replaceAll('.', '_') in deeds
        ? []
        : [`deeds.${action.replaceAll('.', '_')} is missing in ${file}`]),
      ...((action.split('.')[0] ?? '') in kinds ? [] : [`kinds.${action} is missing in ${file}`]),
    ]);
    expect(missing).toEqual([]);
  });

  it.each(['fr', 'en'] as const)('say what went with age in %s', language => {
    const { fields } = catalogues[language].auditFields;
    const missing = tables.flatMap(({ counted, keep }) =>
      typeof keep === 'object' && 'as' in keep && typeof counted === 'string' && !(counted in fields)
        ? [`fields.${counted} is missing in src/shared/i18n/${language}/audit-fields.ts`]
        : [],
    );
    expect(missing).toEqual([]);
  });

  it('say every deed and field of every table', () => {
    expect(missingLogWords(tables)).toEqual([]);
  });

  const audit = {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      chatbotId: 'ignored',
      authorId: 'ignored',
      sequence: 'watched',
    },
    targetId: column('id'),
    targetLabel: column('id'),
    events: [{ on: 'insert', action: 'notes.created', says: { fr: 'a écrit', en: 'wrote' } }],
    called: { fr: 'Notes', en: 'Notes' },
    fields: { sequence: { fr: 'Rang', en: 'Rank' } },
  } as const;
  it.each([
    [
      'a deed',
      { events: [{ on: 'insert', action: 'notes.created', says: { fr: '', en: 'wrote' } }] },
      'notes: say what the log says of notes.created: audit.events, says.fr',
    ],
    [
      'deeds together',
      { called: { fr: 'Notes', en: '' } },
      'notes: say what its deeds are called together: audit.called.en',
    ],
    ['a field', { fields: {} }, 'notes: say what the log calls sequence: audit.fields.sequence.fr'],
  ] as const)('are asked for when they lack %s', (_, change, sentence) => {
    expect(missingLogWords([{ ...noteRules, audit }])).toEqual([]);
    expect(missingLogWords([{ ...noteRules, audit: { ...audit, ...change } }])).toContain(sentence);
  });
});
