import { describe, expect, it } from 'vitest';
import { parsePolicies, refusesTrustedTypes, refusingDirective, type Need } from './content-policy.ts';

const page = new URL('https://www.exemple.fr');
const server = 'https://chat.exemple.org:8443';
const script: Need = { kind: 'script', url: new URL(`${server}/widget/v1.js`) };
const needs: Record<string, Need> = {
  script,
  nonce: { ...script, nonce: 'abc' },
  hash: { ...script, integrity: 'sha384-AAA' },
  connect: { kind: 'connect', url: new URL(`${server}/api/visitor/token`) },
  frame: { kind: 'frame', url: new URL(`${server}/widget/panel/x`) },
};

describe('a policy of a page', () => {
  const table: [policy: string, need: string, refusedBy: string | null][] = [
    ['img-src data:', 'script', null],
    ["default-src 'none'", 'script', 'default-src'],
    ["default-src 'none'", 'connect', 'default-src'],
    ["default-src 'none'", 'frame', 'default-src'],
    ["default-src 'self'; script-src *", 'script', null],
    ["default-src 'self'; script-src *", 'frame', 'default-src'],
    ["script-src-elem 'self'; script-src *", 'script', 'script-src-elem'],
    ['script-src https://chat.exemple.org:8443', 'script', null],
    ['script-src chat.exemple.org:8443', 'script', null],
    ['script-src chat.exemple.org', 'script', 'script-src'],
    ['script-src chat.exemple.org:*', 'script', null],
    ['script-src *.exemple.org:8443', 'script', null],
    ['script-src *.chat.exemple.org:8443', 'script', 'script-src'],
    ['script-src https:', 'script', null],
    ['script-src http:', 'script', null],
    ['script-src wss:', 'script', 'script-src'],
    ['script-src https://chat.exemple.org:8443/widget/', 'script', null],
    ['script-src https://chat.exemple.org:8443/widget/v1.js', 'script', null],
    ['script-src https://chat.exemple.org:8443/autre/', 'script', 'script-src'],
    ["script-src 'nonce-abc'", 'script', 'script-src'],
    ["script-src 'nonce-abc'", 'nonce', null],
    ["script-src 'nonce-ABC'", 'nonce', 'script-src'],
    ["script-src 'nonce-abc' 'strict-dynamic'", 'nonce', null],
    ["script-src https: 'nonce-xyz' 'strict-dynamic'", 'script', 'script-src'],
    ["script-src 'sha384-AAA'", 'hash', null],
    ["script-src 'sha384-BBB'", 'hash', 'script-src'],
    ["child-src 'none'", 'frame', 'child-src'],
    ["frame-src chat.exemple.org:8443; child-src 'none'", 'frame', null],
    ['connect-src', 'connect', 'connect-src'],
    ["connect-src 'self'", 'connect', 'connect-src'],
    ["SCRIPT-SRC 'none'; script-src *", 'script', 'script-src'],
  ];
  it.each(table)('%s, %s: %s', (text, need, refusedBy) => {
    const [policy] = parsePolicies(text);
    expect(policy && refusingDirective(policy, needs[need] ?? script, page)).toBe(refusedBy);
  });

  it('without a scheme means that of the page, or a better one', () => {
    const [policy = new Map<string, string[]>()] = parsePolicies('script-src foyer.local:4281');
    const insecure: Need = { kind: 'script', url: new URL('http://foyer.local:4281/widget/v1.js') };
    expect(refusingDirective(policy, insecure, new URL('http://intranet'))).toBeNull();
    expect(refusingDirective(policy, insecure, new URL('https://intranet'))).toBe('script-src');
  });

  it('is one of several when there are commas, and all hold', () => {
    const policies = parsePolicies("script-src *, script-src 'none', ,");
    expect(policies.map(policy => refusingDirective(policy, script, page))).toEqual([null, 'script-src']);
  });

  it('may ask for Trusted Types', () => {
    const refuses = (text: string) =>
      parsePolicies(text).some(policy => refusesTrustedTypes(policy, 'foyer'));
    expect(refuses("require-trusted-types-for 'script'")).toBe(false);
    expect(refuses("require-trusted-types-for 'script'; trusted-types default")).toBe(true);
    expect(refuses("require-trusted-types-for 'script'; trusted-types default foyer")).toBe(false);
    expect(refuses('trusted-types default')).toBe(false);
  });
});
