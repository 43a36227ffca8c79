import { expect, it } from 'vitest';
import type { SourceItem } from '#shared/contract/sources.ts';
import { itemName, itemPlace } from './item-place.ts';

const item = (key: string, address: string | null) => ({ key, address }) as SourceItem;

it.each([
  ['a file, by its path', 'folder', item('rh/conges.md', null), 'rh/conges.md'],
  ['a page, by its address', 'site', item('https://a.test/', 'https://a.test/'), 'https://a.test/'],
  [
    'an entry, by the page that it leads to',
    'feed',
    item('tag:a,2026:1', 'https://a.test/1'),
    'https://a.test/1',
  ],
  ['an entry without a page, by nothing', 'feed', item('tag:a,2026:1', null), null],
  ['a message, by nothing', 'mailbox', item('<bail@atelier.fr>', null), null],
] as const)('what a source has is looked for: %s', (_what, kind, one, place) => {
  expect(itemPlace(kind, one)).toBe(place);
});

it.each([
  ['its title', 'mailbox', { ...item('<bail@atelier.fr>', null), title: 'Bail' }, 'Bail'],
  ['nothing that only programs know', 'mailbox', { ...item('<bail@atelier.fr>', null), title: null }, null],
  ['where it stands', 'folder', { ...item('rh/conges.md', null), title: null }, 'rh/conges.md'],
] as const)('what a source has is called by %s', (_what, kind, one, name) => {
  expect(itemName(kind, one)).toBe(name);
});
