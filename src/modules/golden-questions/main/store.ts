import { and, count, desc, eq, lt, notInArray } from 'drizzle-orm';
import {
  held,
  withinScope,
  type ClientScope,
  type Database,
  type Held,
  type HeldId,
  type UnscopedId,
} from '../../api.ts';
import { goldenChatbots, goldenQuestions, goldenResults, goldenRuns } from './tables.ts';

export type QuestionRow = Held<typeof goldenQuestions.$inferSelect>;
export type RunRow = Held<typeof goldenRuns.$inferSelect>;
/** A frequent answer is another module’s, and may be deleted there. */
type NewQuestion = Omit<QuestionRow, 'answerId'> & {
  answerId?: UnscopedId<'of another module'> | null;
};
/** As the job that was asked for it names it. */
export type NewRun = Omit<RunRow, 'id'> & { id: UnscopedId<'made when the run was asked for'> };
type ResultRow = typeof goldenResults.$inferSelect;
type State = QuestionRow['state'];

/** Of one chatbot: what is older no longer tells how it is. */
const RUNS_KEPT = 100;

export type GoldenStore = ReturnType<typeof createGoldenStore>;

export function createGoldenStore(database: Database) {
  const ofChatbot = (scope: ClientScope, chatbotId: string) =>
    and(eq(goldenQuestions.chatbotId, chatbotId), withinScope(goldenQuestions.clientId, scope));
  const runsOf = (scope: ClientScope, chatbotId: string) =>
    and(eq(goldenRuns.chatbotId, chatbotId), withinScope(goldenRuns.clientId, scope));
  const page = <Row extends { id: string }>(rows: readonly Row[], limit: number) => {
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  };

  return {
    page(
      scope: ClientScope,
      {
        chatbotId,
        state,
        cursor,
        limit,
      }: { chatbotId: string; state: State | undefined; cursor: string | undefined; limit: number },
    ): { items: QuestionRow[]; nextCursor: string | null } {
      const rows = database
        .select()
        .from(goldenQuestions)
        .where(
          and(
            ofChatbot(scope, chatbotId),
            state === undefined ? undefined : eq(goldenQuestions.state, state),
            cursor === undefined ? undefined : lt(goldenQuestions.id, cursor),
          ),
        )
        .orderBy(desc(goldenQuestions.id))
        .limit(limit + 1)
        .all();
      return page(rows.map(held), limit);
    },

    /** Every question of a chatbot, in the order they were made. */
    all: (scope: ClientScope, chatbotId: string): QuestionRow[] =>
      database
        .select()
        .from(goldenQuestions)
        .where(ofChatbot(scope, chatbotId))
        .orderBy(goldenQuestions.id)
        .all()
        .map(held),

    totals(scope: ClientScope, chatbotId: string): Record<State, number> {
      const rows = database
        .select({ state: goldenQuestions.state, questions: count() })
        .from(goldenQuestions)
        .where(ofChatbot(scope, chatbotId))
        .groupBy(goldenQuestions.state)
        .all();
      const of = (state: State) => rows.find(row => row.state === state)?.questions ?? 0;
      return { approved: of('approved'), proposed: of('proposed') };
    },

    get(scope: ClientScope, id: string): QuestionRow | null {
      const row = database
        .select()
        .from(goldenQuestions)
        .where(and(eq(goldenQuestions.id, id), withinScope(goldenQuestions.clientId, scope)))
        .get();
      return held(row ?? null);
    },
    insert: (row: NewQuestion): void => void database.insert(goldenQuestions).values(row).run(),
    update: (id: HeldId, change: Partial<typeof goldenQuestions.$inferInsert>): void =>
      void database.update(goldenQuestions).set(change).where(eq(goldenQuestions.id, id)).run(),
    remove: (id: HeldId): void =>
      void database.delete(goldenQuestions).where(eq(goldenQuestions.id, id)).run(),

    /** Whether questions are asked by themselves; where nobody said, they are. */
    isAutomatic: (scope: ClientScope, chatbotId: string): boolean =>
      database
        .select({ automatic: goldenChatbots.automatic })
        .from(goldenChatbots)
        .where(and(eq(goldenChatbots.chatbotId, chatbotId), withinScope(goldenChatbots.clientId, scope)))
        .get()?.automatic ?? true,
    setAutomatic(row: Held<typeof goldenChatbots.$inferInsert>): void {
      const { automatic } = row;
      database
        .insert(goldenChatbots)
        .values(row)
        .onConflictDoUpdate({ target: goldenChatbots.chatbotId, set: { automatic } })
        .run();
    },
    /** Chatbots that have questions to ask. */
    chatbotsAsked: (scope: ClientScope): { clientId: HeldId; chatbotId: HeldId }[] =>
      database
        .selectDistinct({ clientId: goldenQuestions.clientId, chatbotId: goldenQuestions.chatbotId })
        .from(goldenQuestions)
        .where(and(eq(goldenQuestions.state, 'approved'), withinScope(goldenQuestions.clientId, scope)))
        .all()
        .map(held),

    runs(
      scope: ClientScope,
      { chatbotId, cursor, limit }: { chatbotId: string; cursor: string | undefined; limit: number },
    ): { items: RunRow[]; nextCursor: string | null } {
      const rows = database
        .select()
        .from(goldenRuns)
        .where(and(runsOf(scope, chatbotId), cursor === undefined ? undefined : lt(goldenRuns.id, cursor)))
        .orderBy(desc(goldenRuns.id))
        .limit(limit + 1)
        .all();
      return page(rows.map(held), limit);
    },
    run(scope: ClientScope, id: string): RunRow | null {
      const row = database
        .select()
        .from(goldenRuns)
        .where(and(eq(goldenRuns.id, id), withinScope(goldenRuns.clientId, scope)))
        .get();
      return held(row ?? null);
    },
    results: (runId: HeldId): ResultRow[] =>
      database
        .select()
        .from(goldenResults)
        .where(eq(goldenResults.runId, runId))
        .orderBy(goldenResults.questionId)
        .all(),
    /** A run with what became of each question, in place of one that a killed process had begun to keep. */
    keepRun(run: NewRun, results: readonly Omit<ResultRow, 'runId'>[]): void {
      database.transaction(() => {
        database.delete(goldenRuns).where(eq(goldenRuns.id, run.id)).run();
        database.insert(goldenRuns).values(run).run();
        for (const result of results)
          database
            .insert(goldenResults)
            .values({ ...result, runId: run.id })
            .run();
        const kept = database
          .select({ id: goldenRuns.id })
          .from(goldenRuns)
          .where(eq(goldenRuns.chatbotId, run.chatbotId))
          .orderBy(desc(goldenRuns.id))
          .limit(RUNS_KEPT);
        database
          .delete(goldenRuns)
          .where(and(eq(goldenRuns.chatbotId, run.chatbotId), notInArray(goldenRuns.id, kept)))
          .run();
      });
    },
  };
}
