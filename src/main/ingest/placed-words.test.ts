import { describe, expect, it } from 'vitest';
import { boxesOf, type PlacedWord } from './placed-words.ts';

/** Words of a page whose lines are set with letters of the same width, 1 % each, lines 2 % high and 4 % apart. */
function page(lines: readonly string[], from = { left: 0.1, top: 0.1 }): PlacedWord[] {
  return lines.flatMap((line, row) =>
    [...line.matchAll(/\S+/gu)].map(({ 0: text, index }) => ({
      text,
      left: from.left + index / 100,
      top: from.top + row * 0.04,
      width: text.length / 100,
      height: 0.02,
    })),
  );
}

/** Boxes of `passage` in `text`, as line and characters of a page of `lines`. */
function found(text: string, passage: string, words: readonly PlacedWord[]): [number, number, number][] {
  const start = text.indexOf(passage);
  if (start === -1) throw new Error(`“${passage}” is not in the text`);
  return boxesOf({ text, words }, { start, end: start + passage.length }).map(box => [
    Math.round((box.top - 0.1) / 0.04),
    Math.round((box.left - 0.1) * 100),
    Math.round((box.left + box.width - 0.1) * 100),
  ]);
}

describe('the boxes of a passage', () => {
  const LINES = [
    'La livraison prend trois semaines',
    'après la commande. Le service ouvre',
    'le lundi matin.',
  ];
  const TEXT = LINES.join(' ');

  it('are one for each of its lines, around its words alone', () => {
    expect(found(TEXT, TEXT, page(LINES))).toEqual([
      [0, 0, 33],
      [1, 0, 35],
      [2, 0, 15],
    ]);
    expect(found(TEXT, 'semaines après', page(LINES))).toEqual([
      [0, 25, 33],
      [1, 0, 5],
    ]);
  });

  it('are found whatever the accents, capitals, ligatures and signs', () => {
    const shown = page(['« L’ofﬁce » E´tablit  le bud-get', 'DÉFINITIF – n° 12.']);
    const read = "L'office établit\nle budget définitif, nº 12";
    expect(found(read, 'office établit', shown)).toEqual([[0, 2, 20]]);
    expect(found(read, 'budget définitif', shown)).toEqual([
      [0, 25, 32],
      [1, 0, 9],
    ]);
  });

  it('are found where words are parted at the end of a line', () => {
    const shown = page(['la fouille et l’ex-', 'ploitation des logs']);
    expect(found('la fouille et l’exploitation des logs', 'exploitation', shown)).toEqual([
      [0, 14, 19],
      [1, 0, 10],
    ]);
  });

  it('leave running headers out that are not in the text', () => {
    const shown = page(['Rapport annuel 2025', ...LINES, 'page 3 sur 12']);
    expect(found(TEXT, TEXT, shown).map(([line]) => line)).toEqual([1, 2, 3]);
  });

  it('are those of the same words in their own place', () => {
    const rows = ['Lundi ouvert à dix heures', 'Mardi ouvert à dix heures', 'Jeudi ouvert à dix heures'];
    const text = rows.map(row => `${row}.`).join('\n');
    const second = text.indexOf('Mardi') + 'Mardi '.length;
    const boxes = boxesOf({ text, words: page(rows) }, { start: second, end: second + 'ouvert à'.length });
    expect(boxes.map(({ top }) => Math.round((top - 0.1) / 0.04))).toEqual([1]);
  });

  it('are clipped to the page of a passage that began before, or goes on after it', () => {
    const words = page(LINES);
    expect(boxesOf({ text: TEXT, words }, { start: -500, end: 12 })).toHaveLength(1);
    expect(boxesOf({ text: TEXT, words }, { start: TEXT.length - 6, end: TEXT.length + 900 })).toHaveLength(
      1,
    );
    expect(boxesOf({ text: TEXT, words }, { start: TEXT.length + 5, end: TEXT.length + 900 })).toEqual([]);
  });

  it('keep columns apart, whichever is drawn first', () => {
    const left = page(['Conditions de livraison', 'des meubles de bureau'], { left: 0.1, top: 0.1 });
    const right = page(['Garantie de deux ans sur', 'toutes les pièces neuves'], { left: 0.6, top: 0.1 });
    const text =
      'Conditions de livraison des meubles de bureau\n\nGarantie de deux ans sur toutes les pièces neuves';
    for (const words of [
      [...left, ...right],
      [...right, ...left],
    ])
      expect(
        found(text, 'livraison des meubles de bureau\n\nGarantie de deux ans', words).toSorted(),
      ).toEqual([
        [0, 14, 23],
        [0, 50, 70],
        [1, 0, 21],
      ]);
  });

  it('are found in a table that is written row by row and drawn column by column', () => {
    const names = page(['Article', 'Armoire haute', 'Bureau réglable'], { left: 0.1, top: 0.1 });
    const prices = page(['Prix', '1 250,00 €', '890,00 €'], { left: 0.4, top: 0.1 });
    const text =
      '| Article | Prix |\n| --- | --- |\n| Armoire haute | 1 250,00 € |\n| Bureau réglable | 890,00 € |';
    expect(found(text, '| Bureau réglable | 890,00 € |', [...names, ...prices])).toEqual([
      [2, 0, 15],
      [2, 30, 36],
    ]);
  });

  it('are none for what is not seen on the page', () => {
    const words = page(['Une tout autre page sans rapport']);
    expect(boxesOf({ text: TEXT, words }, { start: 0, end: TEXT.length })).toEqual([]);
    expect(boxesOf({ text: TEXT, words: [] }, { start: 0, end: TEXT.length })).toEqual([]);
  });

  it('take little time on a page of a hundred thousand characters that repeat', () => {
    const lines = Array.from({ length: 2_000 }, () => '0000 0000 0000 0000 0000 0000 0000 0000 0000 0000');
    const text = lines.join('\n');
    const began = performance.now();
    boxesOf({ text, words: page(lines) }, { start: 0, end: text.length });
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
