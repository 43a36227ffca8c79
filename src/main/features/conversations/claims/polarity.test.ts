import { describe, expect, it } from 'vitest';
import { contradicts, isNegative } from './polarity.ts';

describe('saying no', () => {
  it.each([
    ['Les chiens ne sont pas admis.', true],
    ['Les chiens sont admis.', false],
    ['Les barbecues sont interdits sur les pontons.', true],
    ['Il n’est pas interdit de fumer.', false],
    ['Aucun frais n’est dû.', true],
    ['Il ne reste plus de place.', true],
    ['Plus de 12 jours.', false],
    ['Le dossier n’est admis que complet.', false],
    ['Non seulement cela.', false],
    ['Dogs aren’t allowed.', true],
    ['Dogs are never allowed.', true],
    ['No fee is charged.', true],
    ['No later than Friday.', false],
    ['Not only dogs.', false],
    ['Yes, it is allowed.', false],
    ['No, it is allowed.', false],
    ['Smoking is forbidden.', true],
    ['Write to no. 5.', false],
  ])('%s %s', (text, negative) => {
    expect(isNegative(text)).toBe(negative);
  });
});

describe('a sentence that contradicts its source', () => {
  it.each([
    ['Dogs are allowed on the pontoons.', 'Dogs are not allowed on the pontoons.', true],
    ['Dogs are allowed on the pontoons.', 'Dogs are forbidden on the pontoons.', true],
    ['Les barbecues sont autorisés sur les pontons.', 'Les barbecues sont interdits sur les pontons.', true],
    ['Le badge n’est pas remboursé.', 'Le badge est remboursé.', true],
    ['Yes, dogs are allowed on the beach.', 'Dogs are never allowed on the beach.', true],
    ['The deposit is returned.', 'The deposit is not returned.', true],
    ['La caution n’est jamais rendue.', 'La caution est rendue.', true],
    ['Dogs are not allowed.', 'Dogs are allowed, but not in the showers.', true],
    ['Les visites se font sans réservation.', 'Les visites se font avec réservation.', true],
    ['The pool is used with a cap.', 'The pool is used without a cap.', true],
    // No contradiction
    ['No, dogs are forbidden on the pontoons.', 'Dogs are not allowed on the pontoons.', false],
    ['Dogs are allowed.', 'Dogs are allowed, but not in the showers.', false],
    ['Dogs are not allowed in the showers.', 'Dogs are allowed, but not in the showers.', false],
    ['Dogs are allowed on a leash.', 'Dogs are not allowed unless on a leash.', false],
    [
      'Le télétravail n’est pas possible le vendredi.',
      'Le télétravail est possible, sauf le vendredi.',
      false,
    ],
    ['Le stationnement est gratuit.', 'Le stationnement est gratuit sans limite de durée.', false],
    ['Le dépôt est rendu.', 'La clé n’est pas remplacée.', false],
    ['Le salarié prévient l’accueil.', 'Le salarié prévient l’accueil au plus tard à 9 h.', false],
  ])('%s / %s: %s', (answer, source, wrong) => {
    expect(contradicts(answer, source)).toBe(wrong);
  });
});
