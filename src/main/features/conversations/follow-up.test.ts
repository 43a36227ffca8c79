import { describe, expect, it } from 'vitest';
import { carryTermsOver, isFollowUp, saidBefore, standaloneWordings } from './follow-up.ts';

const asked = (...questions: string[]) =>
  questions.flatMap(content => [
    { role: 'user' as const, content },
    { role: 'assistant' as const, content: `Réponse à « ${content} » [1].` },
  ]);
const history = asked('Combien de jours de congé pour un mariage ?');

describe('isFollowUp', () => {
  it.each([
    ['Et pour les enfants ?', 'fr'],
    ['Combien ?', 'fr'],
    ['Et si je suis à temps partiel ?', 'fr'],
    ['Elle est payée ?', 'fr'],
    ['Où non ?', 'fr'],
    ['Y en a-t-il d’autres ?', 'fr'],
    ['Son numéro ?', 'fr'],
    ['Lesquels ?', 'fr'],
    ['Where not?', 'en'],
    ['Are there any others?', 'en'],
    ['What languages does she speak?', 'en'],
    ['What else?', 'en'],
    ['Which one is cheaper?', 'en'],
    ['And her extension?', 'en'],
  ] as const)('%s', (question, language) => {
    expect(isFollowUp(question, history, language)).toBe(true);
  });
  it.each([
    ['Quels sont les horaires de la cantine du siège ?', 'fr'],
    ['Comment demander un badge visiteur pour un client ?', 'fr'],
    ['Où se trouve la salle de réunion ?', 'fr'],
    ['Are dogs allowed on the quays?', 'en'],
    ['Who keeps the accounts?', 'en'],
  ] as const)('not %s', (question, language) => {
    expect(isFollowUp(question, history, language)).toBe(false);
  });
  it('is never the first question', () => {
    expect(isFollowUp('Et pour les enfants ?', [], 'fr')).toBe(false);
  });
});

describe('carryTermsOver', () => {
  it('adds the informative words of the question before, once', () => {
    const carried = carryTermsOver('Et pour un mariage à l’étranger ?', history[0]?.content ?? '', 'fr');
    expect(carried).toBe('Et pour un mariage à l’étranger ? (jours, congé)');
    expect(carried.match(/mariage/g)).toHaveLength(1);
  });

  it('lets a year or a name take the place of the one before', () => {
    expect(carryTermsOver('And in 2023?', 'What is the winter storage fee in 2024?', 'en')).toBe(
      'And in 2023? (winter, storage, fee)',
    );
    expect(carryTermsOver('And Marek Dolny?', 'What is the extension of Ottilie Brandt?', 'en')).toBe(
      'And Marek Dolny? (extension)',
    );
  });

  it('reads the question before in its own language', () => {
    expect(carryTermsOver('Et en 2023 ?', 'What is the winter storage fee in 2024?', 'fr')).toBe(
      'Et en 2023 ? (winter, storage, fee)',
    );
  });

  it('carries no word that only asks for more', () => {
    expect(carryTermsOver('Are there any others?', 'What discounts are there?', 'en')).toBe(
      'Are there any others? (discounts)',
    );
  });
});

describe('standaloneWordings', () => {
  it('goes back to the last question that stood alone, and offers the others', () => {
    const turns = asked('Who is Ottilie Brandt?', 'What languages does she speak?');
    expect(standaloneWordings('And her extension?', turns, 'en')).toEqual([
      'And her extension? (Ottilie, Brandt)',
      'And her extension? (languages, speak)',
      'And her extension?',
    ]);
  });
});

describe('saidBefore', () => {
  it('is the last answer, when the question asks for others', () => {
    expect(saidBefore('Y en a-t-il d’autres ?', history)).toBe(history[1]?.content);
    expect(saidBefore('Are there any others?', history)).toBe(history[1]?.content);
    expect(saidBefore('Et pour les enfants ?', history)).toBeUndefined();
  });
});
