import { describe, expect, it } from 'vitest';
import { isQuiet } from './quiet-hours.ts';

const PARIS = 'Europe/Paris';
const night = { from: '22:00', until: '07:00' };
const quietAt = (instant: string, quiet = night, zone = PARIS) => isQuiet(new Date(instant), quiet, zone);

describe('quiet hours', () => {
  it('begin with their first minute and end before their last, over midnight', () => {
    expect(quietAt('2026-11-25T20:59:59Z')).toBe(false); // 21:59 in Paris
    expect(quietAt('2026-11-25T21:00:00Z')).toBe(true);
    expect(quietAt('2026-11-25T23:00:00Z')).toBe(true); // midnight
    expect(quietAt('2026-11-26T05:59:59Z')).toBe(true);
    expect(quietAt('2026-11-26T06:00:00Z')).toBe(false);
  });

  it('may lie within one day', () => {
    const noon = { from: '12:00', until: '14:00' };
    expect([10, 11, 12, 13].map(hour => quietAt(`2026-11-25T${hour}:00:00Z`, noon))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('go by the clock on the wall when it is set forward and back', () => {
    // In the night of 29 March the clock goes from two to three, in that of 25 October from three to two.
    expect(quietAt('2026-03-29T04:59:00Z')).toBe(true); // 06:59, summer
    expect(quietAt('2026-03-29T05:00:00Z')).toBe(false);
    expect(quietAt('2026-10-25T05:59:00Z')).toBe(true); // 06:59, winter
    expect(quietAt('2026-10-25T06:00:00Z')).toBe(false);
    // An end that does not exist on that day has passed once the clock went over it.
    expect(quietAt('2026-03-29T00:59:00Z', { from: '22:00', until: '02:30' })).toBe(true);
    expect(quietAt('2026-03-29T01:00:00Z', { from: '22:00', until: '02:30' })).toBe(false);
  });

  it('are those of the person’s own zone, or none', () => {
    expect(quietAt('2026-11-25T12:00:00Z', night, 'Asia/Tokyo')).toBe(false); // 21:00
    expect(quietAt('2026-11-25T13:00:00Z', night, 'Asia/Tokyo')).toBe(true);
    expect(isQuiet(new Date('2026-11-25T23:00:00Z'), null, PARIS)).toBe(false);
  });
});
