import { describe, expect, it } from 'vitest';
import { createNoAnswerFilter } from './no-answer-filter.ts';

function filtered(...pieces: string[]) {
  const filter = createNoAnswerFilter();
  const text = pieces.map(piece => filter.pass(piece)).join('') + filter.rest();
  return { text, found: filter.found() };
}

describe('createNoAnswerFilter', () => {
  it('takes the mark away wherever the pieces are cut', () => {
    expect(filtered(' [', '0', '] ', 'Les passages', ' ne répondent pas.')).toEqual({
      text: 'Les passages ne répondent pas.',
      found: true,
    });
  });
  it('lets citations through at once', () => {
    expect(filtered('[', '1] dit que', ' oui [0]')).toEqual({ text: '[1] dit que oui [0]', found: false });
  });
  it('keeps a stream that ends while it could still be the mark', () => {
    expect(filtered('[')).toEqual({ text: '[', found: false });
  });
});
