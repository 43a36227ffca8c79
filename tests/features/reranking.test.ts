import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import type { Model } from '#shared/contract/models.ts';
import { startOpenAiStandIn, type StandIn } from '../support/model-stand-ins/index.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/*
 * Passages put in order once more by a model behind `/rerank`, before another one writes. The stand-in's scores are
 * whatever a test says: no real model of this kind was at hand.
 */

const TEXTS = [
  'Le tarif du quai nord est de vingt euros. Les voiliers de passage le règlent à la capitainerie.',
  'Le tarif du quai sud est de trente euros. Les chaluts de passage le règlent au bureau du port.',
  'Le tarif du quai est est de quarante euros. Les remorqueurs le règlent à la fin du mois.',
  'Le tarif du quai ouest est de cinquante euros. Les péniches le règlent au début de la semaine.',
];
/** Words of the documents, and one that none of them has. */
const QUESTION = 'Quel tarif de quai demandez-vous aux zeppelins ?';

let foyer: TemporaryApp;
let server: StandIn;
let ranker: StandIn;
let rank: (documents: string[]) => number[];
let chatbotId: string;
let reranker: Model;
const folder = temporaryFolder();

beforeAll(async () => {
  server = await startOpenAiStandIn();
  ranker = await startOpenAiStandIn({
    models: [{ name: 'bge-reranker-v2-m3', bytes: 1, purpose: 'reranking', contextTokens: 8_192 }],
    rank: ({ documents }) => rank(documents),
  });
  foyer = await startTemporaryApp();
  chatbotId = (await foyer.client.chatbots.create({ name: 'Port' })).id;
  const paths = [...TEXTS.keys()].map(index => join(folder.path, `${'abcd'[index]}.txt`));
  for (const [index, path] of paths.entries()) writeFileSync(path, TEXTS[index] ?? '');
  await foyer.client.documents.addPaths({ chatbotId, paths });
  await untilRead(foyer.client, chatbotId);
  await foyer.client.models.create({
    name: 'writes',
    provider: 'openai',
    model: 'qwen3:4b',
    url: server.url,
  });
});
afterAll(async () => {
  await foyer.close();
  await server.close();
  await ranker.close();
  folder.remove();
});
beforeEach(async () => {
  rank = documents => documents.map((_text, index) => -index);
  server.setReply(() => 'Vingt euros [1].');
  reranker = await add();
});
afterEach(async () => {
  ranker.setBehaviour('normal');
  ranker.release();
  await foyer.client.models.remove({ id: reranker.id });
});

const add = () =>
  foyer.client.models.create({
    name: `r${crypto.randomUUID()}`,
    provider: 'openai',
    model: 'bge-reranker-v2-m3',
    url: ranker.url,
    purpose: 'reranking',
  });

async function ask(message = QUESTION): Promise<{ message: Message; events: ChatEvent[] }> {
  const events: ChatEvent[] = [];
  for await (const event of await foyer.client.conversations.chat({ chatbotId, message })) events.push(event);
  const last = events.at(-1);
  if (last?.type !== 'finished') throw new Error(`not finished: ${JSON.stringify(last)}`);
  return { message: last.message, events };
}

/** Which quays stand in the prompt that was last sent, in their order. */
function quaysSent(): string[] {
  const asked = server.requests.findLast(({ path }) => path === '/v1/chat/completions');
  if (asked === undefined) throw new Error('nothing was asked');
  const { messages } = asked.body as { messages: { content: string }[] };
  return [...(messages.at(-1)?.content ?? '').matchAll(/quai (nord|sud|est|ouest) est/gu)].map(
    ([, quay]) => quay ?? '',
  );
}

async function quaysWithout(question = QUESTION): Promise<string[]> {
  await foyer.client.models.update({ id: reranker.id, active: false });
  expect((await ask(question)).message.metadata.reranking).toBeUndefined();
  const quays = quaysSent();
  await foyer.client.models.update({ id: reranker.id, active: true });
  return quays;
}

it('are read by the model that answers in their new order, and the details say so', async () => {
  const before = await quaysWithout();
  expect(before).toHaveLength(4);
  rank = documents => documents.map(document => (document.includes(`quai ${before[2]} est`) ? 9 : -9));
  await ask(); // its pace is measured first
  const { message } = await ask();
  expect(quaysSent().indexOf(before[2] ?? '')).toBeLessThan(2);
  expect(message.metadata.reranking).toEqual({ model: reranker.name, passages: 4, leftOut: null });
  expect(message.attempts.map(({ name }) => name)).toEqual(['writes']);
});

it('are looked at in that order by the bench and by test questions too, and without it where that is wanted', async () => {
  const look = (way: 'answers' | 'meaning' | 'reranked') =>
    foyer.client.goldenQuestions.look({ chatbotId, q: QUESTION, way });
  const quays = ({ passages }: Awaited<ReturnType<typeof look>>) =>
    passages.map(({ text }) => /quai (nord|sud|est|ouest) est/u.exec(text)?.[1]);
  const before = await look('meaning');
  expect(before.reranking).toBeNull();
  rank = documents => documents.map(document => (document.includes(`quai ${quays(before)[2]} est`) ? 9 : -9));
  await look('answers'); // its pace is measured first
  const after = await look('answers');
  expect(after.reranking).toEqual({ model: reranker.name, passages: 4, leftOut: null });
  expect(quays(after).indexOf(quays(before)[2])).toBeLessThan(2);
  expect(
    after.passages.find(({ text }) => text.includes(`quai ${quays(before)[2]} est`))?.ranks.together,
  ).toBe(3);
  expect(quays(await look('reranked'))).toEqual(quays(after));
  expect(quays(await look('meaning'))).toEqual(quays(before));
});

it('of which one holds what is asked word for word keep it first, however wrong the model is', async () => {
  const exact = 'Quel est le tarif du quai ouest pour les péniches ?';
  const [first] = await quaysWithout(exact);
  expect(first).toBe('ouest');
  rank = documents => documents.map(document => (document.includes('ouest') ? -9 : 9));
  await ask(exact);
  const { message } = await ask(exact);
  expect(message.metadata.reranking?.leftOut).toBeNull();
  expect(quaysSent()[0]).toBe('ouest');
});

it('are those of the search where the model fails, and nothing of it is told to who asks', async () => {
  const before = await quaysWithout();
  ranker.setBehaviour('server-error');
  const { message } = await ask();
  expect(message).toMatchObject({ status: 'complete', failure: null });
  expect(message.metadata.reranking).toEqual({ model: reranker.name, passages: 0, leftOut: 'failed' });
  expect(quaysSent()).toEqual(before);
});

it('are those of the search where the model is late', async () => {
  const before = await quaysWithout();
  ranker.setBehaviour('hang');
  const startedAt = performance.now();
  const { message, events } = await ask();
  expect(performance.now() - startedAt).toBeLessThan(6_000);
  expect(message.metadata.reranking).toEqual({ model: reranker.name, passages: 0, leftOut: 'late' });
  expect(quaysSent()).toEqual(before);
  // Quotes do not wait for it.
  expect(events.at(-1)?.type).toBe('finished');
});

it('never make a question answered that the documents do not answer, nor the other way round', async () => {
  rank = documents => documents.map(() => 1e9);
  const foreign = await ask('Qui a peint la Joconde ?');
  expect(foreign.message.abstained).toBe(true);
  expect(foreign.message.metadata.reranking).toBeUndefined();
  rank = documents => documents.map(() => -1e9);
  const own = await ask('Quel est le tarif du quai nord pour les voiliers ?');
  expect(own.message.abstained).toBe(false);
});

it('is what a test of the model tries and measures', async () => {
  const test = await foyer.client.models.test({ id: reranker.id });
  expect(test).toMatchObject({ ok: true, dimension: null, reply: null });
  expect(test.pace.readTokensPerSecond).toBeGreaterThan(0);
  const wrong = await foyer.client.models.testDraft({
    name: 'wrong',
    provider: 'openai',
    model: 'qwen3:4b',
    url: server.url,
    purpose: 'reranking',
  });
  expect(wrong).toMatchObject({ ok: false, code: 'model.not_reranking' });
});
