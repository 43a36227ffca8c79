import { describe, expect, it } from 'vitest';
import { askedKind } from './asked-kind.ts';
import { asksForNegative, asksYesOrNo, isNegative } from './polarity.ts';

describe('askedKind', () => {
  it.each([
    [
      'Qui tient la comptabilité ?',
      'person',
      'C’est Inès Duarte qui s’en charge.',
      'Les comptes sont publics.',
    ],
    [
      'Who is the president of the marina?',
      'person',
      'It is led by Marek Dolny.',
      'The marina listens on VHF channel 12.',
    ],
    ['Combien coûte un badge ?', 'money', 'Il est facturé 12,50 €.', 'Il est remis le premier jour.'],
    ['What does part PPR-2285 cost?', 'money', 'It costs 28.20 euros.', 'Part PPR-2285 is a bronze padeye.'],
    ['Combien de salariés ?', 'count', 'Ils sont quarante.', 'Ils sont nombreux.'],
    ['How many boats are there?', 'count', 'There are 22 of them.', 'There are some.'],
    ['Quand a lieu la réunion ?', 'date', 'Le 14 juin 2024.', 'Dans la grande salle.'],
    ['When is the next assembly?', 'date', 'On Friday 13 December.', 'In the hall.'],
    ['À quelle heure ouvre le bureau ?', 'hours', 'De 9 h à 18 h.', 'Du lundi au vendredi.'],
    ['What are the opening hours?', 'hours', 'From 9:00 to 12:30.', 'It is closed on Sundays.'],
    ['Quels jours le bureau est-il fermé ?', 'days', 'Il est fermé le dimanche.', 'Il est fermé à midi.'],
    ['Which days is it open?', 'days', 'Tuesday to Saturday.', 'From nine to five.'],
    ['Combien de temps dure la garantie ?', 'duration', 'Elle dure deux ans.', 'Elle couvre les défauts.'],
    ['How long is the warranty?', 'duration', 'It lasts 24 months.', 'It covers defects.'],
    ['Où se trouve l’imprimante ?', 'place', 'Dans le couloir.', 'Elle imprime vite.'],
    ['Where is the printer?', 'place', 'It is in the corridor.', 'It prints fast.'],
    ['Quelles langues parle-t-elle ?', 'language', 'Elle parle allemand.', 'Elle parle vite.'],
    ['What colour is the hull?', 'colour', 'It is dark blue.', 'It is new.'],
    ['Pourquoi la grue est-elle arrêtée ?', 'reason', 'Parce que le vent est fort.', 'Depuis lundi matin.'],
    ['Qu’est-ce qu’un RTT ?', 'definition', 'C’est un jour de repos.', 'Onze jours par an.'],
  ] as const)('%s', (question, name, holds, lacks) => {
    const kind = askedKind(question);
    expect(kind?.name).toBe(name);
    expect(kind?.holds(holds)).toBe(true);
    expect(kind?.holds(lacks)).toBe(false);
  });

  it.each([
    'Quels documents fournir pour l’inscription ?',
    'What dynasty ruled China when Marco Polo arrived?',
    'parental leave',
    'Décrivez la procédure.',
  ])('shows in no word of: %s', question => {
    expect(askedKind(question)).toBeNull();
  });
});

describe('polarity', () => {
  it.each([
    'Where not?',
    'What is not allowed?',
    'Où n’est-il pas permis de fumer ?',
    'Which days is it closed?',
    'Qu’est-ce qui est interdit ?',
  ])('asks for what is not: %s', question => expect(asksForNegative(question)).toBe(true));
  it.each(['Are dogs allowed?', 'Quand le bureau est-il ouvert ?', 'Is it open on Mondays?'])(
    'does not: %s',
    question => expect(asksForNegative(question)).toBe(false),
  );
  it.each([
    ['Dogs are not allowed in the showers.', true],
    ['Barbecues are forbidden on the pontoons.', true],
    ['Il n’est pas ouvert aux agents.', true],
    ['Dogs are allowed on the quays.', false],
    ['Le bureau est ouvert.', false],
  ])('%s: %s', (text, negative) => expect(isNegative(text)).toBe(negative));

  it.each([
    ['Are dogs allowed?', true],
    ['Le télétravail est-il possible ?', true],
    ['Peut-on fumer ?', true],
    ['Est-ce que la livraison est gratuite ?', true],
    ['Where are dogs allowed?', false],
    ['Combien coûte-t-il ?', false],
    ['What color is a male mallard?', false],
  ])('yes or no: %s %s', (question, answer) => expect(asksYesOrNo(question)).toBe(answer));
});
