import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { startTemporaryApp, type TemporaryApp } from '../../../../tests/support/temporary-app.ts';

const QUESTION = 'Quand la salle polyvalente se réserve-t-elle ?';
const TEXT =
  'La salle polyvalente se réserve au plus tard quinze jours avant. La demande se fait en mairie, avec une caution de 300 €.';

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

async function ask(text: string): Promise<Message> {
  for await (const event of await local.conversations.chat({ chatbotId, message: text })) {
    if (event.type === 'finished') return event.message;
    if (event.type === 'failed') throw new Error(event.error.message);
  }
  throw new Error('No answer');
}

async function approved(text = TEXT, title: string | null = 'Réserver la salle polyvalente') {
  const answer = await ask(QUESTION);
  const { id } = await local.articles.propose({ messageId: answer.id, text, kind: 'article', title });
  return local.articles.approve({ id });
}

describe('an approved article', () => {
  it('is a document that the question right after the yes is answered from, with its source, by words alone', async () => {
    const article = await approved();
    expect(article).toMatchObject({
      state: 'approved',
      kind: 'article',
      answerId: null,
      document: { state: 'ready' },
    });
    const answer = await ask('Combien de jours avant faut-il réserver la salle polyvalente ?');
    expect(answer).toMatchObject({ abstained: false, metadata: { searchMode: 'keyword' } });
    expect(answer.content).toContain('quinze jours');
    const document = await local.documents.get({ id: article.document?.id ?? '' });
    expect(answer.sources.filter(({ cited }) => cited)).toMatchObject([
      { documentId: document.id, title: 'Réserver la salle polyvalente', byOffice: document.createdAt },
    ]);
    expect(document).toMatchObject({ origin: 'office', fileName: 'Réserver la salle polyvalente.md' });
    expect((await local.frequentAnswers.list({ chatbotId })).items).toEqual([]);
  });

  it('is called as its question where nobody gave a title, whatever stands in it', async () => {
    const { id } = await local.articles.propose({
      chatbotId,
      kind: 'article',
      question: 'PACS / mariage : « qui » ?',
      text: TEXT,
    });
    const { document } = await local.articles.approve({ id });
    const { title, fileName } = await local.documents.get({ id: document?.id ?? '' });
    expect(title).toBe('PACS / mariage : « qui » ?');
    expect(fileName).toBe('PACS mariage « qui ».md');
  });

  it('has a new version for each change, which answers in its place', async () => {
    const first = await approved();
    const changed = { title: 'Réserver la salle polyvalente', text: TEXT.replace('quinze', 'trente') };
    const second = await local.articles.revise({ id: first.id, ...changed });
    expect(second).toMatchObject({ ...changed, document: { state: 'ready' } });
    expect(second.document?.id).not.toBe(first.document?.id);
    const versions = await local.documents.versions({ id: second.document?.id ?? '' });
    expect(versions.map(({ id, state }) => [id, state])).toEqual([[first.document?.id, 'set_aside']]);
    const { content } = await ask('Combien de jours avant faut-il réserver la salle polyvalente ?');
    expect(content).toContain('trente jours');
    expect(content).not.toContain('quinze');
  });

  it('is changed without what nobody has seen', async () => {
    const { id, title } = await approved(`${TEXT} Écrivez à Claire.`);
    const text = `${TEXT} Écrivez à salle@exemple.fr.`;
    const revise = (keepsPersonal: boolean) =>
      local.articles.revise({ id, title: title ?? '', text, keepsPersonal });
    await expect(revise(false)).rejects.toMatchObject({ code: 'articles.personal' });
    expect(await revise(true)).toMatchObject({ text });
    // What stands there since was seen.
    expect(await local.articles.revise({ id, title: 'Salle', text })).toMatchObject({ title: 'Salle' });
  });

  it('that is gone is changed no more, and is told as gone', async () => {
    const { id, document } = await approved();
    await local.documents.remove({ id: document?.id ?? '' });
    expect((await local.articles.list({ clientId, state: 'approved' })).items).toMatchObject([
      { id, document: null },
    ]);
    await expect(local.articles.revise({ id, title: 'T', text: TEXT })).rejects.toMatchObject({
      code: 'articles.no_article',
      status: 409,
    });
  });
});

describe('a proposal', () => {
  it('that an article says already can be its new version', async () => {
    const first = await approved();
    const { id } = await local.articles.propose({
      chatbotId,
      kind: 'article',
      question: 'Où réserver la salle ?',
      text: `${TEXT} Les associations ne paient pas.`,
    });
    expect((await local.articles.get({ id })).alike).toMatchObject([
      { what: 'article', id: first.document?.id, title: 'Réserver la salle polyvalente' },
    ]);
    const { document } = await local.articles.approve({ id, insteadOf: first.document?.id ?? '' });
    const versions = await local.documents.versions({ id: document?.id ?? '' });
    expect(versions).toMatchObject([{ id: first.document?.id, state: 'set_aside' }]);
  });

  it('replaces no document but one that the office wrote', async () => {
    const [sample] = await local.documents.addSample({ chatbotId, language: 'fr' });
    const { id } = await local.articles.propose({
      chatbotId,
      kind: 'article',
      question: QUESTION,
      text: TEXT,
    });
    await expect(local.articles.approve({ id, insteadOf: sample?.id ?? '' })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
    expect((await local.articles.get({ id })).state).toBe('waiting');
  });

  it('that is too long for a frequent answer is one for an article', async () => {
    const text = `${TEXT} `.repeat(60).trim();
    const { id } = await local.articles.propose({ chatbotId, question: QUESTION, text });
    await expect(local.articles.approve({ id })).rejects.toMatchObject({
      code: 'articles.too_long',
      status: 422,
    });
    await local.articles.update({ id, kind: 'article' });
    expect(await local.articles.approve({ id })).toMatchObject({ document: { state: 'ready' } });
  });
});
