import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../../../tests/support/architecture/planted-program.ts';

const HERE = import.meta.dirname;

const table = `
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { clients } from '../schema/index.ts';
import { rulesOf } from './all-table-rules.ts';
import { tableRules } from './table-rules.ts';
export const notes = sqliteTable('notes', {
  id: text('id').primaryKey(),
  clientId: text('client_id').notNull().references(() => clients.id),
  words: text('words'),
  sealedWords: text('sealed_words'),
});
`;

/** Rules of that table, with lines left out or put in the place of others. */
function rules(change: (line: string) => string | null = line => line): string {
  const lines = `export const noteRules = tableRules(notes, {
  client: 'clientId',
  counted: 'contacts',
  audit: {
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      words: 'watched', // of the log
      sealedWords: 'masked',
    },
    targetId: row => row + '.id',
    targetLabel: row => row + '.words',
    events: [{ on: 'delete', action: 'leads.deleted' }],
  },
  sealed: { sealedWords: 'text' },
  export: {
    file: 'notes.json',
    place: 500,
    about: { fr: 'les notes', en: 'the notes' },
    guide: 'notes',
    columns: {
      id: 'id',
      words: 'words', // of the archive
      clientId: { leftOut: 'planted' },
      sealedWords: { leftOut: 'planted' },
    },
  },
  eraseClient: 'delete',
  erasePerson: { stay: 'planted' },
  keep: { otherwise: 'planted' },
});`.split('\n');
  return lines.flatMap(line => change(line) ?? []).join('\n');
}

const without = (text: string) => rules(line => (line.includes(text) ? null : line));

/** What the compiler says of a source that stands beside the rules. */
function complaintsOf(sources: Record<string, string>): Record<string, string> {
  const planted = new Map(Object.entries(sources).map(([name, text]) => [join(HERE, `${name}.ts`), text]));
  const program = programOf([], planted);
  return Object.fromEntries(
    [...planted.keys()].map((path, index) => {
      const file = program.getSourceFile(path);
      const found = file === undefined ? [] : program.getSemanticDiagnostics(file);
      const words = found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
      return [Object.keys(sources)[index] ?? '', words.join('\n')];
    }),
  );
}

describe('a table that is not thought of', () => {
  it('does not compile, and the compiler says what to write', { timeout: 120_000 }, () => {
    const collected = 'export const found = rulesOf({ notes, noteRules });';
    const said = complaintsOf({
      planted_whole: `${table}${rules()}\n${collected}`,
      planted_table: `${table}void tableRules;\nexport const found = rulesOf({ notes });`,
      planted_logged: `${table}${without('// of the log')}\n${collected}`,
      planted_archived: `${table}${without('// of the archive')}\n${collected}`,
      planted_sealed: `${table}${rules(line => (line.includes('sealed: {') ? '  sealed: {},' : line))}\n${collected}`,
      ...Object.fromEntries(
        ['client', 'counted', 'sealed', 'eraseClient', 'erasePerson', 'keep'].map(key => [
          `planted_no_${key}`,
          `${table}${without(`  ${key}: `)}\n${collected}`,
        ]),
      ),
      planted_forgetting: `${table}${rules(line =>
        line.includes('erasePerson:')
          ? `  erasePerson: { by: { clientId: { forget: ['clientId'] } } },`
          : line,
      )}\n${collected}`,
    });
    expect(said['planted_whole']).toBe('');
    expect(said['planted_table']).toContain(
      '"The table notes has no rules: write tableRules(…) beside it and export them"',
    );
    expect(said['planted_logged']).toContain(`Property 'words' is missing`);
    expect(said['planted_archived']).toContain(`Property 'words' is missing`);
    expect(said['planted_sealed']).toContain(`Property 'sealedWords' is missing`);
    for (const key of ['client', 'counted', 'sealed', 'eraseClient', 'erasePerson', 'keep'])
      expect(said[`planted_no_${key}`]).toContain(`Property '${key}' is missing`);
    expect(said['planted_forgetting']).toContain(`Type '"clientId"' is not assignable to type`);
  });
});
