import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { plantMessages } from '../../../../tests/support/planted-messages.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';
import { visitWithFile } from '../../../../tests/support/visit.ts';

const QUESTION = 'Quels sont les horaires de la piscine ?';
const ANSWER = 'La piscine ouvre du mardi au dimanche, de 10 h à 19 h.';

let temporary: TemporaryApp;
let local: FoyerClient;
let clientId: string;
let chatbotId: string;

beforeEach(async () => {
  temporary = await startTemporaryApp();
  local = temporary.client;
  ({ clientId, id: chatbotId } = await local.chatbots.create({ name: 'Accueil', language: 'fr' }));
});
afterEach(() => temporary.close());

/** The finished answer. */
async function ask(text: string, conversationId?: string): Promise<Message> {
  const input = { chatbotId, message: text, ...(conversationId === undefined ? {} : { conversationId }) };
  for await (const event of await local.conversations.chat(input)) {
    if (event.type === 'finished') return event.message;
    if (event.type === 'failed') throw new Error(event.error.message);
  }
  throw new Error('No answer');
}

async function corrected(text = ANSWER, question = QUESTION) {
  const answer = await ask(question);
  return { answer, proposal: await local.articles.propose({ messageId: answer.id, text }) };
}

describe('a corrected answer', () => {
  it('waits with where it comes from, and changes nothing until somebody says yes', async () => {
    const { answer, proposal } = await corrected();
    expect(proposal).toMatchObject({
      state: 'waiting',
      chatbotId,
      question: QUESTION,
      text: ANSWER,
      origin: { how: 'correction', conversationId: answer.conversationId, messageId: answer.id },
      decided: null,
      answerId: null,
    });
    expect(await local.articles.waiting({})).toEqual([{ clientId, count: 1 }]);
    expect((await local.articles.get({ id: proposal.id })).said).toBe(answer.content);
    expect((await ask(QUESTION)).metadata.officeAnswer).toBeUndefined();
  });

  it('is used by the question that comes right after the yes, without a model and without documents', async () => {
    const { answer, proposal } = await corrected();
    expect((await local.conversations.unanswered({})).items.map(({ messageId }) => messageId)).toEqual([
      answer.id,
    ]);
    const approved = await local.articles.approve({ id: proposal.id });
    expect(approved).toMatchObject({ state: 'approved', decided: { at: expect.any(String) } });
    const next = await ask('horaires de la piscine svp');
    expect(next).toMatchObject({
      content: ANSWER,
      abstained: false,
      metadata: { officeAnswer: { link: null } },
    });
    const { items } = await local.frequentAnswers.list({ chatbotId });
    expect(items).toMatchObject([{ id: approved.answerId, question: QUESTION, answer: ANSWER }]);
    expect((await local.conversations.unanswered({})).items).toEqual([]);
    expect(await local.articles.waiting({})).toEqual([]);
  });

  it('is changed in place before the yes, and no more after it', async () => {
    const { proposal } = await corrected();
    const changed = await local.articles.update({
      id: proposal.id,
      text: 'Autrement.',
      question: 'Quand nager ?',
    });
    expect(changed).toMatchObject({ text: 'Autrement.', question: 'Quand nager ?' });
    await local.articles.approve({ id: proposal.id });
    expect((await ask('Quand nager ?')).content).toBe('Autrement.');
    for (const call of [
      () => local.articles.update({ id: proposal.id, text: 'Encore.' }),
      () => local.articles.approve({ id: proposal.id }),
      () => local.articles.drop({ id: proposal.id }),
      () => local.articles.reopen({ id: proposal.id }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'articles.decided' });
  });

  it('is proposed once; dropped, it is not proposed again until somebody has it wait again', async () => {
    const { answer, proposal } = await corrected();
    const again = () => local.articles.propose({ messageId: answer.id, text: 'Autre.' });
    await expect(again()).rejects.toMatchObject({ code: 'articles.proposed_already', status: 409 });
    await local.articles.drop({ id: proposal.id });
    await expect(again()).rejects.toMatchObject({ code: 'articles.dropped', status: 409 });
    expect((await local.articles.draft({ messageId: answer.id })).before).toEqual({
      id: proposal.id,
      state: 'dropped',
    });
    expect((await local.articles.list({ clientId, state: 'dropped' })).items).toHaveLength(1);
    expect(await local.articles.reopen({ id: proposal.id })).toMatchObject({
      state: 'waiting',
      decided: null,
    });
    await local.articles.approve({ id: proposal.id });
    expect(await again()).toMatchObject({ state: 'waiting' });
  });

  it('needs words, and an answer that is there', async () => {
    const answer = await ask(QUESTION);
    await expect(local.articles.propose({ messageId: answer.id })).rejects.toMatchObject({
      code: 'articles.nothing_said',
    });
    const { messages } = await local.conversations.get({ id: answer.conversationId });
    await expect(
      local.articles.propose({ messageId: messages[0]?.id ?? '', text: ANSWER }),
    ).rejects.toMatchObject({ code: 'resource.not_found' });
  });

  it('is told that frequent answers are off, and waits on', async () => {
    const { proposal } = await corrected();
    await local.modules.switch({ clientId, name: 'frequentAnswers', enabled: false });
    await expect(local.articles.approve({ id: proposal.id })).rejects.toMatchObject({
      code: 'articles.answers_off',
      status: 409,
    });
    expect((await local.articles.get({ id: proposal.id })).state).toBe('waiting');
  });
});

describe('the question of a proposal', () => {
  it('stands alone where the follow-up was put so', async () => {
    await local.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(local, chatbotId);
    const first = await ask('Combien de jours pour un mariage ?');
    const next = await ask('Et pour un décès ?', first.conversationId);
    const { question } = await local.articles.draft({ messageId: next.id });
    expect(question).toMatch(/^Et pour un décès \? \(.*mariage.*\)$/u);
    const alone = await ask('Quels sont les horaires de la cantine ?', first.conversationId);
    expect((await local.articles.draft({ messageId: alone.id })).question).toBe(
      'Quels sont les horaires de la cantine ?',
    );
  });
});

describe('what a person answered in a conversation', () => {
  it('is proposed in their words, to the question before it', async () => {
    const { conversationId } = await ask(QUESTION);
    const [id = ''] = plantMessages(temporary.dataFolder, conversationId, [
      { kind: 'operator', parts: [{ type: 'text', text: ANSWER }] },
    ]);
    expect(await local.articles.draft({ messageId: id })).toEqual({
      question: QUESTION,
      text: ANSWER,
      how: 'person',
      before: null,
    });
    const proposal = await local.articles.propose({ messageId: id });
    expect(proposal).toMatchObject({ text: ANSWER, origin: { how: 'person', messageId: id } });
    await local.articles.approve({ id: proposal.id });
    expect((await ask(QUESTION)).content).toBe(ANSWER);
  });
});

describe('personal data', () => {
  it('is marked, and goes in only as far as somebody says so', async () => {
    const text = 'Appelez le secrétariat au 01 42 68 53 00 ou écrivez à mairie@exemple.fr.';
    const { proposal } = await corrected(text);
    const { personal } = await local.articles.get({ id: proposal.id });
    expect(personal.map(({ kind, value, theirs }) => [kind, value, theirs])).toEqual([
      ['PHONE', '01 42 68 53 00', false],
      ['EMAIL', 'mairie@exemple.fr', false],
    ]);
    expect(personal.map(({ start, end }) => text.slice(start, end))).toEqual(
      personal.map(({ value }) => value),
    );
    const approve = (kept: string[]) => local.articles.approve({ id: proposal.id, kept });
    await expect(approve([])).rejects.toMatchObject({ code: 'articles.personal', status: 409 });
    await expect(approve(['01 42 68 53 00'])).rejects.toMatchObject({ code: 'articles.personal' });
    expect(await approve(['01 42 68 53 00', 'mairie@exemple.fr'])).toMatchObject({ state: 'approved' });
  });

  it.each([
    ['in the question', 'Mon numéro est le 06 12 34 56 78, la piscine ouvre-t-elle ?', ANSWER],
    [
      'in the answer, written otherwise',
      'Rappelez-moi au 06 12 34 56 78',
      'Nous rappelons au 06.12.34.56.78.',
    ],
  ])('of whoever asked must be removed: %s', async (_where, question, text) => {
    const { proposal } = await corrected(text, question);
    const values = (await local.articles.get({ id: proposal.id })).personal.filter(({ theirs }) => theirs);
    expect(values.length).toBeGreaterThan(0);
    await expect(
      local.articles.approve({ id: proposal.id, kept: values.map(({ value }) => value) }),
    ).rejects.toMatchObject({ code: 'articles.theirs' });
    await local.articles.update({ id: proposal.id, question: QUESTION, text: ANSWER });
    expect(await local.articles.approve({ id: proposal.id })).toMatchObject({ state: 'approved' });
  });

  it('is the name of a visitor too', async () => {
    const { answerId } = await visitWithFile(temporary.app, chatbotId);
    const { id } = await local.articles.propose({
      messageId: answerId,
      text: 'Bonjour Paul Roux, la facture est réglée.',
    });
    expect((await local.articles.get({ id })).personal).toMatchObject([
      { kind: 'NAME', value: 'Paul Roux', theirs: true },
    ]);
    await expect(local.articles.approve({ id, kept: ['Paul Roux'] })).rejects.toMatchObject({
      code: 'articles.theirs',
    });
  });
});

describe('what says the same already', () => {
  it('is the frequent answer that the question has, and can be changed in place of another', async () => {
    const { id } = await local.frequentAnswers.create({
      chatbotId,
      question: QUESTION,
      answer: 'De 8 h à midi.',
      synonyms: ['ouverture piscine'],
    });
    const { proposal } = await corrected();
    expect((await local.articles.get({ id: proposal.id })).alike).toMatchObject([
      { what: 'answer', id, title: QUESTION, text: 'De 8 h à midi.', sameQuestion: true },
    ]);
    await expect(local.articles.approve({ id: proposal.id })).rejects.toMatchObject({
      code: 'articles.question_answered',
    });
    await local.articles.update({ id: proposal.id, question: 'À quelle heure peut-on nager ?' });
    expect(await local.articles.approve({ id: proposal.id, insteadOf: id })).toMatchObject({ answerId: id });
    expect((await local.frequentAnswers.list({ chatbotId })).items).toMatchObject([
      {
        id,
        question: QUESTION,
        answer: ANSWER,
        synonyms: ['ouverture piscine', 'À quelle heure peut-on nager ?'],
      },
    ]);
    expect((await ask('À quelle heure peut-on nager ?')).content).toBe(ANSWER);
  });

  it('is a frequent answer that says it to another question, or a passage', async () => {
    const { id } = await local.frequentAnswers.create({
      chatbotId,
      question: 'Peut-on nager ?',
      answer: `${ANSWER} Bonnet exigé.`,
    });
    await local.documents.addSample({ chatbotId, language: 'fr' });
    await untilRead(local, chatbotId);
    const { proposal } = await corrected();
    expect((await local.articles.get({ id: proposal.id })).alike).toMatchObject([
      { what: 'answer', id, sameQuestion: false },
    ]);
    const { results } = await local.search.search({ chatbotId, q: 'jours mariage', k: 1 });
    const words = results[0]?.text.slice(0, 300) ?? '';
    const { alike } = await local.articles.update({ id: proposal.id, text: words });
    expect(alike).toMatchObject([{ what: 'passage', id: results[0]?.documentId, start: results[0]?.start }]);
  });
});

describe('somebody who asks to be forgotten', () => {
  it('takes what waits along, and leaves what was approved without its origin', async () => {
    const { answerId, conversationId, context } = await visitWithFile(temporary.app, chatbotId);
    const first = await local.articles.propose({ messageId: answerId, text: ANSWER, question: QUESTION });
    await local.articles.approve({ id: first.id });
    const second = await local.articles.propose({
      messageId: answerId,
      text: 'Une autre réponse, en attente.',
    });
    await temporary.app.client(context).visitor.forgetMe({});
    await expect(local.conversations.get({ id: conversationId })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
    await expect(local.articles.get({ id: second.id })).rejects.toMatchObject({ code: 'resource.not_found' });
    expect((await local.articles.list({ clientId, state: 'approved' })).items).toMatchObject([
      { id: first.id, text: ANSWER, origin: { conversationId: null, messageId: null } },
    ]);
    expect((await ask(QUESTION)).content).toBe(ANSWER);
  });
});

it('stands in the archive of its client', async () => {
  const { proposal } = await corrected();
  const { id } = await local.exports.start({ id: clientId });
  await expect.poll(async () => (await local.exports.list({ id: clientId }))[0]?.state).toBe('ready');
  const files = unzipSync(readFileSync(join(temporary.dataFolder, 'exports', `${id}.zip`)));
  const name = Object.keys(files).find(file => file.endsWith('proposed-answers.json')) ?? '';
  const [archived] = JSON.parse(strFromU8(files[name] ?? new Uint8Array())) as Record<string, unknown>[];
  expect(archived).toMatchObject({
    id: proposal.id,
    state: 'waiting',
    how: 'correction',
    question: QUESTION,
    text: ANSWER,
  });
  expect(archived).not.toHaveProperty('askerId');
});
