import { describe, expect, it } from 'vitest';
import { periodsIn } from './periods.ts';

const named = (text: string): string =>
  periodsIn(text)
    .map(({ kind, value }) => `${kind} ${value}`)
    .join(', ');

describe('periodsIn', () => {
  it.each([
    ['Rapport T3 2024', 'year 2024, quarter 3'],
    ['report-2024-Q3.pdf', 'year 2024, quarter 3'],
    ['report_Q3_2024.pdf', 'year 2024, quarter 3'],
    ['le troisième trimestre 2024', 'year 2024, quarter 3'],
    ['the third quarter', 'quarter 3'],
    ['1er semestre 2023', 'year 2023, half 1'],
    ['Compte rendu du 14 mars 2024', 'year 2024, month 3'],
    ['minutes 2024-03.docx', 'year 2024, month 3'],
    ['03/2024', 'year 2024, month 3'],
    ['Tarifs août 2025', 'year 2025, month 8'],
    ['Manual v2.1', 'version 2.1'],
    ['Contrat version 3', 'version 3'],
    ['Guide v2.0', 'version 2'],
    ['La facture 20241 de Mme Marsan', ''],
    ['Guests may stay; il y en a sept sur Mars', ''],
    ['On 3 May 2024', 'year 2024, month 5'],
    ['Quels sont les horaires ?', ''],
  ])('%s: %s', (text, expected) => expect(named(text)).toBe(expected));
});
