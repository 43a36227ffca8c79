import { describe, expect, it } from 'vitest';
import { linesOf } from './answer-lines.ts';
import type { CitationMark } from './citation-stream.ts';

function marksIn(text: string): CitationMark[] {
  return [...text.matchAll(/\[(\d)\]/g)].map(match => ({
    at: match.index,
    number: Number(match[1]),
    passages: [Number(match[1])],
  }));
}

/** Each sentence with its own and its inherited citations. */
function read(text: string): [string, number[], number[]][] {
  return linesOf(text, marksIn(text))
    .flatMap(({ sentences }) => sentences)
    .filter(({ announces }) => !announces)
    .map(({ text: words, marks, inherited }) => [
      words.replaceAll(/\s+/g, ' ').trim(),
      marks.map(({ number }) => number),
      inherited.map(({ number }) => number),
    ]);
}

describe('the sentences of an answer', () => {
  it('take the citations in them, and those behind their full stop', () => {
    expect(read('M. Durand paie [1]. Il signe. [2] Fin [3]')).toEqual([
      ['M. Durand paie .', [1], []],
      ['Il signe.', [2], []],
      ['Fin', [3], []],
    ]);
  });

  it('lean on the next citation of their line or block where they have none', () => {
    expect(read('Un. Deux [1]. Trois.\nQuatre [2].\n\nCinq.')).toEqual([
      ['Un.', [], [1]],
      ['Deux .', [1], []],
      ['Trois.', [], [2]],
      ['Quatre .', [2], []],
      ['Cinq.', [], []],
    ]);
  });

  it('of a list lean on the line that announces it', () => {
    expect(read('Il faut [1] :\n\n- une photo ;\n- un certificat.\n\nAutre chose.')).toEqual([
      ['- une photo ;', [], [1]],
      ['- un certificat.', [], [1]],
      ['Autre chose.', [], []],
    ]);
  });

  it('are the rows of a table, without its head', () => {
    expect(read('| Cas | Jours |\n|---|---|\n| Mariage. PACS | 4 [1] |')).toEqual([
      ['| Mariage. PACS | 4 |', [1], []],
    ]);
  });

  it('leave out code and notes in brackets', () => {
    expect(read('Voir `prix = 12` [1].\n\n```\nx = 9\n```\n\n(Formule | Prix)')).toEqual([
      ['Voir .', [1], []],
    ]);
  });
});
