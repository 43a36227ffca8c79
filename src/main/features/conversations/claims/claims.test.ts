import { describe, expect, it } from 'vitest';
import { claimsIn } from './claims.ts';
import { evidenceOf } from './evidence.ts';

/** What a sentence says and a source does not. */
function unheld(sentence: string, source: string, withNames = true): string[] {
  const evidence = evidenceOf(source);
  return claimsIn(sentence, withNames)
    .filter(claim => !claim.isHeldBy(evidence))
    .map(({ start, end }) => sentence.slice(start, end));
}

describe('what a sentence says and its source does not hold', () => {
  it.each([
    ['Lunch lasts 90 minutes.', 'Lunch lasts 45 minutes.', ['90 minutes']],
    ['La pause dure quatre-vingt-dix minutes.', 'La pause dure 45 minutes.', ['quatre-vingt-dix minutes']],
    ['Le loyer est de 1 250 €.', 'Le loyer est de 1.200,00 €.', ['1 250 €']],
    ['Une remise de 15 %.', 'Une remise de 10 % pour 15 personnes.', ['15 %']],
    ['Ouvert le samedi.', 'Ouvert du lundi au vendredi.', ['samedi']],
    ['Avant le 12 avril 2024.', 'Avant le 12 mars 2024.', ['12 avril 2024']],
    ['Fermé à 19 h.', 'Fermé à 18 h.', ['19 h']],
    ['La pièce PPR-2286 est en bronze.', 'PPR-2285 : pièce en bronze.', ['PPR-2286']],
    ['Écrivez à contact@marina.example.', 'Écrivez à port@marina.example.', ['contact@marina.example']],
    ['Appelez le 01 23 45 67 80.', 'Tél. 01.23.45.67.89', ['01 23 45 67 80']],
    ['La présidente est Anna Keller.', 'La présidente est Ottilie Brandt.', ['Anna Keller']],
    ['Ottilie Braun parle allemand.', 'Ottilie Brandt parle allemand.', ['Ottilie Braun']],
    ['Elle habite à Lyon.', 'Elle habite à Nantes.', ['Lyon']],
    ['Au total, cela fait 90 euros.', '45 euros par jour, deux jours.', ['90 euros']],
  ])('%s', (sentence, source, expected) => {
    expect(unheld(sentence, source)).toEqual(expected);
  });

  it.each([
    ['1. Remplissez le formulaire.', 'Remplir le formulaire.'],
    ['Étape 2 : signez.', 'Il faut signer.'],
    ['- 3) Payez.', 'Il faut payer.'],
    ['Selon le passage 3, il faut payer.', 'Il faut payer.'],
    ['Les deux formules sont possibles.', 'La formule A et la formule B.'],
    ['Il y a trois formules :', 'A, B et C.'],
    ['Un jour suffit.', 'La durée est limitée.'],
    ['La pause dure 45 minutes.', 'La pause dure quarante-cinq minutes.'],
    ['The rent is $1,200.', 'Rent: 1200 USD'],
    ['Le 12 mars 2024 à 14 h 30.', 'March 12, 2024, 2:30 pm'],
    ['Sous 48 h.', 'Sous 48 heures.'],
    ['Mme Brandt répond.', 'Ottilie Brandt répond.'],
    ['Appelez le +33 1 23 45 67 89.', 'Tél. 01 23 45 67 89'],
    ['L’article L. 1234-9 du Code.', 'Code, art. L.1234-9'],
    ['La pièce ppr 2285 coûte 28,20 €.', '| PPR-2285 | 28.20 |'],
    ['Monsieur Élodie Müller.', 'MULLER Elodie'],
    ['Selon l’Article IV.', 'Article 4'],
    ['Depuis 2019, 20 h par semaine.', 'Depuis 2019 : 20 heures par semaine'],
    ['Le règlement du Port de Brest s’applique.', 'Port de Brest'],
    ['**Horaires** : de 9 h à 17 h.', 'Open from 9:00 to 5:00 pm'],
  ])('is nothing: %s', (sentence, source) => {
    expect(unheld(sentence, source)).toEqual([]);
  });

  it('leaves names alone where they may be written otherwise', () => {
    expect(unheld('She lives in London.', 'Elle habite à Londres.', false)).toEqual([]);
  });
});
