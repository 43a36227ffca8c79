import { describe, expect, it } from 'vitest';
import { checkCitations } from './citations.ts';

const passages = [
  {
    number: 1,
    text: 'Le salarié bénéficie de quatre jours ouvrés à l’occasion de son mariage. Un jour pour un enfant.',
  },
  { number: 2, text: 'La demande est adressée au responsable au moins quinze jours avant l’absence.' },
];

describe('checkCitations', () => {
  it('finds cited passages, alone or in lists', () => {
    const { cited } = checkCitations('Quatre jours ouvrés [1]. Prévenez avant [1, 2].', passages, 'fr');
    expect([...cited]).toEqual([1, 2]);
  });

  it('reports a citation of a passage that does not exist', () => {
    expect(checkCitations('Quatre jours [7].', passages, 'fr').unverified).toEqual(['[7]']);
  });

  it('accepts a quotation whatever its spacing, apostrophes and ellipses', () => {
    const answer = "« quatre jours  ouvrés à l'occasion … jour pour un enfant » [1].";
    const check = checkCitations(answer, passages, 'fr');
    expect(check.unverified).toEqual([]);
    const place = check.quoted.get(1);
    expect(passages[0]?.text.slice(place?.start, place?.end)).toBe(
      'quatre jours ouvrés à l’occasion de son mariage. Un jour pour un enfant',
    );
  });

  it('marks a quotation that no cited passage holds', () => {
    const { unverified } = checkCitations('« huit jours ouvrés pour un mariage » [1].', passages, 'fr');
    expect(unverified).toEqual(['huit jours ouvrés pour un mariage']);
  });

  it('counts as supported only sentences whose cited passage says so', () => {
    const half = checkCitations(
      'Quatre jours ouvrés pour un mariage [1]. La cantine ouvre à midi [2].',
      passages,
      'fr',
    );
    expect(half.support).toBe(0.5);
    expect(checkCitations('La cantine ouvre à midi.', passages, 'fr').support).toBe(0);
  });

  it('attaches a citation after the full stop to the sentence before it', () => {
    expect(checkCitations('Quatre jours ouvrés pour un mariage. [1]', passages, 'fr').support).toBe(1);
  });
});

it('takes each line of a list as a sentence and an announcing line as none', () => {
  const answer =
    'Voici ce que disent les documents :\n\n- « quatre jours ouvrés » [1]\n- « quinze jours avant » [2]';
  expect(checkCitations(answer, passages, 'fr').support).toBe(1);
});
