import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { visitWithFile, type LeftVisit } from '../support/visit.ts';

let temporary: TemporaryApp;
let chatbotId: string;
let left: LeftVisit;
beforeAll(async () => {
  temporary = await startTemporaryApp();
  ({ id: chatbotId } = await temporary.client.chatbots.create({ name: 'Accueil', language: 'fr' }));
  left = await visitWithFile(temporary.app, chatbotId);
});
afterAll(() => temporary.close());

it('shows the office who asked, with what they sent and thought, under its message', async () => {
  const visit = await temporary.client.visits.get({ id: left.conversationId });
  expect(visit).toMatchObject({
    visitor: { name: 'Paul Roux', email: 'paul@exemple.fr', origin: 'https://intranet.exemple.fr' },
    attachments: [{ id: left.attachmentId, messageId: left.questionId, fileName: 'facture.txt' }],
    feedback: [{ messageId: left.answerId, rating: 'up', comment: 'Clair' }],
    leads: [{ reason: 'person', conversationId: left.conversationId }],
  });
  expect(JSON.stringify(visit)).not.toMatch(/secret|hash/i);
});

it('hands over the file as it was sent', async () => {
  const file = await temporary.client.visits.file({ id: left.attachmentId });
  expect(file).toMatchObject({ fileName: 'facture.txt', mediaType: 'text/plain' });
  expect(await readFile(file.path, 'utf8')).toContain('Facture numéro 17');
  const { items } = await temporary.client.audit.list({ limit: 20 });
  expect(items[0]).toMatchObject({ action: 'attachments.downloaded', targetLabel: 'facture.txt' });
});

it('has nothing to say of a conversation of the office, nor of one that is not there', async () => {
  const { id } = await temporary.client.conversations.create({ chatbotId });
  expect(await temporary.client.visits.get({ id })).toBeNull();
  const missing = '01890000-0000-7000-8000-000000000000';
  await expect(temporary.client.visits.get({ id: missing })).rejects.toMatchObject({
    code: 'resource.not_found',
  });
  await expect(temporary.client.visits.file({ id: missing })).rejects.toMatchObject({
    code: 'resource.not_found',
  });
});
