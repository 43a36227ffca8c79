import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { allTableRules } from '#main/db/rules/index.ts';
import * as schema from '#main/db/schema/index.ts';
import { moduleTables } from '#modules/main.ts';
import { programOf } from './support/architecture/planted-program.ts';
import { looseMethods } from './support/architecture/store-ids.ts';

const root = join(import.meta.dirname, '..');
const stores = globSync(
  ['src/main/features/**/{store,*-store}.ts', 'src/modules/*/main/{store,*-store}.ts'],
  {
    cwd: root,
  },
).map(path => join(root, path));

const ofModules = await Promise.all(
  globSync('src/modules/*/main/tables.ts', { cwd: root }).map(
    file => import(join(root, file)) as Promise<object>,
  ),
);
const rules = allTableRules(moduleTables);

/** By what the rules beside each table say. */
const belonging = new Map(
  [schema, ...ofModules]
    .flatMap(each => Object.entries<unknown>({ ...each }))
    .flatMap(([name, table]) =>
      is(table, SQLiteTable)
        ? [[name, !isOfNoClient(rules.find(one => one.table === table)?.client)] as const]
        : [],
    ),
);

function isOfNoClient(client: unknown): boolean {
  return typeof client === 'object' && client !== null && 'none' in client;
}

const FOLDER = join(root, 'src/main/features/documents');
const plant = (methods: string) => `
import { and, eq, type SQL } from 'drizzle-orm';
import { allClients, withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { held, heldBecause, type Held } from '#main/db/held.ts';
import { conversations, documentChatbots, memberships, models } from '#main/db/schema/index.ts';
import type { HeldId, UnscopedId } from '#main/platform/held-id.ts';
type Row = Held<typeof conversations.$inferSelect>;
type Wanted = { q: string; chatbotId: string };
export function createPlantedStore(database: Database) {
  const rows = (condition: SQL) => database.select().from(conversations).where(condition);
  const first = (id: string) => rows(eq(conversations.id, id)).get() ?? null;
  function remove(id: string) { database.delete(conversations).where(eq(conversations.id, id)).run(); }
  return { ${methods} };
}`;

const caught: [what: string, methods: string, sentence: string][] = [
  ['an id', 'title: (id: string) => first(id)?.title', 'title takes id as it comes'],
  ['an id that is passed on', 'remove', 'remove takes id as it comes'],
  ['a client', 'all: (clientId: string) => rows(eq(conversations.clientId, clientId)).all()', 'all takes clientId'],
  ['several', 'some: (ids: readonly string[]) => ids.map(id => first(id)?.title)', 'some takes ids'],
  ['one among others', 'find: (wanted: Wanted) => rows(eq(conversations.chatbotId, wanted.chatbotId)).all()', 'find takes chatbotId'],
  ['one that may be null', 'of: (id: string | null) => (id === null ? null : first(id)?.title)', 'of takes id'],
  ['a new row of anybody', 'insert: (row: typeof conversations.$inferInsert) => void database.insert(conversations).values(row).run()', 'insert takes'],
  ['a link to anybody', 'link: (documentId: HeldId, chatbotId: string) => void database.insert(documentChatbots).values({ documentId, chatbotId }).run()', 'link takes chatbotId'],
  ['rows that nothing let through', 'every: (): Row[] => database.select().from(conversations).all().map(held)', 'every hands out rows as held without a scope'],
]; // prettier-ignore

const allowed: [what: string, methods: string][] = [
  ['a scope', 'get: (scope: ClientScope, id: string) => rows(and(eq(conversations.id, id), withinScope(conversations.clientId, scope))!).get()'],
  ['an id that is held', 'get: (id: HeldId): Row | null => held(first(id))'],
  ['a row that is held', 'remove: (row: Pick<Row, "id">) => remove(row.id)'],
  ['an id that says why', 'open: (id: UnscopedId<"planted">) => first(id)?.title'],
  ['rows that say why', 'every: () => database.select().from(conversations).all().map(row => heldBecause("planted", row))'],
  ['what is of no client', 'model: (id: string) => database.select().from(models).where(eq(models.id, id)).get()'],
  ['a person', 'memberships: (userId: string) => database.select().from(memberships).where(eq(memberships.userId, userId)).all()'],
  ['a new row', 'insert: (row: Held<typeof conversations.$inferInsert>) => void database.insert(conversations).values(row).run()'],
]; // prettier-ignore

const planted = new Map(
  [...caught, ...allowed].map(([, methods], index) => [
    join(FOLDER, `planted-${index}-store.ts`),
    plant(methods),
  ]),
);
const paths = [...planted.keys()];

describe('a store', { timeout: 120_000 }, () => {
  let program: ReturnType<typeof programOf>;
  beforeAll(() => {
    program = programOf(stores, planted);
  }, 120_000);

  it('takes no id of a client’s row as it comes', () => {
    expect(stores.length).toBeGreaterThan(20);
    expect(looseMethods(program, stores, belonging)).toEqual([]);
  });

  it.each(caught.map(([what, , sentence], index) => [what, sentence, paths[index] ?? ''] as const))(
    'is told what to write when it takes %s',
    (_, sentence, path) => {
      const said = looseMethods(program, [path], belonging);
      expect(said.length).toBeGreaterThan(0);
      for (const one of said) expect(one).toContain(sentence);
    },
  );

  it.each(allowed.map(([what], index) => [what, paths[caught.length + index] ?? ''] as const))(
    'may take %s',
    (_, path) => {
      expect(looseMethods(program, [path], belonging)).toEqual([]);
    },
  );
});

it('an id becomes a held one in few places', () => {
  const product = globSync('src/{main,modules}/**/*.ts', {
    cwd: root,
    exclude: path => path.endsWith('.test.ts'),
  });
  const holding = (pattern: RegExp) =>
    product
      .filter(path => pattern.test(readFileSync(join(root, path), 'utf8')))
      .map(path => path.replaceAll('\\', '/'))
      .toSorted();
  expect(holding(/\bheldIdBecause\(/)).toEqual([
    'src/main/features/modules/routes.ts',
    'src/main/features/search/embedding-index.ts',
    'src/main/platform/held-id.ts',
    'src/main/platform/new-id.ts',
  ]);
  expect(holding(/\bas (?:unknown as )?HeldId\b/)).toEqual(['src/main/platform/held-id.ts']);
  expect(holding(/\bas (?:unknown as )?Held</)).toEqual(['src/main/db/held.ts']);
  // Rows are said to be held by stores, and by what they spread.
  expect(
    holding(/import \{[^}]*\bheld(?:Because)?\b[^}]*\} from '[^']*held\.ts'/).filter(
      path => !path.endsWith('store.ts'),
    ),
  ).toEqual(['src/main/features/documents/document-list.ts']);
});
