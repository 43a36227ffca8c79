import { describe, expect, it } from 'vitest';
import type { ComparedPart } from '#shared/contract/document.ts';
import type { Block } from '#main/ingest/ports.ts';
import { compareTexts, MAX_CHANGED_UNITS, MAX_COMPARED_CHARACTERS } from './compare-texts.ts';

type Given = [kind: Block['kind'], text: string];

function textOf(...given: Given[]) {
  const blocks: Block[] = [];
  let text = '';
  for (const [kind, content] of given) {
    blocks.push({ kind, level: null, start: text.length, end: text.length + content.length });
    text += `${content}\n\n`;
  }
  return { text, blocks };
}
const paragraphs = (...texts: string[]) => textOf(...texts.map((text): Given => ['paragraph', text]));

/** A part as one line: `-gone-`, `+new+`, what is the same as it is, cells apart by bars. */
function lineOf(part: ComparedPart): string {
  if (part.kind === 'folded') return `(${part.count})`;
  const signs = { same: '', removed: '-', added: '+' };
  return part.cells
    .map(cell => cell.map(({ state, text }) => `${signs[state]}${text.trim()}${signs[state]}`).join(' '))
    .join(' | ');
}

describe('two texts', { timeout: 60_000 }, () => {
  it('differ by the words of the paragraph that was changed; what is far from it is folded', async () => {
    const same = ['Un.', 'Deux.', 'Trois.', 'Quatre.'];
    const { parts, counts } = await compareTexts(
      paragraphs(...same, 'La place coûte 100,50 euros par mois.', ...same),
      paragraphs(...same, 'La place coûte 120,50 euros par an.', ...same),
    );
    expect(parts.map(lineOf)).toEqual([
      '(3)',
      'Quatre.',
      'La place coûte -100,50- +120,50+ euros par -mois- +an+ .',
      'Un.',
      '(3)',
    ]);
    expect(counts).toEqual({ added: 0, removed: 0, changed: 1 });
  });

  it('differ by paragraphs that are gone or new, where one is not the other with other words', async () => {
    const { parts, counts } = await compareTexts(
      paragraphs('Le port ferme à midi.', 'Reste.'),
      paragraphs('Reste.', 'Chaque bateau paie une caution.'),
    );
    expect(parts.map(lineOf)).toEqual([
      '-Le port ferme à midi.-',
      'Reste.',
      '+Chaque bateau paie une caution.+',
    ]);
    expect(counts).toEqual({ added: 1, removed: 1, changed: 0 });
    const other = await compareTexts(paragraphs('Le port ferme.'), paragraphs('Chaque bateau paie.'));
    expect(other.parts.map(lineOf)).toEqual(['-Le port ferme.-', '+Chaque bateau paie.+']);
  });

  it('differ in tables by row and cell, whatever the width of their columns', async () => {
    const { parts } = await compareTexts(
      textOf(['table', '| Nom | Prix |\n| --- | --- |\n| Quai | 10 |\n| Grue | 5 |\n| Eau | 1 |']),
      textOf(['table', '| Nom  | Prix |\n| ---- | ---- |\n| Quai | 12 |\n| Eau  | 1 |\n| Gaz | 3 |']),
    );
    expect(parts.map(lineOf)).toEqual([
      'Nom | Prix',
      'Quai | -10- +12+',
      '-Grue- | -5-',
      'Eau | 1',
      '+Gaz+ | +3+',
    ]);
  });

  it('do not differ by signs of Markdown, but by what stands beside them', async () => {
    const { parts } = await compareTexts(
      textOf(['heading', '# Port'], ['list', '* Le quai\n* La grue'], ['quote', '> Dit']),
      textOf(['heading', '## Port'], ['list', '- Le quai\n- La grue neuve'], ['quote', '> Dit']),
    );
    expect(parts.map(lineOf)).toEqual(['(1)', '• Le quai', '• La grue +neuve+', 'Dit']);
  });

  it('do not differ by spaces and line ends', async () => {
    const { parts, counts } = await compareTexts(
      paragraphs('Un  mot\nencore.'),
      paragraphs('Un mot encore.'),
    );
    expect(parts).toEqual([{ kind: 'folded', count: 1 }]);
    expect(counts).toEqual({ added: 0, removed: 0, changed: 0 });
  });

  it('that are long are compared; what is listed of many changes has its size, and all are counted', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `Paragraphe numéro ${index} du règlement.`);
    const changed = many.map((text, index) => (index % 25 === 0 ? text.replace('du', 'de ce') : text));
    const { parts, counts, notListed } = await compareTexts(paragraphs(...many), paragraphs(...changed));
    expect(counts).toEqual({ added: 0, removed: 0, changed: 800 });
    expect(notListed).toBe(300);
    expect(parts.filter(part => part.kind !== 'folded' && part.state === 'changed')).toHaveLength(500);
  });

  it('that are too long, or have too little in common, are refused', async () => {
    const refused = { code: 'document.beyond_comparison' };
    const long = paragraphs('a'.repeat(MAX_COMPARED_CHARACTERS));
    await expect(compareTexts(long, paragraphs('b'))).rejects.toMatchObject(refused);
    const lines = (word: string) =>
      paragraphs(...Array.from({ length: MAX_CHANGED_UNITS }, (_, index) => `${word} ${index}`));
    await expect(compareTexts(lines('un'), lines('deux'))).rejects.toMatchObject(refused);
  });
});
