import { expect, it } from 'vitest';
import { matching } from './matching.ts';

const entries = [{ label: 'Modèles' }, { label: 'Ajouter un modèle' }, { label: 'Accueil' }];

it('ignores accents, case and order', () => {
  expect(matching('MODELE ajouter', entries)).toEqual([{ label: 'Ajouter un modèle' }]);
  expect(matching('modeles', entries)).toEqual([{ label: 'Modèles' }]);
});

it('keeps everything for an empty text', () => {
  expect(matching('  ', entries)).toHaveLength(3);
});
