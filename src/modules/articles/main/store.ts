import { and, count, desc, eq, inArray, lt } from 'drizzle-orm';
import {
  held,
  narrowScope,
  schema,
  withinScope,
  type ClientScope,
  type Database,
  type Held,
  type HeldId,
  type UnscopedId,
} from '../../api.ts';
import { articleProposals } from './tables.ts';

const { chatbots, documents, users } = schema;

export type ProposalRow = Held<typeof articleProposals.$inferSelect>;
/** A row with what people call whom it names. */
export type NamedRow = ProposalRow & {
  chatbotName: string;
  proposedByName: string | null;
  decidedByName: string | null;
  documentState: (typeof documents.$inferSelect)['state'] | null;
};
/** What it became is of another module, and may be deleted there. */
type Change = Partial<Omit<ProposalRow, 'id' | 'clientId' | 'chatbotId' | 'answerId' | 'documentId'>> & {
  answerId?: UnscopedId<'of another module'>;
  documentId?: UnscopedId<'of the documents, which go by themselves'>;
};
type State = ProposalRow['state'];

export type ProposalStore = ReturnType<typeof createProposalStore>;

/** What people of the office propose that chatbots answer. */
export function createProposalStore(database: Database) {
  const inReach = (scope: ClientScope) => withinScope(articleProposals.clientId, scope);
  const nameOf = (id: string | null): string | null =>
    id === null
      ? null
      : (database.select({ name: users.fullName }).from(users).where(eq(users.id, id)).get()?.name ?? null);
  type Found = Pick<NamedRow, 'chatbotName' | 'documentState'> & {
    row: typeof articleProposals.$inferSelect;
  };
  const named = ({ row, chatbotName, documentState }: Found): NamedRow => ({
    ...held(row),
    chatbotName,
    proposedByName: nameOf(row.proposedBy),
    decidedByName: nameOf(row.decidedBy),
    documentState,
  });
  const all = () =>
    database
      .select({ row: articleProposals, chatbotName: chatbots.name, documentState: documents.state })
      .from(articleProposals)
      .innerJoin(chatbots, eq(chatbots.id, articleProposals.chatbotId))
      .leftJoin(documents, eq(documents.id, articleProposals.documentId));

  return {
    page(
      scope: ClientScope,
      filter: {
        clientId: string | undefined;
        chatbotId: string | undefined;
        state: State;
        cursor: string | undefined;
        limit: number;
      },
    ): { items: NamedRow[]; nextCursor: string | null } {
      const rows = all()
        .where(
          and(
            inReach(narrowScope(scope, filter.clientId)),
            eq(articleProposals.state, filter.state),
            filter.chatbotId === undefined ? undefined : eq(articleProposals.chatbotId, filter.chatbotId),
            filter.cursor === undefined ? undefined : lt(articleProposals.id, filter.cursor),
          ),
        )
        .orderBy(desc(articleProposals.id))
        .limit(filter.limit + 1)
        .all();
      const items = rows.slice(0, filter.limit).map(named);
      return { items, nextCursor: rows.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
    },

    waiting: (scope: ClientScope, clientId: string | undefined): { clientId: string; count: number }[] =>
      database
        .select({ clientId: articleProposals.clientId, count: count() })
        .from(articleProposals)
        .where(and(inReach(narrowScope(scope, clientId)), eq(articleProposals.state, 'waiting')))
        .groupBy(articleProposals.clientId)
        .all(),

    get(scope: ClientScope, id: string): NamedRow | null {
      const row = all()
        .where(and(eq(articleProposals.id, id), inReach(scope)))
        .get();
      return row === undefined ? null : named(row);
    },

    /** What was proposed last about a message, and is not approved. */
    about(messageId: HeldId): Pick<ProposalRow, 'id' | 'state'> | null {
      const rows = database
        .select({ id: articleProposals.id, state: articleProposals.state })
        .from(articleProposals)
        .where(eq(articleProposals.messageId, messageId))
        .orderBy(desc(articleProposals.id))
        .all();
      return held(rows.find(({ state }) => state !== 'approved') ?? null);
    },

    /** What became of this document and is to be a test question. */
    wantingTest: (scope: ClientScope, documentId: string): ProposalRow[] =>
      database
        .select()
        .from(articleProposals)
        .where(
          and(
            eq(articleProposals.documentId, documentId),
            eq(articleProposals.wantsTest, true),
            inReach(scope),
          ),
        )
        .all()
        .map(held),

    /** Which of these documents the office wrote. */
    written(scope: ClientScope, documentIds: readonly string[]): ReadonlySet<string> {
      const rows = database
        .select({ id: documents.id })
        .from(documents)
        .where(
          and(
            inArray(documents.id, [...documentIds]),
            eq(documents.origin, 'office'),
            withinScope(documents.clientId, scope),
          ),
        )
        .all();
      return new Set(rows.map(({ id }) => id));
    },

    insert: (row: Held<typeof articleProposals.$inferInsert>): void =>
      void database.insert(articleProposals).values(row).run(),
    update: (id: HeldId, change: Change): void =>
      void database.update(articleProposals).set(change).where(eq(articleProposals.id, id)).run(),
  };
}
