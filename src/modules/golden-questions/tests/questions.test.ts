import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoyerClient } from '#main/app/ports.ts';
import { startOpenAiStandIn, type StandIn } from '../../../../tests/support/model-stand-ins/index.ts';
import { placesOf } from '../../../../tests/support/data-folder-bytes.ts';
import {
  contextOf,
  startTemporaryApp,
  untilRead,
  type TemporaryApp,
} from '../../../../tests/support/temporary-app.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { until } from '../../../../tests/support/until.ts';

const BADGE = 'Le badge du parking coûte 12,50 euros et se retire à la capitainerie.';
const HOURS = 'La capitainerie ouvre à huit heures et ferme à dix-neuf heures en été.';
const filler = (about: string) =>
  Array.from(
    { length: 40 },
    (_, index) => `Le paragraphe ${index} parle de ${about} et de rien d’autre.`,
  ).join(' ');

let foyer: TemporaryApp;
let local: FoyerClient;
let server: StandIn;
const folder = temporaryFolder();

beforeAll(async () => {
  server = await startOpenAiStandIn();
  foyer = await startTemporaryApp();
  local = foyer.client;
});
afterAll(async () => {
  await foyer.close();
  await server.close();
  folder.remove();
});

async function give(chatbotId: string, fileName: string, text: string): Promise<string> {
  const path = join(folder.path, fileName);
  writeFileSync(path, text);
  const { documents } = await local.documents.addPaths({ chatbotId, paths: [path] });
  await untilRead(local, chatbotId);
  return documents[0]?.id ?? '';
}

/** A chatbot with two documents, and the places of two sentences of theirs. */
async function port(name: string) {
  const bot = await local.chatbots.create({ name, language: 'fr' });
  const badgeText = `${filler('voiles')}\n\n${BADGE}\n\n${filler('moteurs')}`;
  const badge = await give(bot.id, `badge-${name}.txt`, badgeText);
  const hoursText = `${HOURS}\n\n${filler('cordages')}`;
  const hours = await give(bot.id, `horaires-${name}.txt`, hoursText);
  const placeIn = (documentId: string, text: string, words: string) => ({
    documentId,
    start: text.indexOf(words),
    end: text.indexOf(words) + words.length,
  });
  return {
    chatbotId: bot.id,
    clientId: bot.clientId,
    badgeText,
    badge: placeIn(badge, badgeText, BADGE),
    hours: placeIn(hours, hoursText, HOURS),
  };
}

async function runOf(chatbotId: string) {
  const { runId } = await local.goldenQuestions.start({ chatbotId });
  await until(async () => !(await local.goldenQuestions.status({ chatbotId })).running);
  return local.goldenQuestions.run({ id: runId });
}

describe('test questions', () => {
  it('are asked as answers search, measured, and compared with the run before', async () => {
    const { chatbotId, badge, hours } = await port('mesure');
    const add = (question: string, anchor: typeof badge | null) =>
      local.goldenQuestions.create({ chatbotId, question, anchor });
    const first = await add('Combien coûte le badge du parking ?', badge);
    expect(first.anchor).toMatchObject({ quote: BADGE, state: 'held', why: null });
    await add('À quelle heure ouvre la capitainerie ?', hours);
    await add('Quelle est la recette du couscous royal ?', null);

    const { run, before, results } = await runOf(chatbotId);
    expect(before).toBeNull();
    expect(run.measures).toEqual({
      answerable: 2,
      first: 2,
      firstThree: 2,
      firstFive: 2,
      mrr: 1,
      spanRecall: 1,
      answered: 2,
      unanswerable: 1,
      refused: 1,
      lost: 0,
    });
    expect(run).toMatchObject({
      cause: 'hand',
      stood: { documents: 2, mode: 'keyword', embedder: null, model: null },
    });
    expect(run.stood.passages).toBeGreaterThan(2);
    expect(results.map(({ change }) => change)).toEqual(['new', 'new', 'new']);

    // The same documents give the same figures.
    const again = await runOf(chatbotId);
    expect(again.run.measures).toEqual(run.measures);
    expect(again.before?.id).toBe(run.id);
    expect(again.results.every(({ change }) => change === 'same')).toBe(true);
    expect((await local.goldenQuestions.runs({ chatbotId })).items.map(({ id }) => id)).toEqual([
      again.run.id,
      run.id,
    ]);

    // What an answer reads is what was measured.
    const look = await local.goldenQuestions.look({ chatbotId, q: first.question });
    const found = await local.search.search({ chatbotId, q: first.question, k: 1 });
    expect(look.passages[0]).toMatchObject({
      chunkId: found.results[0]?.chunkId,
      ranks: { words: 1, together: 1 },
    });
    expect(look.answers).toBe(true);
  });

  it('get worse, question by question, when what answers goes further down', async () => {
    const { chatbotId, badge } = await port('rang');
    await local.goldenQuestions.create({
      chatbotId,
      question: 'Combien coûte le badge du parking ?',
      anchor: badge,
    });
    await runOf(chatbotId);
    await give(
      chatbotId,
      'autre.txt',
      'Combien coûte le badge du parking ? Le badge du parking coûte cher, le badge coûte.',
    );
    expect((await local.goldenQuestions.status({ chatbotId })).changed).toBe(true);
    const { results, run } = await runOf(chatbotId);
    expect(results[0]).toMatchObject({ rank: 2, before: { rank: 1 }, change: 'worse' });
    expect(run.measures).toMatchObject({ first: 0, firstThree: 1, mrr: 0.5 });
    expect((await local.goldenQuestions.status({ chatbotId })).changed).toBe(false);
  });

  it('follow their words into a new version, and say that they are lost once these are gone', async () => {
    const { chatbotId, badge, badgeText } = await port('versions');
    const { id } = await local.goldenQuestions.create({
      chatbotId,
      question: 'Combien coûte le badge du parking ?',
      anchor: badge,
    });
    const anchorNow = async () =>
      (await local.goldenQuestions.list({ chatbotId })).items.find(item => item.id === id)?.anchor;

    const second = await give(chatbotId, 'badge-versions.txt', `Une nouvelle page.\n\n${badgeText}`);
    expect(second).not.toBe(badge.documentId);
    expect(await anchorNow()).toMatchObject({
      documentId: second,
      state: 'held',
      start: badge.start + 'Une nouvelle page.\n\n'.length,
    });
    // The first version is erased: its words are those of the second.
    await local.documents.remove({ id: badge.documentId });
    expect(await anchorNow()).toMatchObject({ documentId: second, state: 'held' });
    expect((await runOf(chatbotId)).run.measures).toMatchObject({ answerable: 1, first: 1, lost: 0 });

    await give(chatbotId, 'badge-versions.txt', badgeText.replace('12,50', '13,50'));
    expect(await anchorNow()).toMatchObject({ quote: BADGE, state: 'lost', why: 'words' });
    const { run, results } = await runOf(chatbotId);
    expect(run.measures).toMatchObject({ answerable: 0, lost: 1, mrr: null });
    expect(results[0]).toMatchObject({ lost: true, change: 'worse' });
  });

  it('say when their document is gone, or no longer the chatbot’s', async () => {
    const { chatbotId, badge, hours } = await port('parti');
    await local.goldenQuestions.create({ chatbotId, question: 'Combien coûte le badge ?', anchor: badge });
    await local.goldenQuestions.create({
      chatbotId,
      question: 'Quand ouvre la capitainerie ?',
      anchor: hours,
    });
    await local.documents.remove({ id: badge.documentId });
    const other = await local.chatbots.create({ name: 'Autre' });
    await local.documents.link({ id: hours.documentId, chatbotIds: [other.id] });
    const { items } = await local.goldenQuestions.list({ chatbotId });
    expect(items.map(({ anchor }) => anchor?.why)).toEqual(['chatbot', 'document']);
  });

  it('are refused twice, and at a place that is none of the chatbot’s', async () => {
    const { chatbotId, badge } = await port('refus');
    const question = 'Combien coûte le badge ?';
    await local.goldenQuestions.create({ chatbotId, question, anchor: badge });
    await expect(
      local.goldenQuestions.create({ chatbotId, question: 'combien coute le badge', anchor: null }),
    ).rejects.toMatchObject({ code: 'goldenQuestions.duplicate' });
    const elsewhere = await port('ailleurs');
    for (const anchor of [elsewhere.badge, { ...badge, end: 1_000_000 }, { ...badge, start: 40, end: 40 }])
      await expect(
        local.goldenQuestions.create({ chatbotId, question: 'Autre chose ?', anchor }),
      ).rejects.toMatchObject({ code: 'goldenQuestions.no_such_place' });
    await expect(local.goldenQuestions.start({ chatbotId: elsewhere.chatbotId })).rejects.toMatchObject({
      code: 'goldenQuestions.none',
    });
  });

  it('are changed and deleted; past runs stay what they were', async () => {
    const { chatbotId, badge, hours } = await port('change');
    const made = await local.goldenQuestions.create({ chatbotId, question: 'Combien ?', anchor: badge });
    const { run } = await runOf(chatbotId);
    const changed = await local.goldenQuestions.update({ id: made.id, question: 'Quand ?', anchor: hours });
    expect(changed).toMatchObject({ question: 'Quand ?', anchor: { quote: HOURS } });
    expect((await local.goldenQuestions.update({ id: made.id, anchor: null })).anchor).toBeNull();
    await local.goldenQuestions.remove({ id: made.id });
    expect((await local.goldenQuestions.list({ chatbotId })).totals).toEqual({ approved: 0, proposed: 0 });
    expect((await local.goldenQuestions.run({ id: run.id })).results[0]?.question).toBe('Combien ?');
  });

  it('come from conversations: helpful answers with their place, and questions without one', async () => {
    const { chatbotId, clientId } = await port('conversations');
    const { key } = await local.keys.create({ clientId, name: 'Site', scopes: ['chat'] });
    const visitor = foyer.app.client(
      contextOf(await foyer.app.authenticate({ bearer: key, sessionCookie: null })),
    );
    for (const message of [
      'Combien coûte le badge du parking ?',
      'Quelle est la recette du couscous royal ?',
    ])
      for await (const _event of await visitor.conversations.chat({ chatbotId, message }));
    const candidates = await local.goldenQuestions.candidates({ chatbotId });
    expect(candidates).toMatchObject([
      { kind: 'unanswered', source: null },
      { kind: 'answered', question: 'Combien coûte le badge du parking ?', source: { quote: BADGE } },
    ]);
    const { source, question } = candidates[1] ?? {};
    if (source == null || question === undefined) throw new Error('No source');
    const { documentId, start, end } = source;
    const made = await local.goldenQuestions.create({
      chatbotId,
      question,
      anchor: { documentId, start, end },
      origin: 'conversation',
    });
    expect(made.anchor?.quote).toBe(BADGE);
    expect((await local.goldenQuestions.candidates({ chatbotId })).map(one => one.kind)).toEqual([
      'unanswered',
    ]);
  });
});

describe('proposed questions', () => {
  it('need a model, wait for a person, and count only then', async () => {
    const { chatbotId } = await port('propose');
    expect(await local.goldenQuestions.status({ chatbotId })).toMatchObject({ mayPropose: false });
    await expect(local.goldenQuestions.propose({ chatbotId, count: 2 })).rejects.toMatchObject({
      code: 'goldenQuestions.no_model',
    });
    const model = await local.models.create({
      name: 'writes',
      provider: 'openai',
      model: 'qwen3:4b',
      url: server.url,
    });
    try {
      const sent: string[] = [];
      server.setReply(request => {
        sent.push(request.system + request.turns.map(({ content }) => content).join(''));
        return sent.length === 1 ? 'Je ne sais pas.' : `Question : Que dit le paragraphe ${sent.length} ?`;
      });
      await local.goldenQuestions.propose({ chatbotId, count: 3 });
      await until(async () => !(await local.goldenQuestions.status({ chatbotId })).proposing);
      expect(sent).toHaveLength(3);
      expect(Math.max(...sent.map(text => text.length))).toBeLessThan(2_000);
      const { items, totals } = await local.goldenQuestions.list({ chatbotId, state: 'proposed' });
      expect(totals).toEqual({ approved: 0, proposed: 2 });
      expect(items[0]).toMatchObject({ origin: 'model', anchor: { state: 'held' } });
      await expect(local.goldenQuestions.start({ chatbotId })).rejects.toMatchObject({
        code: 'goldenQuestions.none',
      });
      await local.goldenQuestions.approve({ id: items[0]?.id ?? '' });
      const { run } = await runOf(chatbotId);
      expect(run.measures.answerable).toBe(1);
      expect(run.stood.model).toBe('writes');
    } finally {
      await local.models.remove({ id: model.id });
    }
  });
});

describe('runs by themselves', () => {
  it('come once something has changed, no sooner than an hour after the last, and only where it is on', async () => {
    const { chatbotId, badge } = await port('seul');
    await local.goldenQuestions.create({
      chatbotId,
      question: 'Combien coûte le badge du parking ?',
      anchor: badge,
    });
    const watch = async () => {
      await local.jobs.runSchedule({ name: 'goldenQuestions.watch' });
      await until(async () => (await local.jobs.list({ open: true })).items.length === 0);
      return (await local.goldenQuestions.runs({ chatbotId })).items.map(({ cause }) => cause);
    };
    await local.goldenQuestions.configure({ chatbotId, automatic: false });
    expect(await watch()).toEqual([]);
    await local.goldenQuestions.configure({ chatbotId, automatic: true });
    expect(await watch()).toEqual(['change']);
    await give(chatbotId, 'encore.txt', 'Encore un document, sur tout autre chose.');
    expect(await watch()).toEqual(['change']); // within the hour
  });
});

it('nothing of them is left once their client is erased', async () => {
  const client = await local.clients.create({ name: 'Éphémère' });
  const bot = await local.chatbots.create({ name: 'B', clientId: client.id });
  await local.goldenQuestions.create({ chatbotId: bot.id, question: 'Où est le zorgloub ?', anchor: null });
  await runOf(bot.id);
  const erasure = await local.privacy.eraseClient({ id: client.id, confirmName: 'Éphémère' });
  await until(async () => (await local.privacy.erasure({ id: erasure.id })).state === 'done');
  expect(placesOf(['zorgloub'], foyer.dataFolder)).toEqual([]);
});
