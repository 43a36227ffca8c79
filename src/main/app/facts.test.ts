import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { timelineTypes } from '#shared/contract/contacts.ts';
import { coreFacts, facts } from './facts.ts';

describe('the facts', () => {
  it('are called differently, for what happened', () => {
    const types = facts.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    expect(types.filter(type => !/^[a-z]+\.[a-z_]+$/.test(type))).toEqual([]);
  });

  it('of visitors, conversations and contacts are told in the timeline of a contact, but for its end', () => {
    const told = facts.filter(({ subject }) => ['visitor', 'conversation', 'contact'].includes(subject));
    const types = told.map(({ type }) => type).filter(type => type !== 'contact.removed');
    expect([...timelineTypes].toSorted()).toEqual(types.toSorted());
  });

  it('of the core stand in the guide with the pages that hear of them', () => {
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/adding-a-feature.md'), 'utf8');
    const explained = [...guide.matchAll(/^\| `([a-z]+\.[a-z_]+)` \|[^|]*\| ?([a-z]*) ?\|$/gmu)];
    expect(explained.map(([, type, news]) => [type, news]).toSorted()).toEqual(
      coreFacts.map(({ type, news }) => [type, news ?? '']).toSorted(),
    );
  });
});
