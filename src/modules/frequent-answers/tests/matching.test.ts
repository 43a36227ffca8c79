import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { detectLanguage } from '#main/language/detect.ts';
import { createMatcher } from '../main/matching.ts';

function matches(known: string, asked: string, synonyms: string[] = []): boolean {
  const usual = detectLanguage(known) ?? detectLanguage(asked) ?? 'fr';
  const matcher = createMatcher([{ id: 'known', question: known, synonyms }], usual);
  return matcher.match(asked, detectLanguage(asked) ?? usual) === 'known';
}

/** The same question, in nearly the same words. */
const SAME: readonly (readonly [known: string, asked: string])[] = [
  ['Quels sont vos horaires ?', 'quels sont vos horaires'],
  ['Quels sont vos horaires ?', 'QUELS SONT VOS HORAIRES???'],
  ['Quels sont vos horaires ?', 'Bonjour, quels sont vos horaires s’il vous plaît ?'],
  ['Quels sont vos horaires ?', 'Quels sont les horaires ?'],
  ['Quels sont les horaires de la mairie ?', 'horaires mairie'],
  ['Quels sont les horaires de la mairie ?', 'Je voudrais savoir les horaires de la mairie, merci'],
  ['Quels sont les horaires de la bibliothèque ?', 'Quels sont les horaires de la bibliotheque'],
  ['Quels sont les horaires de la bibliothèque ?', 'Quels sont les horaires de la bibliothéqe ?'],
  ['Quand ouvre la piscine ?', 'La piscine ouvre quand ?'],
  ['La piscine est-elle ouverte le lundi ?', 'Est-ce que la piscine est ouverte le lundi ?'],
  ['Peut-on payer par carte ?', 'Puis-je payer par carte ?'],
  ['Combien coûte une carte de bus ?', 'combien coute la carte de bus'],
  ['Quel est le délai pour 1 000 € ?', 'quel est le délai pour 1000 €'],
  ['À quelle heure ouvrez-vous à 14h30 ?', 'à quelle heure ouvrez vous à 14 h 30'],
  ['What are your opening hours?', 'what are the opening hours'],
  ['What are your opening hours?', 'Hello, could you tell me your opening hours please?'],
  ['How much does a bus card cost?', 'how much do bus cards cost'],
  ['Can I pay by card?', 'can I pay by card please'],
  ['When does the swimming pool open?', 'when does the swiming pool open'],
  ['Do I have to book?', 'must I book?'],
];

/** Nearly the same words, and another question. */
const OTHER: readonly (readonly [known: string, asked: string, why: string])[] = [
  ['Quels sont les horaires du 1er mai ?', 'Quels sont les horaires du 8 mai ?', 'a date'],
  ['Quels sont les tarifs 2025 ?', 'Quels sont les tarifs 2026 ?', 'a year'],
  ['Quel est le prix pour 2 enfants ?', 'Quel est le prix pour 3 enfants ?', 'a figure'],
  ['Quel est le prix pour deux enfants ?', 'Quel est le prix pour trois enfants ?', 'a figure in words'],
  ['Quel est le taux de 1,5 % ?', 'Quel est le taux de 15 % ?', 'a decimal'],
  ['Faut-il 1 000 € ?', 'Faut-il 10 000 € ?', 'thousands'],
  ['Puis-je payer par carte ?', 'Puis-je ne pas payer par carte ?', 'a negation'],
  ['Peut-on entrer avec un chien ?', 'Peut-on entrer sans chien ?', 'with or without'],
  ['Où se trouve la mairie ?', 'Quand ouvre la mairie ?', 'where or when'],
  ['Comment payer la cantine ?', 'Pourquoi payer la cantine ?', 'how or why'],
  ['Combien de temps faut-il ?', 'Combien faut-il ?', 'how long or how much'],
  ['Quand et où a lieu le marché ?', 'Quand a lieu le marché ?', 'two questions'],
  [
    'Quel est le prix du train de Paris à Lyon ?',
    'Quel est le prix du train de Lyon à Paris ?',
    'a direction',
  ],
  ['Quel prix de Paris à Lyon ?', 'Quel prix de Lyon à Paris ?', 'a direction, two words'],
  ['Le maire peut-il remplacer l’adjoint ?', 'L’adjoint peut-il remplacer le maire ?', 'who does it'],
  ['Quels sont les horaires de Saint-Denis ?', 'Quels sont les horaires de Saint-Aubin ?', 'a place'],
  ['Qui est Mme Martin ?', 'Qui est Mme Marin ?', 'a name'],
  ['Comment joindre M. Dupont ?', 'Comment joindre M. Dupond ?', 'a name by one letter'],
  ['Quelle est votre adresse ?', 'Quelle est mon adresse ?', 'whose'],
  ['Pouvez-vous annuler ma commande ?', 'Puis-je annuler votre commande ?', 'who'],
  ['Puis-je payer en ligne ?', 'Dois-je payer en ligne ?', 'may or must'],
  ['Que faire avant le départ ?', 'Que faire après le départ ?', 'before or after'],
  ['Où est la poste ?', 'Où est la porte ?', 'a known word by one letter'],
  ['Quand ouvre la piscine ?', 'Quand ferme la piscine ?', 'the contrary'],
  ['Quels sont les horaires ?', 'Quels sont les horaires du dimanche ?', 'narrower'],
  ['Quels sont les horaires du dimanche ?', 'Quels sont les horaires ?', 'wider'],
  ['Où est l’université ?', 'Où est l’univers ?', 'another word of the family'],
  ['What are the fees for 2 children?', 'What are the fees for 3 children?', 'a figure'],
  ['Can I pay by card?', 'Can I not pay by card?', 'a negation'],
  ['Can I pay by card?', "Can't I pay by card?", 'a contracted negation'],
  ['Can I pay by card?', 'Must I pay by card?', 'may or must'],
  ['How long does it take?', 'How much does it take?', 'how long or how much'],
  ['Where is the office?', 'Who is the office?', 'where or who'],
  ['What is your address?', 'What is my address?', 'whose'],
  ['How do I get from York to Leeds?', 'How do I get from Leeds to York?', 'a direction'],
  ['Is the pool open before noon?', 'Is the pool open after noon?', 'before or after'],
  ['Opening hours on 1 May', 'Opening hours on 8 May', 'a date'],
  ['Is entry free with a dog?', 'Is entry free without a dog?', 'with or without'],
];

describe('a frequent answer', () => {
  it.each(SAME)('to « %s » is given to « %s »', (known, asked) => {
    expect(matches(known, asked)).toBe(true);
  });

  it.each(OTHER)('to « %s » is kept from « %s »: %s', (known, asked) => {
    expect(matches(known, asked)).toBe(false);
    expect(matches(asked, known)).toBe(false);
  });

  it('is given to other wordings that the office named', () => {
    expect(matches('Quels sont vos horaires ?', 'Vous ouvrez quand ?', ['Quand ouvrez-vous ?'])).toBe(true);
  });

  it('is given when a word means the same, as the office said', () => {
    const known = 'Quels sont les tarifs de la cantine ?';
    expect(matches(known, 'Quels sont les prix de la cantine ?')).toBe(false);
    expect(matches(known, 'Quels sont les prix de la cantine ?', ['tarif = prix = coût'])).toBe(true);
    expect(matches(known, 'Quels sont les horaires de la cantine ?', ['tarif = prix'])).toBe(false);
  });

  it('is none when two fit', () => {
    const known = [
      { id: 'one', question: 'Les horaires de la mairie', synonyms: [] },
      { id: 'two', question: 'Quels sont les horaires de la mairie ?', synonyms: [] },
    ];
    const matcher = createMatcher(known, 'fr');
    expect(matcher.match('horaires mairie', 'fr')).toBeNull();
    expect(matcher.match('Les horaires de la mairie ?', 'fr')).toBe('one');
  });

  it('is found within a millisecond or two among as many as there may be', () => {
    const known = Array.from({ length: 2_000 }, (_, at) => ({
      id: String(at),
      question: `Quels sont les horaires de la piscine numéro ${at} le dimanche ?`,
      synonyms: ['tarif = prix'],
    }));
    const matcher = createMatcher(known, 'fr');
    expect(matcher.match('horaires de la piscine numero 1234 dimanche', 'fr')).toBe('1234');
    const times = Array.from({ length: 50 }, (_, at) => {
      const start = performance.now();
      matcher.match(`Quels sont les tarrifs de la piscine numéro ${at} le dimanche ?`, 'fr');
      return performance.now() - start;
    }).toSorted((a, b) => a - b);
    expect(times[25]).toBeLessThan(4); // measured .1 to 2 on two busy cores
  });
});
