import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.ts';

describe('a line for spreadsheets', () => {
  it('is parted and counts as the country does', () => {
    expect(csvLine(['Été', 12, 1.5, null], 'fr')).toBe('"Été";12;1,5;\r\n');
    expect(csvLine(['Summer', 12, 1.5, null], 'en')).toBe('"Summer",12,1.5,\r\n');
  });

  it('keeps every content within its cell', () => {
    expect(csvLine(['un "mot"; deux', 'trois\nquatre'], 'fr')).toBe('"un ""mot""; deux";"trois\nquatre"\r\n');
  });

  it.each(['=1+1', '+33 6 12', '-2', '@SUM(A1)', '\t=1', '\r=1'])('makes a text of %j', formula => {
    expect(csvLine([formula], 'fr')).toBe(`"'${formula}"\r\n`);
  });

  it('leaves a number below nothing a number', () => {
    expect(csvLine([-2], 'fr')).toBe('-2\r\n');
  });

  it('writes an instant as every spreadsheet reads it', () => {
    expect(csvLine([new Date(2026, 2, 5, 9, 4, 59)], 'en')).toBe('2026-03-05 09:04\r\n');
  });
});
