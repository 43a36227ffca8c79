import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { CONFIDENCE_HIGH } from '#shared/lib/confidence.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';

const MARINA = join(import.meta.dirname, '../../../shared/data/field/marina');
const present = existsSync(MARINA);
if (!present) console.warn(`answers over a small office not tried: ${MARINA} is absent`);

/** A dozen short documents of a small office, and what a stranger asks of them. No model. */
describe.skipIf(!present)('answers over a small office', () => {
  let foyer: TemporaryApp;
  let chatbotId = '';

  beforeAll(async () => {
    foyer = await startTemporaryApp();
    chatbotId = (await foyer.client.chatbots.create({ name: 'Marina', language: 'en' })).id;
    const paths = readdirSync(MARINA).map(name => join(MARINA, name));
    await foyer.client.documents.addPaths({ chatbotId, paths });
    await untilRead(foyer.client, chatbotId);
  });
  afterAll(() => foyer.close());

  /** Asks one after the other in one conversation; the last answer. */
  async function ask(questions: readonly string[], more: { asTyped?: boolean } = {}): Promise<Message> {
    let conversationId: string | undefined;
    let last: Message | null = null;
    for (const message of questions) {
      const input =
        conversationId === undefined ? { chatbotId, message } : { chatbotId, message, conversationId };
      for await (const event of await foyer.client.conversations.chat({ ...input, ...more })) {
        if (event.type === 'started') conversationId = event.conversationId;
        if (event.type === 'finished') last = event.message;
      }
    }
    if (last === null) throw new Error('No answer');
    return last;
  }

  it.each([
    ['barbeque on pontons', 'Barbecues are forbidden on the pontoons.'],
    ['dregde', 'dredge the east basin between 1 October and 15 November 2024'],
    ['What does part PPR-2285 cost?', '28.20 euros'],
    ['What is the price of QZT-2285?', '28.20'],
    ['When is the office closed?', 'It is closed on Sundays, Mondays and public holidays.'],
    ['When is the office open?', 'from 9:00 to 12:30'],
    ['Where are barbecues allowed?', 'on the lawn behind the workshop'],
    ['Where are barbecues forbidden?', 'forbidden on the pontoons'],
    ['What does error E40 mean?', 'the battery is below 11.2 V'],
    ['Who keeps the accounts?', 'Ines Duarte'],
    ['How much is a lift on Saturdays?', 'on Saturdays 120 euros'],
    ['When is the next assembly?', 'Friday 13 December 2024'],
    ['Combien de jours pour un mariage ?', '5 jours'],
    ['Le télétravail est-il ouvert aux agents du chantier ?', "Il n'est pas ouvert aux agents du chantier."],
    ['Quand se réunit le CSE ?', 'le premier jeudi de chaque mois'],
    ['What is the winter storage fee in 2024?', '315 euros'],
    ['What is the winter storage fee in 2023?', '290 euros'],
  ])('%s', async (question, words) => {
    const answer = await ask([question]);
    expect(answer.content).toContain(words);
  });

  it('says nothing of another part, or of another year, beside the one that was asked about', async () => {
    expect((await ask(['What does part PPR-2285 cost?'])).content).not.toContain('29.55');
    expect((await ask(['What is the winter storage fee in 2024?'])).content).not.toContain('290');
  });

  it.each([
    'Who is the president of the marina?',
    'Quelle est la recette de la tarte aux pommes ?',
    'What is the recipe for apple pie?',
    'Who painted the ceiling of the Sistine Chapel?',
    'Quel temps fera-t-il demain ?',
    'Tell me a joke.',
    'Combien de buts Just Fontaine a-t-il marqués à la Coupe du monde ?',
  ])('abstains: %s', async question => {
    expect((await ask([question])).abstained).toBe(true);
  });

  it.each([
    [['Who is Ottilie Brandt?', 'What languages does she speak?'], 'German, French and English'],
    [['Who is Ottilie Brandt?', 'What languages does she speak?', 'And her extension?'], 'extension 21'],
    [['Who is Ottilie Brandt?', 'Quelles langues parle-t-elle ?'], 'German, French and English'],
    [['Who keeps the accounts?', 'How can I reach her?'], 'extension is 18'],
    [['What is the extension of Ottilie Brandt?', 'And Marek Dolny?'], 'extension is 34'],
    [['Are dogs allowed?', 'Where not?'], 'not allowed in the showers and in the restaurant'],
    [['What discounts are there?', 'Are there any others?'], 'electric engine get 10 % off'],
    [['What is the winter storage fee in 2024?', 'And in 2023?'], '290 euros'],
    [['What is the winter storage fee in 2024?', 'Et en 2023 ?'], '290 euros'],
  ])('%j', async (questions, words) => {
    expect((await ask(questions)).content).toContain(words);
  });

  it('respects a negation', async () => {
    expect((await ask(['Are dogs allowed?', 'Where not?'])).content).not.toContain('on the quays on a lead');
  });

  it('tells what was corrected, is less sure for it, and searches the words as they were typed when told', async () => {
    const corrected = await ask(['barbeque on pontons']);
    expect(corrected.metadata.corrections).toEqual([
      { term: 'barbeque', used: ['barbecues'] },
      { term: 'pontons', used: ['pontoons'] },
    ]);
    expect(corrected.confidence).toBeLessThan((await ask(['barbecues on pontoons'])).confidence ?? 0);
    expect(corrected.confidence).toBeLessThan(CONFIDENCE_HIGH);
    const typed = await ask(['barbeque on pontons'], { asTyped: true });
    expect(typed.metadata.corrections).toBeUndefined();
    expect(typed.abstained).toBe(true);
  });

  it.each([
    ['De quoi parlent ces documents ?', 'Je réponds d’après 10 documents :', '**Insurance** (page web)'],
    ['what can you help me with?', 'I answer from 10 documents:', '**Insurance** (web page)'],
  ])('says what the documents are: %s', async (question, leadIn, document) => {
    const answer = await ask([question]);
    expect(answer.abstained).toBe(false);
    expect(answer.content).toContain(leadIn);
    expect(answer.content).toContain(document);
    expect(answer.sources.length).toBeGreaterThan(0);
  });
});
