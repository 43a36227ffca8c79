import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldFile, fieldIsPresent } from '../documents/field-files.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';

/** What Word counts by itself is asked for by its number. No model. */
describe.skipIf(!fieldIsPresent)('answers from Word files with automatic numbers', () => {
  let foyer: TemporaryApp;
  let chatbotId = '';

  beforeAll(async () => {
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Lease', language: 'en' })).id;
    const paths = ['auto-numbered-contract.docx', 'auto-numbered-headings.docx'].map(fieldFile);
    await foyer.client.documents.addPaths({ chatbotId, paths });
    await untilRead(foyer.client, chatbotId);
  });
  afterAll(() => foyer.close());

  async function ask(message: string): Promise<string> {
    let content = '';
    for await (const event of await foyer.client.conversations.chat({ chatbotId, message }))
      if (event.type === 'finished') ({ content } = event.message);
    return content;
  }

  it.each([
    ['What does article 3 of the lease say?', '3.1 The rent is 840 euros'],
    ['What does article 6 of the lease say?', 'Notice of six months is required.'],
    ['What does clause 2.1 of the lease say?', 'The lease runs for nine years.'],
    ['How much is the rent?', '840 euros'],
  ])('%s', async (question, words) => {
    expect(await ask(question)).toContain(words);
  });
});
