import { describe, expect, it } from 'vitest';
import { carryTermsOver, isFollowUp } from './follow-up.ts';

const history = [
  { role: 'user' as const, content: 'Combien de jours de congé pour un mariage ?' },
  { role: 'assistant' as const, content: 'Quatre jours ouvrés [1].' },
];

describe('isFollowUp', () => {
  it.each(['Et pour les enfants ?', 'Combien ?', 'Et si je suis à temps partiel ?', 'Elle est payée ?'])(
    '%s',
    question => {
      expect(isFollowUp(question, history, 'fr')).toBe(true);
    },
  );
  it.each([
    'Quels sont les horaires de la cantine du siège ?',
    'Comment demander un badge visiteur pour un client ?',
  ])('not %s', question => {
    expect(isFollowUp(question, history, 'fr')).toBe(false);
  });
  it('is never the first question', () => {
    expect(isFollowUp('Et pour les enfants ?', [], 'fr')).toBe(false);
  });
});

describe('carryTermsOver', () => {
  it('adds the informative words of the last question, once', () => {
    const carried = carryTermsOver('Et pour un mariage à l’étranger ?', history, 'fr');
    expect(carried).toBe('Et pour un mariage à l’étranger ? (jours, congé)');
    expect(carried.match(/mariage/g)).toHaveLength(1);
  });
});
