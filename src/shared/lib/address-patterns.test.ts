import { describe, expect, it } from 'vitest';
import { addressMatcher } from './address-patterns.ts';

const fits = (pattern: string, path: string): boolean =>
  addressMatcher([pattern])(new URL(path, 'https://example.org'));

describe('addressMatcher', () => {
  it.each([
    ['/docs', '/docs'],
    ['/docs', '/docs/a/b.html'],
    ['/docs/', '/docs/a'],
    ['/docs/**', '/docs'],
    ['/docs/**', '/docs/a/b'],
    ['/docs/*/notes', '/docs/a/notes'],
    ['/**/notes', '/docs/a/b/notes/1'],
    ['*.pdf', '/files/a/report.pdf'],
    ['private', '/a/private/b'],
    ['/été/*', '/%C3%A9t%C3%A9/plage'],
    ['/list?page=*', '/list?page=2'],
    ['https://example.org/docs/**', '/docs/a'],
    ['/a.b+c', '/a.b+c'],
  ])('%s fits %s', (pattern, path) => {
    expect(fits(pattern, path)).toBe(true);
  });

  it.each([
    ['/docs', '/documents'],
    ['/docs', '/en/docs'],
    ['/docs/*/notes', '/docs/a/b/notes'],
    ['*.pdf', '/report.pdfx'],
    ['private', '/privateer'],
    ['/list?page=*', '/list'],
    ['https://example.org/docs', 'https://other.example/docs'],
    ['/a.b', '/axb'],
  ])('%s does not fit %s', (pattern, path) => {
    expect(fits(pattern, path)).toBe(false);
  });

  it('fits nothing without a pattern', () => {
    expect(addressMatcher([])(new URL('https://example.org/'))).toBe(false);
  });

  it('reads a pattern of many stars in time', () => {
    const startedAt = performance.now();
    expect(fits('/**a**a**a**a**a**a**a**a**a**a**a**b'.repeat(8), `/${'a'.repeat(1_900)}`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
