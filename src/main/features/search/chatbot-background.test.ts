import { describe, expect, it } from 'vitest';
import { createChatbotBackgrounds } from './chatbot-background.ts';
import { plantedId } from '../../../../tests/support/planted-id.ts';

const vector = (...numbers: number[]) => {
  const length = Math.hypot(...numbers);
  return Float32Array.from(numbers, number => number / length);
};

/** Ten documents that resemble each other closely, and ten that do not. */
const alike = Array.from({ length: 10 }, (_, index) => ({
  documentId: plantedId(`alike-${index}`),
  vector: vector(1, index / 100, 0),
}));
const apart = Array.from({ length: 10 }, (_, index) => ({
  documentId: plantedId(`apart-${index}`),
  vector: vector(Math.cos(index), Math.sin(index), index % 3),
}));

describe('the background of a chatbot', () => {
  it('is that of its own documents, and measured once for them', () => {
    let asked = 0;
    const backgroundOf = createChatbotBackgrounds({
      vectorsOf(documentIds) {
        asked += 1;
        return [...alike, ...apart].filter(({ documentId }) => documentIds.includes(documentId));
      },
    });
    const ids = (rows: typeof alike) => rows.map(({ documentId }) => documentId);
    const [ofAlike, ofApart] = [ids(alike), ids(apart)];
    const own = backgroundOf('f', ofAlike);
    expect(own.mean).toBeGreaterThan(0.99);
    expect(backgroundOf('f', ofApart).mean).toBeLessThan(0.5);
    expect(backgroundOf('f', ofAlike)).toEqual(own);
    expect(asked).toBe(2);
  });
});
