import { describe, expect, it } from 'vitest';
import { sortedInPlace } from './sorted-in-place.ts';

type Row = { name: string; count: number | null };
const columns = [
  { sort: 'name' as const, cell: ({ name }: Row) => name },
  { sort: 'count' as const, cell: ({ count }: Row) => count },
];
const rows: Row[] = [
  { name: 'Zoé 10', count: 9 },
  { name: 'étude', count: null },
  { name: 'Zoé 9', count: 10 },
  { name: 'Atelier', count: 0 },
];
const names = (by: 'name' | 'count', order: 'asc' | 'desc') =>
  sortedInPlace(rows, columns, { by, order }, 'fr').map(({ name }) => name);

describe('a list sorted where it is shown', () => {
  it('has words as people sort them, numbers in them by their value', () => {
    expect(names('name', 'asc')).toEqual(['Atelier', 'étude', 'Zoé 9', 'Zoé 10']);
    expect(names('name', 'desc')).toEqual(['Zoé 10', 'Zoé 9', 'étude', 'Atelier']);
  });

  it('has numbers by their value, and nothing before all of them', () => {
    expect(names('count', 'asc')).toEqual(['étude', 'Atelier', 'Zoé 10', 'Zoé 9']);
    expect(names('count', 'desc')).toEqual(['Zoé 9', 'Zoé 10', 'Atelier', 'étude']);
  });
});
