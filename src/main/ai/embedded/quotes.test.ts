import { describe, expect, it } from 'vitest';
import type { GroundingPassage } from '../ports.ts';
import { quotesFrom } from './quotes.ts';

const passage = (number: number, text: string, more: Partial<GroundingPassage> = {}): GroundingPassage => ({
  number,
  title: 'Règlement',
  page: null,
  heading: null,
  text,
  context: '',
  byMeaning: false,
  ...more,
});
const ask = (question: string, ...passages: GroundingPassage[]) =>
  quotesFrom({ question, language: 'fr', passages });

const TABLE = [
  '| Congé | Durée |',
  '| Mariage du salarié | 4 jours |',
  '| Naissance | 3 jours |',
  '| Décès d’un parent | 5 jours |',
].join('\n');

describe('what documents say by themselves', () => {
  it('is a sentence word for word, where it stands in its passage', () => {
    const text = 'Le bureau ouvre à neuf heures. Le badge perdu se signale à l’accueil le jour même.';
    const [quote] = ask('Où signaler un badge perdu ?', passage(4, text));
    expect(quote).toMatchObject({ passage: 4, header: null });
    expect(quote?.text).toBe('Le badge perdu se signale à l’accueil le jour même.');
    expect(quote?.spans.map(({ start, end }) => text.slice(start, end))).toEqual([quote?.text]);
  });

  it('is a row as it reads, with the row that names its columns', () => {
    const [quote] = ask('Combien de jours pour le mariage du salarié ?', passage(1, TABLE));
    expect(quote?.text).toBe('Mariage du salarié\u00a0: 4 jours');
    expect(quote?.header).toContain('Durée');
    expect(quote?.spans.map(({ start, end }) => TABLE.slice(start, end))).toEqual([
      '| Mariage du salarié | 4 jours |',
    ]);
  });

  it('is nothing where no sentence is likely the answer, also of what was found by its meaning', () => {
    const text = 'Le bureau ouvre à neuf heures et ferme à dix-huit heures.';
    expect(ask('Quelle prime pour un brevet déposé à l’étranger ?', passage(1, text))).toEqual([]);
    expect(
      ask('Quelle prime pour un brevet déposé à l’étranger ?', passage(1, text, { byMeaning: true })),
    ).toEqual([]);
    expect(ask('What is the notice period?', passage(1, text, { byMeaning: true }))).toEqual([]);
  });
});
