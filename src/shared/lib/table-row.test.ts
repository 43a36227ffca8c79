import { describe, expect, it } from 'vitest';
import { rowCells, rowInWords, tablesInWords } from './table-row.ts';

const HEADER = '| Article | Réf. | Prix | Délai |';

describe('a row in words', () => {
  it('names each value by its column, and leaves out what is empty', () => {
    const columns = rowCells(HEADER);
    expect(rowInWords(rowCells('| Armoire |  | 250 € | 3 semaines |'), columns, 'fr')).toBe(
      'Article\u00a0: Armoire · Prix\u00a0: 250 € · Délai\u00a0: 3 semaines',
    );
    expect(rowInWords(rowCells('| Desk | A\\|B |  |  |'), ['Item', 'Ref.'], 'en')).toBe(
      'Item: Desk · Ref.: A|B',
    );
  });

  it('of two columns is a name and a value', () => {
    expect(rowInWords(['Naissance', '3 jours'], ['Congé', 'Durée'], 'fr')).toBe('Naissance\u00a0: 3 jours');
    expect(rowInWords(['Naissance', ''], ['Congé', 'Durée'], 'fr')).toBe('Naissance');
  });

  it('is its values alone where nobody knows the columns', () => {
    expect(rowInWords(['A', '', 'B', 'C'], null, 'en')).toBe('A · B · C');
    expect(rowInWords(['A', 'B', 'C', 'D'], ['One', '', 'Three'], 'en')).toBe('One: A · B · Three: C · D');
  });
});

describe('a text with tables', () => {
  it('has no bars, no rule and no header row left', () => {
    const text = `Tarifs\n\n${HEADER}\n| --- | --- | --- | --- |\n| Bureau | B2 | 90 € |  |\n| Lampe |  |  |  |\n\nFin | de page`;
    expect(tablesInWords(text, null, 'en')).toBe(
      'Tarifs\n\nArticle: Bureau · Réf.: B2 · Prix: 90 €\nArticle: Lampe\n\nFin | de page',
    );
  });

  it('takes the names of the rows it begins with from a header that stands elsewhere', () => {
    const text = '| Bureau | B2 | 90 € | 2 j |\n\n| a | b | c |';
    expect(tablesInWords(text, HEADER, 'en')).toBe(
      'Article: Bureau · Réf.: B2 · Prix: 90 € · Délai: 2 j\n\na · b · c',
    );
  });

  it('reads as words where a passage was cut within a row', () => {
    const text = 'la suite d’une réponse. | L. 300-2 |  |\n| Bureau | B2 | 90 € | 2 j |\n| Lampe | L';
    expect(tablesInWords(text, HEADER, 'en')).toBe(
      'la suite d’une réponse. · L. 300-2\nArticle: Bureau · Réf.: B2 · Prix: 90 € · Délai: 2 j\nLampe: L',
    );
    expect(tablesInWords('Ouvert | fermé\nle lundi', null, 'en')).toBe('Ouvert | fermé\nle lundi');
  });

  it('keeps a header that has nothing below it', () => {
    expect(tablesInWords(`${HEADER}\n| --- | --- | --- | --- |`, null, 'en')).toBe(
      'Article · Réf. · Prix · Délai',
    );
  });
});
