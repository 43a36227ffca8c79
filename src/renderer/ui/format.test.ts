import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';

const INSTANT = '2026-11-03T08:05:00.000Z';
const NOW = new Date('2026-11-25T09:00:00.000Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

describe.each(['fr', 'en'] as const)('times, dates and numbers in %s', language => {
  const format = createFormat(language);

  it('have no place where a line could end', () => {
    const shown = [
      format.ago(minutesAgo(0), NOW),
      format.ago(minutesAgo(3), NOW),
      format.ago(minutesAgo(60 * 24 * 3), NOW),
      format.ago(INSTANT, NOW),
      format.time(INSTANT),
      format.dateTime(INSTANT),
      format.date(INSTANT),
      format.day('2026-11-03'),
      format.days('2026-11-03', '2026-12-05'),
      format.duration(1_400),
      format.bytes(1_234_567),
      format.number(1_234_567),
      format.percent(0.5),
    ];
    expect(shown.filter(words => words.includes(' '))).toEqual([]);
  });

  it('are the days they are called, wherever on earth', () => {
    const shown = format.days('2026-11-01', '2026-11-30');
    expect([shown.includes('30'), /\bno/.test(shown.toLowerCase()), shown.includes('31')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(format.days('2026-12-01', '2026-12-01')).toBe(format.date('2026-12-01T12:00:00'));
  });

  it('may end a line between the date and the time of evidence, and there alone', () => {
    expect(format.exact(INSTANT).split(' ')).toHaveLength(2);
  });
});

it('the first of a month is called so in French, and no other day is', () => {
  const { date, days, day, dateTime, exact } = createFormat('fr');
  const shown = [
    date('2026-12-01T12:00:00'),
    day('2026-12-01'),
    days('2026-12-01', '2026-12-31'),
    days('2026-11-21', '2026-12-01'),
    dateTime('2026-12-01T11:01:00'),
    exact('2026-12-01T11:01:01'),
    date('2026-12-11T12:00:00'),
    day('2026-12-21'),
  ].map(words => words.replace(/\s/gu, ' '));
  expect(shown).toEqual([
    '1er décembre 2026',
    '1er déc.',
    '1er–31 décembre 2026',
    '21 novembre – 1er décembre 2026',
    '1er déc. 2026, 11:01',
    'mardi 1er décembre 2026 à 11:01:01',
    '11 décembre 2026',
    '21 déc.',
  ]);
  expect(createFormat('en').day('2026-12-01')).not.toContain('er');
});
