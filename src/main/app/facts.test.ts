import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { facts } from './facts.ts';

describe('the facts', () => {
  it('are called differently, for what happened', () => {
    const types = facts.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    expect(types.filter(type => !/^[a-z]+\.[a-z_]+$/.test(type))).toEqual([]);
  });

  it('stand in the guide with the pages that hear of them', () => {
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/adding-a-feature.md'), 'utf8');
    const explained = [...guide.matchAll(/^\| `([a-z]+\.[a-z_]+)` \|[^|]*\| ?([a-z]*) ?\|$/gmu)];
    expect(explained.map(([, type, news]) => [type, news]).toSorted()).toEqual(
      facts.map(({ type, news }) => [type, news ?? '']).toSorted(),
    );
  });
});
