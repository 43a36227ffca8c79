import { expect, it } from 'vitest';
import { lastDays } from './days.ts';

it('begins days where clocks of the place do', () => {
  expect(lastDays(new Date('2026-11-25T23:30:00Z'), 2, 'Europe/Paris')).toEqual([
    { day: '2026-11-25', start: '2026-11-24T23:00:00.000Z' },
    { day: '2026-11-26', start: '2026-11-25T23:00:00.000Z' },
    { day: '2026-11-27', start: '2026-11-26T23:00:00.000Z' },
  ]);
  expect(lastDays(new Date('2026-11-25T23:30:00Z'), 1, 'America/Los_Angeles')[0]).toEqual({
    day: '2026-11-25',
    start: '2026-11-25T08:00:00.000Z',
  });
  expect(lastDays(new Date('2026-11-25T23:30:00Z'), 1, 'Pacific/Kiritimati')[0]?.day).toBe('2026-11-26');
});

it('knows days of 23 and of 25 hours', () => {
  const starts = (now: string) => lastDays(new Date(now), 2, 'Europe/Paris').map(({ start }) => start);
  expect(starts('2026-03-29T12:00:00Z')).toEqual([
    '2026-03-27T23:00:00.000Z',
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
  ]);
  expect(starts('2026-10-25T12:00:00Z')).toEqual([
    '2026-10-23T22:00:00.000Z',
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
  ]);
});
