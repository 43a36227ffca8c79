import { describe, expect, it } from 'vitest';

import type { Language } from '#shared/contract/vocabulary.ts';
import type { ChatDelta, ChatRequest, GroundingPassage } from '../ports.ts';
import { createEmbeddedChat } from './embedded-chat.ts';

function passage(number: number, text: string, more: Partial<GroundingPassage> = {}): GroundingPassage {
  return { number, title: 'Guide', page: null, heading: null, text, context: '', byMeaning: false, ...more };
}

async function answer(question: string, language: Language, passages: readonly GroundingPassage[]) {
  const request: ChatRequest = {
    system: '',
    turns: [{ role: 'user', content: question }],
    grounding: { question, language, passages },
    maxOutputTokens: 500,
    temperature: 0,
    contextTokens: 4096,
  };
  const deltas: ChatDelta[] = [];
  for await (const delta of createEmbeddedChat().stream(request, { signal: new AbortController().signal })) {
    deltas.push(delta);
  }
  const text = deltas.map(delta => (delta.type === 'text' ? delta.text : '')).join('');
  return { deltas, text };
}

const LEAVE = passage(
  2,
  'Le règlement intérieur s’applique à tous. Chaque salarié a droit à 25 jours ouvrés de congés payés par an. Les demandes sont faites un mois à l’avance.',
);
const PARKING = passage(1, 'Le parking est ouvert de 7 h à 20 h. Il est réservé aux salariés.');

describe('embedded model', () => {
  it('prefers a sentence that tells something to a caption that repeats the question', async () => {
    const { text } = await answer('What color is a male mallard?', 'en', [
      passage(1, 'Male mallard.\n\nThe drake of this species has a glossy green head. Its female is brown.'),
    ]);
    expect(text).toContain('glossy green head');
    expect(text).not.toContain('“Male mallard');
    const yes = await answer('Is delivery free?', 'en', [
      passage(1, 'Delivery is free. Returns cost 5 euros.'),
    ]);
    expect(yes.text).toContain('Delivery is free.');
  });

  it('quotes the sentence that answers, word for word, with its source, in French', async () => {
    const { text, deltas } = await answer('Combien de jours de congés par an ?', 'fr', [PARKING, LEAVE]);
    expect(text).toContain(
      '«\u00a0Chaque salarié a droit à 25 jours ouvrés de congés payés par an.\u00a0» [2]',
    );
    expect(text).not.toContain('règlement intérieur');
    expect(text.startsWith('Voici ce que disent les documents')).toBe(true);
    expect(deltas.filter(delta => delta.type === 'text').length).toBeGreaterThan(1);
    expect(deltas.at(-1)).toMatchObject({ type: 'end', reason: 'stop', inputTokens: 0, outputTokens: 0 });
  });

  it('speaks the language of the question', async () => {
    const { text } = await answer('How long is the warranty?', 'en', [
      passage(1, 'Our office is in Lyon. The warranty of every product lasts two years. Returns are free.'),
    ]);
    expect(text).toContain('Here is what the documents say:');
    expect(text).toContain('“The warranty of every product lasts two years.” [1]');
  });

  it('quotes a list with what announces it, each item with its source', async () => {
    const { text } = await answer('Quels documents fournir pour l’inscription ?', 'fr', [
      passage(
        1,
        'Pour l’inscription, les documents à fournir sont :\n- une photo ;\n- un certificat médical.',
      ),
    ]);
    expect(text).toContain('«\u00a0Pour l’inscription, les documents à fournir sont :\u00a0» [1]');
    expect(text).toContain('- «\u00a0un certificat médical.\u00a0» [1]');
  });

  it('quotes a row of two columns as a name and its value', async () => {
    const { text } = await answer('Quel est le prix de la formule Premium ?', 'fr', [
      passage(1, '| Formule | Prix |\n|---|---|\n| Standard | 5 € |\n| Premium | 9 € |'),
    ]);
    expect(text).toContain('«\u00a0Premium\u00a0: 9 €\u00a0» [1]');
    expect(text).not.toContain('Standard');
  });

  it('names the columns of a wider row', async () => {
    const { text } = await answer('Quel est le prix de la formule Premium ?', 'fr', [
      passage(
        1,
        '| Formule | Prix | Durée |\n|---|---|---|\n| Standard | 5 € | un mois |\n| Premium | 9 € | un an |',
      ),
    ]);
    expect(text).toContain('«\u00a0Formule\u00a0: Premium · Prix\u00a0: 9 € · Durée\u00a0: un an\u00a0» [1]');
    expect(text).not.toContain('|');
  });

  it('quotes a whole table when the question is about its columns', async () => {
    const { text } = await answer('Quels sont les prix ?', 'fr', [
      passage(1, '| Formule | Prix |\n|---|---|\n| Standard | 5 € |\n| Premium | 9 € |'),
    ]);
    for (const row of ['Standard\u00a0: 5 €', 'Premium\u00a0: 9 €']) expect(text).toContain(row);
  });

  it('does not say the same thing twice', async () => {
    const same = 'Chaque salarié a droit à 25 jours ouvrés de congés payés par an.';
    const { text } = await answer('Combien de jours de congés ?', 'fr', [passage(1, same), passage(2, same)]);
    expect(text.split('25 jours')).toHaveLength(2);
  });

  it('adds the sentence a pronoun needs', async () => {
    const { text } = await answer('Le badge doit-il être rendu ?', 'fr', [
      passage(1, 'Le badge est remis le premier jour. Il doit être rendu au départ du salarié.'),
    ]);
    expect(text).toContain('Le badge est remis le premier jour. Il doit être rendu au départ du salarié.');
  });

  it('prefers an answer to another question', async () => {
    const { text } = await answer('Comment annuler une commande ?', 'fr', [
      passage(
        1,
        'Comment annuler une commande ? Une commande s’annule depuis le compte, avant son expédition.',
      ),
    ]);
    expect(text).toContain('Une commande s’annule depuis le compte, avant son expédition.');
  });

  it('cuts a very long sentence and shows it', async () => {
    const long = `Le contrat ${'précise encore un détail sans fin, '.repeat(40)}voilà.`;
    const { text } = await answer('Que précise le contrat ?', 'fr', [passage(1, long)]);
    expect(text).toContain('[…]');
    expect(text.split(' ').length).toBeLessThan(110);
  });

  it('quotes the beginning of the best passage when no word is shared, and says so when there is nothing', async () => {
    const foreign = await answer('How many vacation days?', 'en', [{ ...LEAVE, byMeaning: true }]);
    expect(foreign.text).toContain('“Le règlement intérieur s’applique à tous.” [2]');
    const nothing = await answer('Combien ?', 'fr', []);
    expect(nothing.text).toMatch(/^\[0\] .*ne répondent pas/u);
  });

  it('refuses what it cannot do, and ends with the signal', async () => {
    const request: ChatRequest = {
      system: 'Résume.',
      turns: [],
      grounding: null,
      maxOutputTokens: 10,
      temperature: 0,
      contextTokens: 100,
    };
    const model = createEmbeddedChat();
    const first = (signal: AbortSignal) => model.stream(request, { signal })[Symbol.asyncIterator]().next();
    await expect(first(new AbortController().signal)).rejects.toMatchObject({ code: 'model.not_chat' });
    await expect(first(AbortSignal.abort(new Error('parti')))).rejects.toThrow('parti');
  });

  it('survives odd passages', async () => {
    const odd = [
      '',
      '   \n\n',
      '||||',
      '....',
      '# ',
      '- ',
      ':\n- \n',
      '\u0000',
      '😀 😀',
      '|'.repeat(5000),
      'a. '.repeat(5000),
    ];
    for (const text of odd) expect((await answer('Quoi ?', 'fr', [passage(1, text)])).text).not.toBe('');
  });
});
