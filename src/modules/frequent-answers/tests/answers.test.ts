import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { placesOf } from '../../../../tests/support/data-folder-bytes.ts';
import { bytesOf, withFile } from '../../../../tests/support/route-files.ts';
import { contextOf, startTemporaryApp, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';

const QUESTION = 'Quels sont les horaires de la mairie ?';
const ANSWER = 'La mairie est ouverte du lundi au vendredi, de 9 h à 17 h.';
const DAY_MS = 86_400_000;

let temporary: TemporaryApp;
let local: FoyerClient;
let clientId: string;
let chatbotId: string;

beforeEach(async () => {
  temporary = await startTemporaryApp();
  local = temporary.client;
  const bot = await local.chatbots.create({ name: 'Accueil', language: 'fr' });
  ({ clientId, id: chatbotId } = bot);
});
afterEach(() => temporary.close());

/** The finished answer. */
async function ask(text: string, client: FoyerClient = local): Promise<Message> {
  for await (const event of await client.conversations.chat({ chatbotId, message: text })) {
    if (event.type === 'finished') return event.message;
    if (event.type === 'failed') throw new Error(event.error.message);
  }
  throw new Error('No answer');
}

/** Somebody who asks because they want to know: a program of the client. */
async function visitor(): Promise<FoyerClient> {
  const { key } = await local.keys.create({ clientId, name: 'Site', scopes: ['chat'] });
  const principal = await temporary.app.authenticate({ bearer: key, sessionCookie: null });
  return temporary.app.client(contextOf(principal));
}

const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

describe('a frequent answer', () => {
  it('is given before the documents, marked as the office’s own, with its link', async () => {
    await local.frequentAnswers.create({
      chatbotId,
      question: QUESTION,
      answer: ANSWER,
      sourceUrl: 'https://mairie.example/horaires',
    });
    const answer = await ask('horaires mairie svp');
    expect(answer.content).toBe(`${ANSWER}\n\n[En savoir plus](https://mairie.example/horaires)`);
    expect(answer.metadata.officeAnswer).toEqual({ link: 'https://mairie.example/horaires' });
    expect(answer).toMatchObject({ abstained: false, sources: [], confidence: null });
    expect((await ask('Quels sont les tarifs de la mairie ?')).metadata.officeAnswer).toBeUndefined();
  });

  it('follows every change', async () => {
    const { id } = await local.frequentAnswers.create({ chatbotId, question: QUESTION, answer: ANSWER });
    expect((await ask(QUESTION)).content).toBe(ANSWER);
    await local.frequentAnswers.update({ id, question: QUESTION, answer: 'Autrement.' });
    expect((await ask(QUESTION)).content).toBe('Autrement.');
    await local.frequentAnswers.remove({ id });
    expect((await ask(QUESTION)).metadata.officeAnswer).toBeUndefined();
  });

  it.each([
    [{ validFrom: day(2) }, 'later'],
    [{ validUntil: day(-2) }, 'over'],
  ])('is not given outside its days: %o', async (days, state) => {
    const made = await local.frequentAnswers.create({
      chatbotId,
      question: QUESTION,
      answer: ANSWER,
      ...days,
    });
    expect(made.state).toBe(state);
    expect((await ask(QUESTION)).metadata.officeAnswer).toBeUndefined();
  });

  it('is there once for a question', async () => {
    await local.frequentAnswers.create({ chatbotId, question: QUESTION, answer: ANSWER });
    await expect(
      local.frequentAnswers.create({
        chatbotId,
        question: 'quels sont les horaires de la MAIRIE',
        answer: 'x',
      }),
    ).rejects.toMatchObject({ code: 'frequentAnswers.duplicate', status: 409 });
  });
});

describe('switched off for a client, the module', () => {
  it('answers nothing and reads as absent, and has everything again when it is switched on', async () => {
    const { id } = await local.frequentAnswers.create({ chatbotId, question: QUESTION, answer: ANSWER });
    await local.modules.switch({ clientId, name: 'frequentAnswers', enabled: false });
    expect(await local.modules.list({ clientId })).toContainEqual({
      name: 'frequentAnswers',
      enabled: false,
    });
    for (const call of [
      () => local.frequentAnswers.list({ chatbotId }),
      () => local.frequentAnswers.create({ chatbotId, question: 'Q', answer: 'R' }),
      () => local.frequentAnswers.update({ id, question: 'Q', answer: 'R' }),
      () => local.frequentAnswers.remove({ id }),
      () => local.frequentAnswers.exportCsv({ chatbotId }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'module.off', status: 409 });
    expect((await ask(QUESTION)).metadata.officeAnswer).toBeUndefined();

    await local.modules.switch({ clientId, name: 'frequentAnswers', enabled: true });
    expect((await local.frequentAnswers.list({ chatbotId })).items.map(item => item.id)).toEqual([id]);
    expect((await ask(QUESTION)).content).toBe(ANSWER);
  });

  it('goes on for the other clients', async () => {
    const other = await local.clients.create({ name: 'Une autre maison' });
    const bot = await local.chatbots.create({ name: 'Autre', clientId: other.id });
    await local.modules.switch({ clientId, name: 'frequentAnswers', enabled: false });
    expect((await local.frequentAnswers.list({ chatbotId: bot.id })).items).toEqual([]);
  });

  it('leaves a line in the log, whichever way it was switched', async () => {
    await local.modules.switch({ clientId, name: 'frequentAnswers', enabled: false });
    await local.modules.switch({ clientId, name: 'frequentAnswers', enabled: true });
    const { items } = await local.audit.list({ limit: 20 });
    const deeds = items.map(({ action }) => action).filter(action => action.startsWith('modules.'));
    expect(deeds).toEqual(['modules.switched_on', 'modules.switched_off']);
  });
});

describe('what is proposed', () => {
  it('is asked often by others than the office, the worst answered first, until it is answered or dismissed', async () => {
    const site = await visitor();
    for (const text of ['Où se garer ?', 'où se garer', 'Comment s’inscrire ?', 'comment s’inscrire'])
      await ask(text, site);
    await ask('Où se garer ?', site);
    for (let times = 0; times < 3; times += 1) await ask('Un essai du bureau ?');
    await ask('Une question posée une fois ?', site);

    const proposed = await local.frequentAnswers.proposals({ chatbotId });
    expect(proposed.map(({ question, asked, unanswered }) => [question, asked, unanswered])).toEqual([
      ['Où se garer ?', 3, 3],
      ['comment s’inscrire', 2, 2],
    ]);
    await local.frequentAnswers.dismissProposal({ chatbotId, question: 'Où se garer ?' });
    await local.frequentAnswers.create({ chatbotId, question: 'Comment s’inscrire ?', answer: 'En ligne.' });
    expect(await local.frequentAnswers.proposals({ chatbotId })).toEqual([]);
    await ask('ou se garer ?', site);
    expect(await local.frequentAnswers.proposals({ chatbotId })).toEqual([]);
  });
});

describe('a table', () => {
  const csv = [
    'Réponse,Question,Synonymes,Valable du,Valable jusqu’au,Lien',
    '"Sous l’hôtel de ville, « niveau -1 »","Où se garer ?","Parking | parking = stationnement",01/12/2026,2026-12-31,https://mairie.example',
    ',Sans réponse ?,,,,',
    '"=2+2, vraiment",Combien font deux et deux ?,,,,',
    'x,Une date ?,,32/13/2026,,',
    'x,Un lien ?,,,,javascript:alert(1)',
    'x,À rebours ?,,2026-12-31,2026-12-01,',
    'x,ou se garer,,,,',
  ].join('\r\n');

  it('says line by line what it will do, does it, and comes out as it went in', async () => {
    const outcome = [
      [2, 'added', null],
      [3, 'refused', 'answer_missing'],
      [4, 'added', null],
      [5, 'refused', 'date_unreadable'],
      [6, 'refused', 'address_unreadable'],
      [7, 'refused', 'dates_reversed'],
      [8, 'refused', 'twice_in_file'],
    ];
    const preview = await local.frequentAnswers.previewImport({ chatbotId }, withFile(csv));
    expect(preview.lines.map(({ line, outcome: what, problem }) => [line, what, problem])).toEqual(outcome);
    expect((await local.frequentAnswers.list({ chatbotId })).items).toEqual([]);
    expect(await local.frequentAnswers.importCsv({ chatbotId }, withFile(csv))).toEqual(preview);

    for (const language of ['fr', 'en'] as const) {
      const exported = await bytesOf(await local.frequentAnswers.exportCsv({ chatbotId, language }));
      expect(exported.toString().startsWith('\ufeff')).toBe(true);
      expect(exported.toString()).toContain(`"'=2+2, vraiment"`);
      const again = await local.frequentAnswers.previewImport({ chatbotId }, withFile(exported));
      expect(again).toMatchObject({ added: 0, changed: 0, same: 2, refused: 0 });
    }
  });

  it('changes what is there, and is refused when it has no columns of both', async () => {
    await local.frequentAnswers.importCsv({ chatbotId }, withFile(csv));
    const changed = 'Question;Answer\nOù se garer ?;Ailleurs.';
    expect(await local.frequentAnswers.importCsv({ chatbotId }, withFile(changed))).toMatchObject({
      changed: 1,
      added: 0,
    });
    await expect(
      local.frequentAnswers.previewImport({ chatbotId }, withFile('nom;prix\na;b')),
    ).rejects.toMatchObject({ code: 'frequentAnswers.unreadable_file', status: 422 });
  });
});

it('is in the archive of its client, as whether the module is on, and goes with the client in every byte', async () => {
  const { id } = await local.clients.create({ name: 'Autre' });
  const bot = await local.chatbots.create({ clientId: id, name: 'Accueil' });
  await local.frequentAnswers.create({
    chatbotId: bot.id,
    question: 'Où est le qwzguichet ?',
    answer: 'Au fond.',
  });
  await local.modules.switch({ clientId: id, name: 'frequentAnswers', enabled: false });
  const archive = await local.exports.start({ id });
  await expect.poll(async () => (await local.exports.list({ id }))[0]?.state).toBe('ready');
  const files = unzipSync(readFileSync(join(temporary.dataFolder, 'exports', `${archive.id}.zip`)));
  const read = (name: string): unknown =>
    JSON.parse(
      strFromU8(Object.entries(files).find(([file]) => file.endsWith(name))?.[1] ?? new Uint8Array()),
    );
  expect(read('frequent-answers.json')).toMatchObject([
    { chatbotId: bot.id, question: 'Où est le qwzguichet ?', answer: 'Au fond.' },
  ]);
  expect(read('modules.json')).toMatchObject([{ module: 'frequentAnswers', enabled: false }]);

  const erasure = await local.privacy.eraseClient({ id, confirmName: 'Autre' });
  await expect.poll(async () => (await local.privacy.erasure({ id: erasure.id })).state).toBe('done');
  expect(placesOf(['qwzguichet'], temporary.dataFolder)).toEqual([]);
});
