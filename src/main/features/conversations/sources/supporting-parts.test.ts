import { describe, expect, it } from 'vitest';
import { analysePassage } from './analysed-passage.ts';
import { supportingParts } from './supporting-parts.ts';

function supported(text: string, sentence: string, question = ''): string[] {
  const passage = analysePassage({ number: 1, text, title: 'Guide', heading: null, page: null });
  return supportingParts(passage, { sentence, question }).map(({ start, end }) => text.slice(start, end));
}

const RULES = [
  '## Pauses',
  'La pause du midi dure quarante-cinq minutes. Elle est prise entre 12 h et 14 h. Les salles sont réservées par M. Kowalski.',
  '',
  '| Formule | Prix | Durée |',
  '|---|---|---|',
  '| Standard | 5 € | un mois |',
  '| Premium | 9 € | un an |',
  '',
  'Pour l’inscription, il faut :',
  '- une photo ;',
  '- un certificat médical.',
].join('\n');

describe('the parts of a passage that support a sentence', () => {
  it('are the sentence with its words, figures and names', () => {
    expect(supported(RULES, 'La pause dure 45 minutes.')).toEqual([
      'La pause du midi dure quarante-cinq minutes.',
    ]);
    expect(supported(RULES, 'Monsieur Kowalski réserve les salles.')).toEqual([
      'Les salles sont réservées par M. Kowalski.',
    ]);
  });

  it('are the row of a table, never its head or the table', () => {
    expect(supported(RULES, 'La formule Premium coûte 9 €.')).toEqual(['| Premium | 9 € | un an |']);
    expect(supported(RULES, 'Le prix de la formule est de 5 €.')).toEqual(['| Standard | 5 € | un mois |']);
  });

  it('are several only where each adds something, and one stretch where they follow one another', () => {
    expect(supported(RULES, 'La pause de midi dure 45 minutes, entre 12 h et 14 h.')).toEqual([
      'La pause du midi dure quarante-cinq minutes. Elle est prise entre 12 h et 14 h.',
    ]);
    expect(supported(RULES, 'La pause dure 45 minutes ; un certificat médical est demandé.')).toEqual([
      'La pause du midi dure quarante-cinq minutes.',
      'un certificat médical.',
    ]);
  });

  it('are found by figures, and by what was asked, when the answer is in another language', () => {
    expect(supported(RULES, 'The break lasts 45 minutes.')).toEqual([
      'La pause du midi dure quarante-cinq minutes.',
    ]);
    expect(supported(RULES, 'A medical proof is needed.', 'Quel certificat faut-il ?')).toEqual([
      'un certificat médical.',
    ]);
  });

  it('are whole sentences where the end of a page has cut them', () => {
    const text =
      'Rien ici.\n\nLa visite de la chaudière est faite\n\nen octobre par la maison Calorifer. Rien là.';
    expect(supported(text, 'La maison Calorifer vient en octobre.')).toEqual([
      'La visite de la chaudière est faite\n\nen octobre par la maison Calorifer.',
    ]);
  });

  it('hold each date and time that is said', () => {
    const text =
      'La visite est faite en octobre. Le gardien est absent. Le rapport est envoyé sous neuf semaines.';
    expect(supported(text, 'En octobre ; le rapport est envoyé sous neuf semaines.')).toEqual([
      'La visite est faite en octobre.',
      'Le rapport est envoyé sous neuf semaines.',
    ]);
  });

  it('are never the whole passage, even when nothing is shared', () => {
    expect(supported(RULES, 'Tout autre chose.')).toHaveLength(1);
    expect(supported(RULES, '')[0]?.length).toBeLessThan(130);
    expect(supported('', 'Rien.')).toEqual([]);
  });
});

it('a row knows the row that names its columns; a table without a head has none', () => {
  const headed = analysePassage({ number: 1, text: RULES, title: '', heading: null, page: null });
  const row = headed.parts.find(part => part.text.includes('Premium'));
  expect(row?.header?.text).toBe('| Formule | Prix | Durée |');
  const bare = analysePassage({
    number: 1,
    text: '| A | 1 |\n| B | 2 |',
    title: '',
    heading: null,
    page: null,
  });
  expect(bare.parts.map(part => part.header)).toEqual([null, null]);
});
