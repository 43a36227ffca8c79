import { describe, expect, it } from 'vitest';
import type { Language } from '#shared/contract/vocabulary.ts';
import { analysePassage } from './analysed-passage.ts';
import { checkAnswer } from './answer-check.ts';
import { createCitationStream } from './citation-stream.ts';

type Given = { known?: string; language?: Language; written?: boolean; question?: string };

const RULES = [
  'Le salarié bénéficie de quatre jours ouvrés à l’occasion de son mariage. Un jour pour un enfant. La pause dure 45 minutes.',
  'La demande est adressée au responsable au moins quinze jours avant l’absence.',
  '| Formule | Prix |\n|---|---|\n| Standard | 5 € |\n| Premium | 9 € |',
];

function check(answer: string, texts: readonly string[] = RULES, given: Given = {}) {
  const passages = texts.map((text, index) =>
    analysePassage({ number: index + 1, text, title: 'Guide', heading: null, page: null }),
  );
  const stream = createCitationStream(
    passages.map(({ number, text }) => ({ number, text, source: `document ${number}` })),
  );
  const text = stream.pass(answer) + stream.rest();
  const result = checkAnswer({
    text,
    marks: stream.marks(),
    passages,
    language: given.language ?? 'fr',
    question: given.question ?? '',
    known: given.known ?? '',
    written: given.written ?? true,
  });
  return {
    support: result.support,
    unheld: result.unheld,
    doubts: result.doubts.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`),
    places: [...result.places.values()].map(places =>
      places.map(({ passage, start, end }) => texts[passage - 1]?.slice(start, end)),
    ),
  };
}

describe('where an answer rests', () => {
  it('is the words quoted, whatever their spacing, with the mark that ends them', () => {
    expect(check("« quatre jours  ouvrés à l'occasion de son mariage » [1].").places).toEqual([
      ['quatre jours ouvrés à l’occasion de son mariage.'],
    ]);
  });

  it('is the row of a quoted cell', () => {
    expect(check('« Premium : 9 € » [3]').places).toEqual([['| Premium | 9 € |']]);
  });

  it('is from the first to the last of quoted words with something left out between', () => {
    expect(check('« quatre jours ouvrés … un jour pour un enfant » [1].').places).toEqual([
      ['quatre jours ouvrés à l’occasion de son mariage. Un jour pour un enfant.'],
    ]);
  });

  it('is the sentence that says the same, for each citation its own', () => {
    const { places } = check('La pause est de 45 minutes [1]. Pour son mariage, il a quatre jours [1].');
    expect(places).toEqual([
      ['La pause dure 45 minutes.'],
      ['Le salarié bénéficie de quatre jours ouvrés à l’occasion de son mariage.'],
    ]);
  });

  it('is told apart within a sentence, and for sentences before the one that cites', () => {
    expect(check('La pause dure 45 minutes [1] et le Premium coûte 9 € [3].').places).toEqual([
      ['La pause dure 45 minutes.'],
      ['| Premium | 9 € |'],
    ]);
    expect(check('La pause dure 45 minutes. Un jour est donné pour un enfant [1].').places).toEqual([
      ['La pause dure 45 minutes.', 'Un jour pour un enfant.'],
    ]);
  });

  it('is never the whole passage for a term between quotation marks', () => {
    expect(check('Le tarif « Premium » est de 9 € [3].').places).toEqual([['| Premium | 9 € |']]);
  });
});

describe('how far an answer is supported', () => {
  it('counts sentences whose cited passage says so', () => {
    expect(check('Quatre jours ouvrés pour un mariage [1]. La cantine ouvre à midi [2].').support).toBe(0.5);
    expect(check('La cantine ouvre à midi.').support).toBe(0);
    expect(check('Quatre jours ouvrés pour un mariage. [1]').support).toBe(1);
  });

  it('takes each line of a list as a sentence, and an announcing line and a head of columns as none', () => {
    const answer =
      'Voici ce que disent les documents :\n\n- « quatre jours ouvrés » [1]\n- « quinze jours avant » [2]\n  (Formule | Prix)';
    expect(check(answer).support).toBe(1);
  });

  it('gives nothing to a sentence with a figure that its source does not hold', () => {
    expect(check('La pause dure 90 minutes [1].').support).toBe(0);
    expect(check('La pause dure 45 minutes [1].').support).toBe(1);
  });

  it('cannot compare words of another language, and asks for the figures', () => {
    const foreign = check('The break lasts 45 minutes [1].', RULES, { language: 'en' });
    expect(foreign.support).toBeGreaterThan(0.5);
    expect(check('The break lasts 90 minutes [1].', RULES, { language: 'en' }).support).toBe(0);
  });
});

describe('what an answer says and its sources do not', () => {
  it('is a figure that only another passage holds', () => {
    expect(check('La demande est faite 45 minutes avant [2].').doubts).toEqual(['figure: 45 minutes']);
    expect(check('La demande est faite quinze jours avant [2].').doubts).toEqual([]);
  });

  it('is a quotation that no cited passage holds word for word', () => {
    expect(check('« huit jours ouvrés pour un mariage » [1].').doubts).toEqual([
      'quotation: huit jours ouvrés pour un mariage',
    ]);
    expect(check('Le mot « pause café » n’y est pas [1].').doubts).toEqual([]);
  });

  it('is told once where one lies in another, and cut where Markdown begins', () => {
    expect(check('La pause dure **90** minutes [1].').doubts).toEqual(['figure: 90', 'figure: minutes']);
    expect(check('La pause dure **90** minutes [1].').unheld).toEqual(['90 minutes']);
    expect(check('Il est dit : « la pause dure 90 minutes au total » [1].').doubts).toEqual([
      'quotation: la pause dure 90 minutes au total',
    ]);
  });

  it('is a sentence that says the opposite', () => {
    const rules = ['Les chiens ne sont pas admis sur les pontons.'];
    expect(check('Les chiens sont admis sur les pontons [1].', rules).doubts).toEqual([
      'contradiction: Les chiens sont admis sur les pontons',
    ]);
  });

  it('leaves alone what the question brought, code, and the words of the documents themselves', () => {
    expect(
      check('Pour 12 salariés, la pause dure 45 minutes [1].', RULES, { known: '12 salariés' }).doubts,
    ).toEqual([]);
    expect(check('Tapez `x = 90` : 45 minutes [1].').doubts).toEqual([]);
    expect(check('La pause dure 90 minutes [1].', RULES, { written: false }).doubts).toEqual([]);
  });

  it('asks all passages where nothing is cited', () => {
    expect(check('La pause dure 45 minutes. Le Premium coûte 9 €.').doubts).toEqual([]);
    expect(check('Le Premium coûte 19 €.').doubts).toEqual(['figure: 19 €']);
  });
});
