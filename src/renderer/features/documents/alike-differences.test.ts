import { describe, expect, it } from 'vitest';
import { differences } from './alike-differences.ts';

const words = (many: number) => Array.from({ length: many }, (_, at) => `mot${String(at)}`).join(' ');

describe('what differs between two passages that say the same', () => {
  it('is marked by word', () => {
    expect(differences('Le garage ferme tôt le soir.', 'Le garage ferme tard le soir.')).toEqual([
      { state: 'same', text: 'Le garage ferme ' },
      { state: 'removed', text: 'tôt ' },
      { state: 'added', text: 'tard ' },
      { state: 'same', text: 'le soir.' },
    ]);
  });

  it('is nothing where words are only written and set otherwise', () => {
    expect(differences('Le garage, été comme hiver', 'LE GARAGE\n ETE comme hiver !')).toEqual([]);
  });

  it('stands among the words around it: what is the same is folded', () => {
    const pieces = differences(`${words(50)} tôt ${words(50)}`, `${words(50)} tard ${words(50)}`);
    expect(pieces.map(({ state }) => state)).toEqual([
      'folded',
      'same',
      'removed',
      'added',
      'same',
      'folded',
    ]);
    const [, before, , , after] = pieces.map(({ text }) => text.trim().split(' ').length);
    expect([before, after]).toEqual([8, 8]);
  });
});
