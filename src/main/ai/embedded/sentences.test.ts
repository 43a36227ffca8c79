import { describe, expect, it } from 'vitest';

import { sentenceSpans, splitQuotables } from './sentences.ts';

const cut = (text: string): string[] => sentenceSpans(text).map(({ start, end }) => text.slice(start, end));

describe('sentences of running text', () => {
  it.each([
    ['M. Durand paie 12.50 euros. Mme Petit ne paie rien.', 2],
    ['Voir art. 5 du code, p. ex. le 2e alinéa. Il est clair.', 2],
    ['Le Dr. Martin et J. Dupont sont là ! Qui manque ? Personne.', 3],
    ['« Est-ce possible ? » demanda-t-il. Oui.', 2],
    ['Il a dit : « C’est fini. » Puis il partit.', 2],
    ['Mr. Smith paid $3.5 million, e.g. to Acme Inc. in the U.S. last year. It was enough.', 2],
    ['Dr. Who met Prof. X at No. 10. They talked (a lot). The end…', 3],
    ['L’indemnité (art. L. 1234-9) est due. Voir aussi n. 12.', 2],
    ['Elle coûte 3,5 % du prix... Elle est due.', 2],
    ['sans point', 1],
  ])('%s', (text, count) => {
    expect(cut(text)).toHaveLength(count);
    expect(cut(text).join(' ')).toBe(text);
  });
});

describe('quotables of a passage', () => {
  it('tell headings, sentences, list items with what announces them, and table rows', () => {
    const text = [
      '## Dossier',
      'Vous devez fournir :',
      '- une pièce d’identité ;',
      '- un justificatif de domicile.',
      '',
      '| Formule | Prix |',
      '|---|---|',
      '| Standard | 5 € |',
      '',
      'Le délai est de 3 jours. Il peut être prolongé.',
    ].join('\n');
    const quotables = splitQuotables(text);
    expect(quotables.map(({ kind, text: words, announcedBy }) => [kind, words, announcedBy])).toEqual([
      ['heading', 'Dossier', null],
      ['sentence', 'Vous devez fournir :', null],
      ['list-item', 'une pièce d’identité ;', 1],
      ['list-item', 'un justificatif de domicile.', 1],
      ['table-row', '| Formule | Prix |', null],
      ['table-row', '| Standard | 5 € |', null],
      ['sentence', 'Le délai est de 3 jours.', null],
      ['sentence', 'Il peut être prolongé.', null],
    ]);
    for (const { start, end, text: words } of quotables) {
      expect(text.slice(start, end).replace(/\s+/gu, ' ').trim()).toBe(words);
    }
  });

  it('join the lines a page has broken, and only those', () => {
    const text = [
      'Le contrat prend effet à la date de sa signature par les deux',
      'parties et se renouvelle chaque année par tacite reconduction',
      'sauf dénonciation.',
      'Article suivant',
      'Le loyer est payable d’avance.',
    ].join('\n');
    expect(splitQuotables(text)[0]?.text).toBe(
      'Le contrat prend effet à la date de sa signature par les deux parties et se renouvelle chaque année par tacite reconduction sauf dénonciation.',
    );
    expect(splitQuotables(text).at(-1)?.text).toBe('Le loyer est payable d’avance.');
  });

  it('take unmarked lines after a colon for items, until the text goes on', () => {
    const quotables = splitQuotables(
      'La demande se fait :\nsoit en ligne,\nsoit à la mairie.\n\nDocuments utiles\n\nElle est gratuite.',
    );
    expect(quotables.map(({ kind }) => kind)).toEqual([
      'sentence',
      'list-item',
      'list-item',
      'heading',
      'sentence',
    ]);
  });
});
