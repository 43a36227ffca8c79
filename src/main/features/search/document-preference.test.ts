import { expect, it } from 'vitest';
import { preferNamed } from './document-preference.ts';

const FORM =
  'Tarif des emplacements du port pour les bateaux de passage, payable à la capitainerie avant le départ.';

const passage = (documentId: string, text: string, score: number) => ({
  documentId,
  text,
  score,
  relevant: true,
  context: '',
});
const identities = (titles: Record<string, string>) => () =>
  new Map(Object.entries(titles).map(([id, title]) => [id, { title, fileName: `${id}.pdf`, opening: '' }]));
const ids = (passages: readonly { documentId: string }[]) => passages.map(({ documentId }) => documentId);

it('of like documents, the one that carries the year takes their best place; others stay where they are', () => {
  const found = [
    passage('letter', 'Une lettre sur les bateaux de plaisance et leurs assurances.', 9),
    passage('old', FORM, 8),
    passage('note', 'Une note de service sur les horaires de la capitainerie.', 7),
    passage('new', FORM, 6),
  ];
  const titles = { letter: 'Lettre', old: 'Tarifs 2024', note: 'Note', new: 'Tarifs 2026' };
  const after = preferNamed('Quels tarifs en 2026 ?', found, identities(titles));
  expect(ids(after)).toEqual(['letter', 'new', 'note', 'old']);
  expect(after.map(({ score }) => score)).toEqual([9, 8, 7, 6]);
  expect(after.map(({ relevant }) => relevant)).toEqual([true, true, true, false]);
});

it('a name that some like documents carry puts none of them before one of another kind', () => {
  const found = [
    passage('answer', 'Le règlement européen protège les données des personnes.', 9),
    passage('one', `${FORM} RGPD`, 8),
    passage('other', FORM, 7),
  ];
  const titles = { answer: 'Réponse', one: 'RGPD', other: 'Autre' };
  expect(ids(preferNamed('Que dit le RGPD ?', found, identities(titles)))).toEqual([
    'answer',
    'one',
    'other',
  ]);
});
