import { describe, expect, it } from 'vitest';
import { addressKey, isEndless, isNeverRead, slashTwin } from './address.ts';

const at = (path: string): string => `https://example.org${path}`;

describe('addressKey', () => {
  it.each([
    ['/a#part', '/a'],
    ['/a?utm_source=x&b=2&gclid=1', '/a?b=2'],
    ['/a?b=2&a=1&b=1', '/a?a=1&b=1&b=2'],
    ['/a;jsessionid=0A1B?x=1', '/a?x=1'],
    ['/(S(abcdefghij0123456789abcd))/a.aspx', '/a.aspx'],
    ['/a?PHPSESSID=0123456789abcdef', '/a'],
    ['/a?sid=0123456789abcdef0123456789abcdef', '/a'],
    ['/a?sid=3', '/a?sid=3'],
    ['/%7Ejean/%c3%a9t%c3%a9', '/~jean/%C3%A9t%C3%A9'],
    ['/été', '/%C3%A9t%C3%A9'],
    ['/a/../b?', '/b'],
    ['/a?q=a+b&r=c%20d', '/a?q=a+b&r=c%20d'],
  ])('%s is %s', (written, key) => {
    expect(addressKey(at(written))).toBe(at(key));
  });

  it('is null for what is no address of a site', () => {
    for (const text of [
      'mailto:a@example.org',
      'https://user:pass@example.org/',
      'javascript:void 0',
      `https://example.org/${'a'.repeat(3_000)}`,
    ])
      expect(addressKey(text)).toBeNull();
  });

  it('knows the other spelling of a page, where there is one', () => {
    expect([slashTwin(at('/a')), slashTwin(at('/a/')), slashTwin(at('/a.html')), slashTwin(at('/'))]).toEqual(
      [at('/a/'), at('/a'), null, null],
    );
  });
});

describe('addresses that are not gone to', () => {
  it.each([
    '/logo.PNG',
    '/logout',
    '/?add-to-cart=12',
    '/w/index.php?title=A&action=edit',
    '/wp-admin/',
    '/doku.php?id=a&do=login',
  ])('%s is nothing to read', path => {
    expect(isNeverRead(new URL(at(path)))).toBe(true);
  });

  it.each([
    '/a',
    '/a.html',
    '/report.pdf',
    '/sitemap.xml.gz',
    '/index.php?action=show',
    '/blog/logout-explained',
  ])('%s may be read', path => {
    expect(isNeverRead(new URL(at(path)))).toBe(false);
  });

  it('have no end', () => {
    const now = new Date('2026-06-15T12:00:00Z');
    const endless = (path: string): boolean => isEndless(new URL(at(path)), now);
    expect(
      ['/a/b/a/b/a/b/a/b/a/b', '/agenda/2028-01/', '/cal?year=2031&month=4', '/agenda/1950/02/'].map(endless),
    ).toEqual([true, true, true, true]);
    expect(['/a/b/c', '/blog/2014/03/titre', '/agenda/2027-05/', '/tarifs-2026'].map(endless)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
