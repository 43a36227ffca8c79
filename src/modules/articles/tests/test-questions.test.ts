import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '#main/db/connection.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { startTemporaryApp, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';

const QUESTION = 'Combien coûte la caution de la salle polyvalente ?';
const TEXT = 'La caution de la salle polyvalente est de 300 €, rendue après l’état des lieux.';

let temporary: TemporaryApp;
let local: FoyerClient;
let chatbotId: string;

beforeEach(async () => {
  temporary = await startTemporaryApp();
  local = temporary.client;
  ({ id: chatbotId } = await local.chatbots.create({ name: 'Accueil', language: 'fr' }));
});
afterEach(() => temporary.close());

async function approve(kind: 'answer' | 'article', test = true) {
  const { id } = await local.articles.propose({ chatbotId, kind, question: QUESTION, text: TEXT });
  return local.articles.approve({ id, test });
}
const questions = async () => (await local.goldenQuestions.list({ chatbotId })).items;

async function run() {
  const { runId } = await local.goldenQuestions.start({ chatbotId });
  await expect.poll(async () => (await local.goldenQuestions.status({ chatbotId })).running).toBe(false);
  return local.goldenQuestions.run({ id: runId });
}

describe('an approved answer whose box stays ticked', () => {
  it('is a test question that the frequent answer must answer, and is lost with it', async () => {
    const { answerId } = await approve('answer');
    expect(await questions()).toMatchObject([
      {
        question: QUESTION,
        state: 'approved',
        anchor: { answerId, documentId: null, quote: TEXT, state: 'held' },
      },
    ]);
    const first = await run();
    expect(first.run.measures).toMatchObject({ answerable: 1, first: 1, answered: 1, lost: 0 });
    await local.frequentAnswers.update({
      id: answerId ?? '',
      question: 'Une tout autre question ?',
      answer: TEXT,
    });
    const second = await run();
    expect(second.results).toMatchObject([{ rank: null, hasAnswer: true, change: 'worse' }]);
    await local.frequentAnswers.remove({ id: answerId ?? '' });
    expect(await questions()).toMatchObject([{ anchor: { state: 'lost', why: 'answer' } }]);
    expect((await run()).run.measures).toMatchObject({ answerable: 0, lost: 1 });
  });

  it('says that something has changed once the frequent answer did', async () => {
    const { answerId } = await approve('answer');
    await run();
    expect((await local.goldenQuestions.status({ chatbotId })).changed).toBe(false);
    await local.frequentAnswers.update({ id: answerId ?? '', question: QUESTION, answer: 'Autrement.' });
    expect((await local.goldenQuestions.status({ chatbotId })).changed).toBe(true);
  });
});

describe('an approved article whose box stays ticked', () => {
  it('is a test question anchored to its text, which follows its versions', async () => {
    const article = await approve('article');
    expect(await questions()).toMatchObject([
      { question: QUESTION, anchor: { documentId: article.document?.id, answerId: null, state: 'held' } },
    ]);
    expect((await questions())[0]?.anchor?.quote).toContain(TEXT);
    expect((await run()).run.measures).toMatchObject({ answerable: 1, first: 1, spanRecall: 1 });
    await local.documents.remove({ id: article.document?.id ?? '' });
    expect(await questions()).toMatchObject([{ anchor: { state: 'lost', why: 'document' } }]);
  });

  it('anchors the question that is there already anew', async () => {
    await local.goldenQuestions.create({ chatbotId, question: QUESTION, anchor: null });
    const { document } = await approve('article');
    expect(await questions()).toMatchObject([{ anchor: { documentId: document?.id, state: 'held' } }]);
  });
});

it('adds no test question where the box was unticked', async () => {
  await approve('answer', false);
  await approve('article', false);
  expect(await questions()).toEqual([]);
});

/** Beside the running application. */
function write(sql: string, ...values: string[]): void {
  const database = new Sqlite(databaseFile(temporary.dataFolder));
  database.prepare(sql).run(...values);
  database.close();
}
const rows = (most: number) =>
  `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${most})`;

it('comes once the document is read, where that took longer than anybody waits', async () => {
  const { id, document } = await approve('article', false);
  write('update article_proposals set wants_test = 1 where id = ?', id);
  await local.documents.retry({ id: document?.id ?? '' });
  await expect.poll(async () => (await questions())[0]?.anchor?.documentId).toBe(document?.id);
});

it('says that there are too many test questions, and approves nothing', async () => {
  write(
    `${rows(500)} insert into golden_questions (id, client_id, chatbot_id, question, state, origin, created_at, updated_at)
     select 'q' || i, client_id, id, 'Question ' || i, 'approved', 'hand', '', '' from n, chatbots where id = ?`,
    chatbotId,
  );
  await expect(approve('article')).rejects.toMatchObject({ code: 'articles.tests_full', status: 409 });
  expect((await local.articles.list({ chatbotId })).items).toHaveLength(1);
  expect((await local.documents.list({ chatbotId, limit: 1 })).items).toEqual([]);
  expect(await approve('article', false)).toMatchObject({ state: 'approved' });
});

it('says that there are too many frequent answers, and adds no test question for one', async () => {
  write(
    `${rows(2000)} insert into frequent_answers (id, client_id, chatbot_id, question, answer, synonyms, created_at, updated_at)
     select 'a' || i, client_id, id, 'Question ' || i, 'R', '[]', '', '' from n, chatbots where id = ?`,
    chatbotId,
  );
  await expect(approve('answer')).rejects.toMatchObject({ code: 'articles.answers_full', status: 409 });
  expect(await questions()).toEqual([]);
});
