import { describe, expect, it } from 'vitest';
import {
  frameAncestors,
  isOriginAllowed,
  parseDomainRule,
  readDomain,
  ruleOfOrigin,
} from './domain-rules.ts';

describe('a rule for a domain', () => {
  it.each([
    ['example.org', 'example.org'],
    [' Example.ORG ', 'example.org'],
    ['*.example.org', '*.example.org'],
    ['*.example.org:8080', '*.example.org:8080'],
    ['localhost:3000', 'localhost:3000'],
    ['intranet', 'intranet'],
    ['192.168.1.20:8080', '192.168.1.20:8080'],
    ['café.fr', 'xn--caf-dma.fr'],
    ['*.bücher.example', '*.xn--bcher-kva.example'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(parseDomainRule(typed)?.text).toBe(kept);
  });

  it.each([
    '',
    '*',
    '*.org',
    '*.*.example.org',
    'a.*.example.org',
    '*example.org',
    'https://example.org',
    'example.org/path',
    'example.org?x',
    'example.org#x',
    'user@example.org',
    'example.org;script-src *',
    "example.org 'unsafe-inline'",
    'example.org,evil.test',
    'example.org:',
    'example.org:0',
    'example.org:99999',
    'example.org:80:80',
    '[::1]',
    '-example.org',
    'example..org',
    '*.1.2.3.4',
    'a'.repeat(64) + '.org',
    'x.'.repeat(200) + 'org',
    'null',
    '\u0000example.org',
  ])('%j is none', typed => {
    // `null` is a host like another, and no page says it is from there: see below.
    if (typed === 'null') expect(parseDomainRule(typed)?.host).toBe('null');
    else expect(parseDomainRule(typed)).toBeNull();
  });

  it.each([
    '*.'.repeat(50_000),
    'a'.repeat(100_000),
    `${'a.'.repeat(100_000)}!`,
    `${'-'.repeat(100_000)}.org`,
    '(a+)+$'.repeat(20_000),
    'é'.repeat(250),
  ])('takes no time to refuse a bomb (case 22)', typed => {
    const before = performance.now();
    expect(parseDomainRule(typed)).toBeNull();
    expect(
      isOriginAllowed(
        `https://${typed}`,
        Array.from({ length: 100 }, () => '*.example.org'),
      ),
    ).toBe(false);
    expect(performance.now() - before).toBeLessThan(100);
  });
});

describe('the page of a widget', () => {
  const rules = ['example.org', '*.example.net', 'localhost:3000', '10.0.0.5:8080'];

  it.each([
    ['https://example.org', true],
    ['http://example.org', true],
    ['https://www.example.org', false],
    ['https://example.org:8443', false],
    ['https://a.example.net', true],
    ['https://a.b.example.net', true],
    ['https://example.net', false],
    ['https://evilexample.net', false],
    ['https://example.net.evil.test', false],
    ['http://localhost:3000', true],
    ['http://localhost', false],
    ['http://10.0.0.5:8080', true],
    ['http://0x0a.0.0.5:8080', false],
    ['null', false],
    ['', false],
    ['file://', false],
    ['https://example.org/', false],
    ['https://user@example.org', false],
    ['https://EXAMPLE.org', false],
    ['example.org', false],
    ['chrome-extension://example.org', false],
  ])('%s: %s', (origin, allowed) => {
    expect(isOriginAllowed(origin, rules)).toBe(allowed);
  });

  it('is nowhere when there is no rule, and a rule that is none allows nothing', () => {
    expect(isOriginAllowed('https://example.org', [])).toBe(false);
    expect(isOriginAllowed('https://example.org', ['*', 'https://example.org'])).toBe(false);
    expect(isOriginAllowed('null', ['null'])).toBe(false);
  });

  it('may hold a frame of it: both schemes, and nothing that a policy would read otherwise', () => {
    expect(frameAncestors(['example.org', '*.example.net:8080', "'none'", '*'])).toEqual([
      'http://example.org',
      'https://example.org',
      'http://*.example.net:8080',
      'https://*.example.net:8080',
    ]);
  });
});

describe('what a person types or pastes', () => {
  it.each([
    ['https://www.exemple.fr/contact?x=1#haut', 'www.exemple.fr'],
    ['http://intranet:8080/', 'intranet:8080'],
    ['https://exemple.fr:443/', 'exemple.fr'],
    ['https://exemple.fr:8443/a', 'exemple.fr:8443'],
    ['http://exemple.fr:80', 'exemple.fr'],
    ['//exemple.fr/x', 'exemple.fr'],
    ['exemple.fr/page', 'exemple.fr'],
    [' Exemple.FR ', 'exemple.fr'],
    ['https://marie:secret@exemple.fr/', 'exemple.fr'],
    ['*.exemple.fr', '*.exemple.fr'],
    ['https://boulangerie-été.fr/', 'xn--boulangerie-t-mhbb.fr'],
    ['192.168.1.20:8080', '192.168.1.20:8080'],
  ])('%s becomes %s', (typed, rule) => {
    expect(readDomain(typed)).toEqual({ rule });
  });
  it.each([
    ['', 'empty'],
    ['a.fr b.fr', 'several'],
    ['a.fr, b.fr', 'several'],
    ['*', 'wildcard'],
    ['*.fr', 'wildcard'],
    ['www.*.fr', 'wildcard'],
    ['ftp://exemple.fr', 'scheme'],
    ['file:///C:/page.html', 'scheme'],
    ['https://', 'host'],
    ['exemple_fr', 'host'],
    ['exemple.fr:99999', 'host'],
  ] as const)('%s is none: %s', (typed, problem) => {
    expect(readDomain(typed)).toEqual({ problem });
  });
  it('is the rule of an origin, exactly', () => {
    expect(ruleOfOrigin('https://www.exemple.fr')).toBe('www.exemple.fr');
    expect(ruleOfOrigin('http://127.0.0.1:8080')).toBe('127.0.0.1:8080');
    expect(ruleOfOrigin('null')).toBeNull();
  });
});
