import { describe, expect, it } from 'vitest';
import { passageAround } from './visitor-views.ts';

describe('what stands around a passage', () => {
  it('is all there is near the ends of a text', () => {
    expect(passageAround('avant passage après', 6, 13)).toEqual({ before: 'avant ', after: ' après' });
  });

  it('is cut at words elsewhere', () => {
    const words = 'mot '.repeat(400);
    const { before, after } = passageAround(words, 801, 804);
    expect(before.startsWith('… mot ')).toBe(true);
    expect(after.endsWith('mot …')).toBe(true);
    expect(before.length).toBeLessThan(605);
    expect(after.length).toBeLessThan(605);
  });
});
