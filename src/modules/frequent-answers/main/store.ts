import { and, count, desc, eq, lt, or } from 'drizzle-orm';
import { holdsWords, withinScope, type ClientScope, type Database, type Held } from '../../api.ts';
import { frequentAnswers, frequentQuestionsDismissed } from './tables.ts';

export type PairRow = typeof frequentAnswers.$inferSelect;
type Change = Partial<Omit<PairRow, 'id' | 'clientId' | 'chatbotId' | 'createdAt'>>;

export type FrequentAnswerStore = ReturnType<typeof createFrequentAnswerStore>;

export function createFrequentAnswerStore(database: Database) {
  const inReach = (scope: ClientScope) => withinScope(frequentAnswers.clientId, scope);
  const ofChatbot = (scope: ClientScope, chatbotId: string) =>
    and(eq(frequentAnswers.chatbotId, chatbotId), inReach(scope));

  return {
    page(
      scope: ClientScope,
      {
        chatbotId,
        q,
        cursor,
        limit,
      }: { chatbotId: string; q: string; cursor: string | undefined; limit: number },
    ): { items: PairRow[]; nextCursor: string | null } {
      const found =
        q === ''
          ? undefined
          : or(
              holdsWords(frequentAnswers.question, q),
              holdsWords(frequentAnswers.answer, q),
              holdsWords(frequentAnswers.synonyms, q),
            );
      const rows = database
        .select()
        .from(frequentAnswers)
        .where(and(ofChatbot(scope, chatbotId), found, cursor ? lt(frequentAnswers.id, cursor) : undefined))
        .orderBy(desc(frequentAnswers.id))
        .limit(limit + 1)
        .all();
      const items = rows.slice(0, limit);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },

    /** Every pair of a chatbot, in the order they were made. */
    all: (scope: ClientScope, chatbotId: string): PairRow[] =>
      database
        .select()
        .from(frequentAnswers)
        .where(ofChatbot(scope, chatbotId))
        .orderBy(frequentAnswers.id)
        .all(),

    count: (scope: ClientScope, chatbotId: string): number =>
      database.select({ count: count() }).from(frequentAnswers).where(ofChatbot(scope, chatbotId)).get()
        ?.count ?? 0,

    get: (scope: ClientScope, id: string): PairRow | undefined =>
      database
        .select()
        .from(frequentAnswers)
        .where(and(eq(frequentAnswers.id, id), inReach(scope)))
        .get(),

    insert: (row: Held<PairRow>): void => void database.insert(frequentAnswers).values(row).run(),
    update: (scope: ClientScope, id: string, change: Change): void =>
      void database
        .update(frequentAnswers)
        .set(change)
        .where(and(eq(frequentAnswers.id, id), inReach(scope)))
        .run(),
    remove: (scope: ClientScope, id: string): void =>
      void database
        .delete(frequentAnswers)
        .where(and(eq(frequentAnswers.id, id), inReach(scope)))
        .run(),

    /** All that `write` stores is there, or nothing. */
    atOnce: <Result>(write: () => Result): Result => database.transaction(write),

    dismissed: (scope: ClientScope, chatbotId: string): ReadonlySet<string> =>
      new Set(
        database
          .select({ hash: frequentQuestionsDismissed.questionHash })
          .from(frequentQuestionsDismissed)
          .where(
            and(
              eq(frequentQuestionsDismissed.chatbotId, chatbotId),
              withinScope(frequentQuestionsDismissed.clientId, scope),
            ),
          )
          .all()
          .map(({ hash }) => hash),
      ),
    dismiss: (row: Held<typeof frequentQuestionsDismissed.$inferInsert>): void =>
      void database.insert(frequentQuestionsDismissed).values(row).onConflictDoNothing().run(),
  };
}
