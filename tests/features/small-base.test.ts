import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '#shared/contract/messages.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';

const DELIVERY = `Conditions de livraison

Les meubles sont livrés sous quinze jours ouvrés après la commande. La livraison est gratuite à partir de 300 euros d'achat.

Le client dispose de quatorze jours pour retourner un article dans son emballage d'origine. Les frais de retour sont à sa charge.

La garantie couvre les défauts de fabrication pendant deux ans.`;

const HOUSE = `House rules

Guests may check in from 4 pm and must leave before 11 am. A late departure costs 20 pounds.

Pets are welcome in the garden rooms. Breakfast is served between 7 and 10 in the conservatory.

The deposit of 150 pounds is returned within five working days.`;

/** One short document is what most people try first. */
describe('a chatbot with one document', () => {
  let foyer: TemporaryApp;
  const bots: Record<string, string> = {};

  beforeAll(async () => {
    foyer = await startTemporaryApp();
    for (const [name, language, text] of [
      ['livraison', 'fr', DELIVERY],
      ['house', 'en', HOUSE],
    ] as const) {
      const { id } = await foyer.client.chatbots.create({ name, language });
      const path = join(foyer.dataFolder, `${name}.txt`);
      await writeFile(path, text);
      await foyer.client.documents.addPaths({ chatbotId: id, paths: [path] });
      await untilRead(foyer.client, id);
      bots[name] = id;
    }
  });
  afterAll(() => foyer.close());

  async function ask(bot: string, message: string): Promise<Message> {
    for await (const event of await foyer.client.conversations.chat({
      chatbotId: bots[bot] ?? '',
      message,
    })) {
      if (event.type === 'finished') return event.message;
    }
    throw new Error('No answer');
  }

  it.each([
    ['livraison', 'Combien de temps prend la livraison des meubles ?', 'quinze jours'],
    ['livraison', 'Quel est le délai pour retourner un article ?', 'quatorze jours'],
    ['livraison', 'La livraison est-elle gratuite ?', '300 euros'],
    ['livraison', 'combien de temps dure la garanti', 'deux ans'],
    ['livraison', 'Combien de temps dure la garantie ?', 'deux ans'],
    ['livraison', 'Qui paie les frais de retour ?', 'à sa charge'],
    ['house', 'When can I check in?', '4 pm'],
    ['house', 'Are pets allowed?', 'Pets are welcome'],
    ['house', 'What time is breakfast?', 'between 7 and 10'],
    ['house', 'How long does the return of the deposit take?', 'five working days'],
    ['house', 'When do I get my deposit back?', 'five working days'],
  ])('%s: %s', async (bot, question, expected) => {
    const answer = await ask(bot, question);
    expect(answer.abstained).toBe(false);
    expect(answer.content).toContain(expected);
    expect(answer.sources.length).toBeGreaterThan(0);
  });

  it('takes no word of another language for a slip', async () => {
    const path = join(foyer.dataFolder, 'awards.txt');
    await writeFile(
      path,
      'The awards are given in Canada every year, and the winners receive cards with their names on them.',
    );
    const { id } = await foyer.client.chatbots.create({ name: 'awards', language: 'fr' });
    bots['awards'] = id;
    await foyer.client.documents.addPaths({ chatbotId: id, paths: [path] });
    await untilRead(foyer.client, id);
    expect((await ask('awards', 'Où vivent les canards ?')).abstained).toBe(true);
    expect((await ask('awards', 'Where are the awrads given?')).content).toContain('in Canada');
  });

  it.each([
    ['livraison', 'Quelle est la capitale de la Mongolie ?'],
    ['livraison', 'Comment cuire un œuf à la coque ?'],
    ['livraison', 'Qui a gagné la coupe du monde de football ?'],
    ['house', 'Who wrote Hamlet?'],
    ['house', 'How do I change a bicycle tyre?'],
    ['house', 'What is the boiling point of water?'],
  ])('%s does not answer: %s', async (bot, question) => {
    const answer = await ask(bot, question);
    expect(answer.abstained).toBe(true);
    expect(answer.sources).toEqual([]);
  });
});
