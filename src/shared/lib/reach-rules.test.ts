import { describe, expect, it } from 'vitest';
import { placeOfHost, reachProblems, type Place, type ReachProblem } from './reach-rules.ts';

const situation = (address: string) => {
  const [scheme, place] = address.split(' ') as ['http' | 'https', Place];
  return { https: scheme === 'https', place };
};

describe('what stands between a page and its server', () => {
  const table: [page: string, server: string, ...problems: ReachProblem[]][] = [
    ['http private', 'http private'],
    ['http private', 'https private'],
    ['https private', 'https private'],
    ['https private', 'http private', 'mixed_content'],
    ['http public', 'https public'],
    ['http public', 'http public'],
    ['https public', 'https public'],
    ['https public', 'http public', 'mixed_content'],
    ['https private', 'https public'],
    ['http private', 'http public'],
    ['https private', 'http public', 'mixed_content'],
    ['https public', 'https private', 'permission_asked', 'outside_unreachable'],
    ['https public', 'http private', 'mixed_content', 'outside_unreachable'],
    ['http public', 'http private', 'page_needs_https', 'outside_unreachable'],
    ['http public', 'https private', 'page_needs_https', 'outside_unreachable'],
    ['https public', 'http loopback', 'server_only_here'],
    ['http private', 'http loopback', 'server_only_here'],
    ['http loopback', 'http loopback'],
    ['https loopback', 'http loopback'], // this machine counts as trustworthy
    ['http loopback', 'http private'],
    ['https loopback', 'http private', 'mixed_content'],
    ['https loopback', 'https public'],
  ];
  it.each(table)('page %s, server %s', (page, server, ...problems) => {
    expect(reachProblems({ page: situation(page), server: situation(server) })).toEqual(problems);
  });
});

describe('where a host is', () => {
  const table: [host: string, place: Place][] = [
    ['www.example.org', 'public'],
    ['8.8.8.8', 'public'],
    ['172.32.0.1', 'public'],
    ['[2001:4860::1]', 'public'],
    ['10.0.0.4', 'private'],
    ['172.16.9.9', 'private'],
    ['192.168.1.20', 'private'],
    ['169.254.10.1', 'private'],
    ['100.101.102.103', 'private'],
    ['[fd00::5]', 'private'],
    ['[fe80::1]', 'private'],
    ['foyer.local', 'private'],
    ['intranet', 'private'],
    ['pc.home.arpa', 'private'],
    ['serveur.lan.', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.9.9.9', 'loopback'],
    ['localhost', 'loopback'],
    ['app.localhost', 'loopback'],
    ['[::1]', 'loopback'],
    ['local.example.org', 'public'],
  ];
  it.each(table)('%s is %s', (host, place) => expect(placeOfHost(host)).toBe(place));
});
