import { and, eq } from 'drizzle-orm';
import {
  held,
  schema,
  withinScope,
  type ClientScope,
  type Database,
  type Held,
  type UnscopedId,
} from '../../api.ts';
import { goldenComparisons } from './tables.ts';

const { chatbots } = schema;

/** Changes and models are the installation's, as the fact that tells of them names them. */
type NewComparison = Omit<Held<typeof goldenComparisons.$inferInsert>, 'changeId' | 'toModelId'> &
  Record<'changeId' | 'toModelId', UnscopedId<'of the installation'>>;

export type ComparisonStore = ReturnType<typeof createComparisonStore>;

/** What test questions found in two indexes; the latest of each chatbot. */
export function createComparisonStore(database: Database) {
  return {
    keep(row: NewComparison): void {
      const { chatbotId: _chatbotId, ...change } = row;
      database
        .insert(goldenComparisons)
        .values(row)
        .onConflictDoUpdate({ target: goldenComparisons.chatbotId, set: change })
        .run();
    },
    of: (scope: ClientScope, changeId: string) =>
      database
        .select()
        .from(goldenComparisons)
        .where(and(eq(goldenComparisons.changeId, changeId), withinScope(goldenComparisons.clientId, scope)))
        .all()
        .map(held),
    /** The chatbots there are, by their names. */
    chatbots: (scope: ClientScope): { id: string; name: string }[] =>
      database
        .select({ id: chatbots.id, name: chatbots.name })
        .from(chatbots)
        .where(withinScope(chatbots.clientId, scope))
        .orderBy(chatbots.name)
        .all(),
  };
}
