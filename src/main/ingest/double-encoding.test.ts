import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import { mendDoubleEncoding } from './double-encoding.ts';

const FRENCH = 'L’été, à la crèche : « Noël » coûte 12 € — déjà payé… Où est l’œuf ?';

/** UTF-8 that a program took for `encoding`. */
function again(text: string, encoding: 'latin1' | 'windows-1252'): string {
  return encoding === 'latin1'
    ? Buffer.from(text).toString('latin1')
    : new TextDecoder(encoding).decode(Buffer.from(text));
}

describe('mendDoubleEncoding', () => {
  it.each([
    ['French', FRENCH],
    ['one accent', 'Ouvert à midi'],
    ['capitals', 'DÉJÀ FERMÉ À NOËL'],
    ['Polish', 'Zażółć gęślą jaźń, a opłaty są płatne z góry.'],
    ['Russian', 'Все лодки должны быть застрахованы.'],
    ['Japanese', '有給休暇の日数は、勤続年数に応じて増えます。'],
  ])('mends %s, encoded once or twice too often', (_, text) => {
    for (const encoding of ['latin1', 'windows-1252'] as const) {
      expect(mendDoubleEncoding(again(text, encoding))).toBe(text);
      expect(mendDoubleEncoding(again(again(text, encoding), encoding))).toBe(text);
    }
  });

  it('mends the part of a text that was encoded twice', () => {
    const part = 'Le café ferme à midi, l’été aussi.';
    expect(mendDoubleEncoding(`${FRENCH}\n${again(part, 'windows-1252')}\n${FRENCH}`)).toBe(
      `${FRENCH}\n${part}\n${FRENCH}`,
    );
  });

  it.each([
    FRENCH,
    '«CAFÉ» OUVERT',
    'São João, IRMÃO: «À LA FORÊT»',
    'Größe 5 µm ± 0,1 · «Ärger»',
    'Все лодки',
    '有給休暇',
    `${FRENCH.repeat(10)} Le mot « é » devient « Ã© » quand on se trompe d’encodage.`,
  ])('leaves alone: %s', text => {
    expect(mendDoubleEncoding(text)).toBe(text);
  });

  it('reads the controls that Windows-1252 has as letters', () => {
    expect(mendDoubleEncoding('l\u0092\u00e9t\u00e9 \u0096 12 \u0080\u0085 c\u009cur')).toBe(
      'l’été – 12 €… cœur',
    );
    expect(cleanText('l\u0092été à 12 \u0080')).toBe('l’été à 12 €');
    expect(mendDoubleEncoding('une\u0085deux')).toBe('une\u0085deux'); // a line end of mainframes
  });
});
