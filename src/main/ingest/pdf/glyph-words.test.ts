import { describe, expect, it } from 'vitest';
import { createPdfWriter, pdfString, showText } from '../../../../tests/support/pdf-writer.ts';
import { extractDocument } from '../extract.ts';

/** Widths of Helvetica in thousandths, as far as these tests need them. */
const WIDTHS: Record<string, number> = {
  A: 667, B: 667, C: 722, D: 722, E: 667, F: 611, G: 778, H: 722, I: 278, L: 556, M: 833, N: 722, O: 778, P: 667, R: 722, S: 667,
  T: 611, V: 667, '0': 556, '2': 556, '4': 556, ' ': 278,
}; // prettier-ignore

async function linesOf(content: string): Promise<string[]> {
  const writer = createPdfWriter();
  writer.page({
    content: content + showText('The office is open from nine to five on every day of the week.', 60, 100),
  });
  const { text } = await extractDocument({
    bytes: writer.build(),
    fileName: 'a.pdf',
    onProgress: () => undefined,
  });
  return text.split('\n\n').slice(0, -1);
}

/** A line with `spacing` points after every letter, as the text state adds them. */
function spaced(text: string, spacing: number, y = 700, size = 12): string {
  return `BT /F1 ${size} Tf ${spacing} Tc 1 0 0 1 60 ${y} Tm ${pdfString(text)} Tj 0 Tc ET\n`;
}

/** Letters one by one, each at its own place: `gap` points between them, `wordGap` for every space. */
function oneByOne(text: string, gap: number, wordGap: number, y = 700, size = 12): string {
  let x = 60;
  let content = '';
  for (const letter of text) {
    if (letter === ' ') x += wordGap - gap;
    else {
      content += showText(letter, x, y, size);
      x += ((WIDTHS[letter] ?? 556) / 1000) * size + gap;
    }
  }
  return content;
}

/** Letters in one array, moved apart by thousandths of the size. */
function kerned(pieces: readonly (string | number)[], y = 700, size = 12): string {
  const array = pieces.map(piece => (typeof piece === 'number' ? String(piece) : pdfString(piece))).join(' ');
  return `BT /F1 ${size} Tf 1 0 0 1 60 ${y} Tm [${array}] TJ ET\n`;
}

describe('letters set apart are words', () => {
  it.each([0.9, 1.2, 2, 3, 4, 6, 9, 15])('with %d points between them all', async spacing => {
    expect(await linesOf(spaced('MOORING TARIFF', spacing))).toEqual(['MOORING TARIFF']);
  });

  it.each([
    [2, 7],
    [3, 9],
    [4, 10],
    [5, 13],
  ])('placed one by one, %d points apart, words %d', async (gap, wordGap) => {
    expect(await linesOf(oneByOne('MOORING TARIFF', gap, wordGap))).toEqual(['MOORING TARIFF']);
  });

  it('figures as well', async () => {
    expect(await linesOf(spaced('2024', 3))).toEqual(['2024']);
    expect(await linesOf(oneByOne('2024', 3, 9))).toEqual(['2024']);
    expect(await linesOf(spaced('TARIFF OF 2024', 3))).toEqual(['TARIFF OF 2024']);
  });

  it('with written spaces between the letters, and more of them between the words', async () => {
    expect(await linesOf(showText('M O O R I N G   T A R I F F', 60, 700))).toEqual(['MOORING TARIFF']);
    expect(await linesOf(showText('M O O R I N G', 60, 700))).toEqual(['MOORING']);
    expect(await linesOf(showText('2 0 2 4', 60, 700))).toEqual(['2024']);
  });

  it('beside words that are set as usual', async () => {
    const line = `BT /F1 12 Tf 1 0 0 1 60 700 Tm (See the ) Tj 3 Tc (TARIFF) Tj 0 Tc ( of this season) Tj ET\n`;
    expect(await linesOf(line)).toEqual(['See the TARIFF of this season']);
  });

  it('of several sizes: small capitals', async () => {
    const line = `BT 2 Tc /F1 14 Tf 1 0 0 1 60 700 Tm (M) Tj /F1 10 Tf (OORING ) Tj /F1 14 Tf (T) Tj /F1 10 Tf (ARIFF) Tj 0 Tc ET\n`;
    expect(await linesOf(line)).toEqual(['MOORING TARIFF']);
  });

  it('with pairs moved together as type is', async () => {
    const pairs = ['M', -250, 'O', -250, 'O', -230, 'R', -250, 'I', -260, 'N', -250, 'G', -800, 'T', -170, 'A', -240, 'R', -250, 'I', -250, 'F', -250, 'F']; // prettier-ignore
    expect(await linesOf(kerned(pairs))).toEqual(['MOORING TARIFF']);
  });
});

describe('words stay apart', () => {
  it('where type is only moved together or apart a little', async () => {
    expect(
      await linesOf(kerned(['T', 80, 'O', -20, ' ', 'A', 60, 'V', 70, 'A', ' ', 'OF ', -30, 'LED'])),
    ).toEqual(['TO AVA OF LED']);
    expect(
      await linesOf(kerned(['TO', -260, 'A', -270, 'LEAD', -250, 'ON', -260, 'A', -250, 'BED'])),
    ).toEqual(['TO A LEAD ON A BED']);
  });

  it('where a program spaces by the text state and takes it back between letters', async () => {
    const line = `BT /F1 12 Tf 3.3 Tc 1 0 0 1 60 700 Tm [(M) 275 (E) 275 (N) 275 (D) 0 (E) 275 (L)] TJ 0 Tc ET\n`;
    expect(await linesOf(line)).toEqual(['MEND EL']);
  });

  it('where they are single letters: options, figures of a table, initials', async () => {
    expect(await linesOf(showText('A B C D E', 60, 700))).toEqual(['A B C D E']);
    expect(await linesOf(showText('Options B C F are free', 60, 700))).toEqual(['Options B C F are free']);
    expect(await linesOf(showText('3 0 2 1 5', 60, 700))).toEqual(['3 0 2 1 5']);
    expect(await linesOf(showText('J R R T and C S L', 60, 700))).toEqual(['J R R T and C S L']);
    expect(await linesOf(oneByOne('2024', 8, 20))).toEqual(['2 0 2 4']);
  });
});
