import { PROPOSED_ANSWER_MAX_LENGTH, PROPOSED_TITLE_MAX_LENGTH } from '#shared/contract/limits.ts';
import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { wholeClients, type ClientScope } from '../../api.ts';
import type { Proposal } from '../contract.ts';
import { ARTICLE_APPROVED } from './events.ts';
import { personalIn } from './personal.ts';
import type { Asker } from './said-store.ts';
import type { Acting, Dependencies } from './service.ts';
import { shown } from './shown.ts';
import type { NamedRow } from './store.ts';

/** A short text is read in a second; one that takes longer is used once it is read. */
const READ_WITHIN_MS = 15_000;

type Needs = Dependencies & {
  waitingOf: (scope: ClientScope, id: string) => NamedRow;
  rowOf: (scope: ClientScope, id: string) => NamedRow;
  askerOf: (row: NamedRow) => Asker | null;
};

type Wanted = { insteadOf?: string | undefined; test: boolean };

/** A person said yes: what was proposed becomes a frequent answer, or a document. */
export function createApproving(needs: Needs) {
  const { store, events, clock, officeAnswers, testQuestions, keepTests, documents } = needs;
  const { setAside, waitingOf, rowOf, askerOf } = needs;
  const now = () => clock.now().toISOString();

  /** Throws `articles.theirs` or `articles.personal`. */
  function requireNothingUnseen(
    draft: Pick<NamedRow, 'question' | 'title' | 'text'>,
    asker: Asker | null,
    kept: readonly string[],
  ): void {
    const found = personalIn(draft, asker);
    const theirs = found.filter(value => value.theirs);
    if (theirs.length > 0)
      throw new FoyerError('articles.theirs', 'It holds what is whoever asked’s', {
        details: { count: theirs.length },
      });
    const unseen = found.filter(({ value }) => !kept.includes(value));
    if (unseen.length > 0)
      throw new FoyerError('articles.personal', 'It holds personal values', {
        details: { count: unseen.length },
      });
  }

  /** What it became is used; within a transaction. */
  function decide(
    row: NamedRow,
    userId: string | null,
    became: { answerId?: string; documentId?: string; wantsTest?: boolean },
  ): void {
    const { clientId, chatbotId, how } = row;
    // Nothing of whoever asked is in it: they may be forgotten, and it stays.
    store.update(row.id, {
      ...became,
      state: 'approved',
      decidedBy: userId,
      decidedAt: now(),
      updatedAt: now(),
      visitorId: null,
      askerId: null,
    });
    events.record(ARTICLE_APPROVED, { clientId, subjectId: row.id, payload: { chatbotId, how } });
  }

  function approveAnswer(row: NamedRow, userId: string | null, { insteadOf, test }: Wanted): void {
    const { question, text: answer, chatbotId, clientId } = row;
    const answers = officeAnswers(clientId);
    if (answers === null) throw new FoyerError('articles.answers_off', 'Frequent answers are off');
    if (answer.length > PROPOSED_ANSWER_MAX_LENGTH)
      throw new FoyerError('articles.too_long', 'Too long for a frequent answer', {
        details: { most: PROPOSED_ANSWER_MAX_LENGTH },
      });
    const within = wholeClients([clientId]);
    const other =
      insteadOf === undefined ? null : answers.all(within, chatbotId).find(({ id }) => id === insteadOf);
    if (other === undefined) throw new FoyerError('resource.not_found', `No frequent answer ${insteadOf}`);
    events.atOnce(() => {
      const { id: answerId } =
        other === null
          ? answers.add(within, chatbotId, { question, answer })
          : answers.change(within, other.id, { answer, alsoAsked: question });
      if (test) testQuestions().keep(within, { chatbotId, question, by: { answerId, answer } });
      decide(row, userId, { answerId });
    });
  }

  async function approveArticle(
    row: NamedRow,
    userId: string | null,
    { insteadOf, test }: Wanted,
  ): Promise<void> {
    const within = wholeClients([row.clientId]);
    const { chatbotId, text } = row;
    const olderId = insteadOf ?? null;
    if (olderId !== null && !store.written(within, [olderId]).has(olderId))
      throw new FoyerError('resource.not_found', `No article ${olderId}`);
    const { id: documentId } = await documents.write(within, {
      chatbotId,
      title: titleOf(row),
      text,
      olderId,
    });
    events.atOnce(() => {
      // While its file was written, somebody else may have decided.
      if (rowOf(within, row.id).state === 'waiting') decide(row, userId, { documentId, wantsTest: test });
    });
    const { state } = await documents.untilRead(within, documentId, READ_WITHIN_MS);
    // Here and not only where it is told as read: whoever looks next finds the test question.
    if (state === 'ready') keepTests(row.clientId, documentId);
  }

  return {
    /**
     * Throws `articles.theirs`, `articles.personal`, `articles.too_long`, `articles.answers_off`, `articles.answers_full`,
     * `articles.question_answered`, `articles.tests_full`.
     */
    async approve(
      { scope, userId }: Acting,
      { id, kept, ...wanted }: Wanted & { id: string; kept: readonly string[] },
    ): Promise<Proposal> {
      const row = waitingOf(scope, id);
      const within = wholeClients([row.clientId]);
      requireNothingUnseen(row, askerOf(row), kept);
      try {
        if (wanted.test) testQuestions().requireRoom(within, row.chatbotId, row.question);
        if (row.kind === 'answer') approveAnswer(row, userId, wanted);
        else await approveArticle(row, userId, wanted);
      } catch (error) {
        throw inOwnWords(error);
      }
      if (row.messageId !== null) setAside(within, [row.messageId]);
      return shown(rowOf(scope, id));
    },

    /** Throws `articles.no_article` where there is no document of it, `articles.theirs`, `articles.personal`. */
    async revise(
      scope: ClientScope,
      { id, title, text, keepsPersonal }: { id: string; title: string; text: string; keepsPersonal: boolean },
    ): Promise<Proposal> {
      const row = rowOf(scope, id);
      if (row.state !== 'approved' || row.documentId === null || row.documentState === null)
        throw new FoyerError('articles.no_article', 'No article came of it');
      const draft = { question: '', title, text };
      // What stood there when it was approved was seen then.
      const seen = personalIn(keepsPersonal ? draft : row, null).map(({ value }) => value);
      requireNothingUnseen(draft, askerOf(row), seen);
      const within = wholeClients([row.clientId]);
      const { chatbotId, documentId: olderId } = row;
      const { id: documentId } = await documents.write(within, { chatbotId, title, text, olderId });
      store.update(row.id, { title, text, documentId, updatedAt: now() });
      await documents.untilRead(within, documentId, READ_WITHIN_MS);
      return shown(rowOf(scope, id));
    },
  };
}

/** What an article is called: as somebody said, else as its question. */
export function titleOf({ title, question }: Pick<NamedRow, 'title' | 'question'>): string {
  return title ?? question.slice(0, PROPOSED_TITLE_MAX_LENGTH).trim();
}

/** What other modules refuse, as this one says it: its page has no words of theirs. */
const ownCodes: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  'frequentAnswers.duplicate': 'articles.question_answered',
  'frequentAnswers.full': 'articles.answers_full',
  'goldenQuestions.full': 'articles.tests_full',
};

function inOwnWords(error: unknown): unknown {
  const code = isFoyerError(error) ? ownCodes[error.code] : undefined;
  return code === undefined ? error : new FoyerError(code, (error as Error).message);
}
