import { describe, expect, it } from 'vitest';
import { figuresIn } from './figures.ts';
import { holdsMoment, knownMomentsIn, momentsIn } from './moments.ts';

function holds(source: string, said: string): boolean {
  const [wanted] = momentsIn(said);
  if (wanted === undefined) throw new Error(`No moment in ${said}`);
  const numbers = new Set(figuresIn(source).flatMap(({ values }) => values));
  return holdsMoment(knownMomentsIn(source), numbers, wanted);
}

describe('a day, a time or a day of the week that a source names', () => {
  it.each([
    ['le 12 mars 2024', '12/03/2024', true],
    ['le 12 mars 2024', 'March 12, 2024', true],
    ['le 12 mars 2024', '12 March', true],
    ['le 12 mars 2024', '2024-03-12', true],
    ['le 12 mars 2024', '13 mars 2024', false],
    ['le 12 mars 2024', '12 mars 2023', false],
    ['le 12 mars 2024', '12 avril 2024', false],
    ['Bilan 2024. Le 12 mars', '12 mars 2024', true],
    ['03/12/2024', 'le 12 mars 2024', true],
    ['12.03.24', 'le 12 mars 2024', true],
    ['du 12 au 15 mars', '12 mars', true],
    ['le 1er mai', 'May 1st', true],
    ['avant le 31/12', '31 décembre', true],
    ['en septembre 2025', 'in September 2025', true],
    ['in March', 'en mars', true],
    ['in March', 'en avril', false],
    ['ouvert à 14h30', '2:30 p.m.', true],
    ['ouvert à 14 h', '14:00', true],
    ['open from 9 to 17', '9:00', true],
    ['ouvert à 9 h', '9:30', false],
    ['à midi', '12:00', true],
    ['lundi au vendredi', 'Wednesday', true],
    ['lundi au vendredi', 'le samedi', false],
    ['tous les jours', 'dimanche', true],
    ['fermé le mardi', 'closed on Tuesdays', true],
    ['le week-end', 'samedi', true],
  ])('%s / %s: %s', (source, said, held) => {
    expect(holds(source, said)).toBe(held);
  });

  it('are not seen in ratios, versions and verbs', () => {
    for (const text of ['You may leave.', 'version 3.5.1', 'la planète Mars', '24/7', 'ratio 1:200'])
      expect(
        momentsIn(text).filter(({ kind }) => kind === 'day' || kind === 'weekday'),
        text,
      ).toEqual([]);
  });
});
