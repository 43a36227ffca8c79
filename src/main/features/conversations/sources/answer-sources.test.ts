import { describe, expect, it } from 'vitest';
import type { RetrievedPassage } from '#main/features/search/index.ts';
import { groundingOf, type GroundedPassage } from '../grounding.ts';
import { placesIn } from './answer-check.ts';
import { createAnswerSources } from './answer-sources.ts';
import { createCitationStream } from './citation-stream.ts';
import type { SourceDocuments } from './ports.ts';
import { plantedId } from '../../../../../tests/support/planted-id.ts';

const PAGE = 100; // characters
/** `copy` holds the same as `rules`. */
const documents: SourceDocuments = {
  pagesAt: (_, spans) =>
    spans.map(({ start, end }) => ({
      page: Math.floor(start / PAGE) + 1,
      pageEnd: Math.floor((end - 1) / PAGE) + 1,
    })),
  badlyRecognised: () => null,
  writtenByOffice: () => null,
  contentOf: ids => new Map(ids.map(id => [id, id === 'copy' ? 'rules' : id])),
};

function passage(number: number, documentId: string, start: number, text: string): GroundedPassage {
  const title = `Title of ${documentId}`;
  return {
    number,
    documentId,
    title,
    page: 1,
    heading: null,
    text,
    start,
    end: start + text.length,
    score: 9 - number,
    relevance: 1,
    context: '',
    byMeaning: false,
  };
}

function answered(text: string, passages: readonly GroundedPassage[], question = '') {
  const sources = createAnswerSources(passages, question, documents);
  const stream = createCitationStream(sources.numbered);
  const shown = stream.pass(text) + stream.rest();
  const places = placesIn({ text: shown, marks: stream.marks(), passages: sources.analysed, question });
  return { text: shown, ...sources.shown(places, stream.numberOf) };
}

const RULES = 'La pause dure 45 minutes. Elle est payée par la maison.';
const MORE = 'Le badge est remis le premier jour. Sa perte coûte 12 euros.';
const PRICES = 'Le parking coûte 5 euros par jour. Il ferme à 20 h.';

describe('the sources of an answer', () => {
  it('are documents with their places, in the order of the answer; what was only read comes last, without a number', () => {
    const { text, sources, citations } = answered(
      'Le parking coûte 5 euros [3]. La pause dure 45 minutes [1]. Un badge perdu coûte 12 euros [2].',
      [
        passage(1, 'rules', 0, RULES),
        passage(2, 'rules', 500, MORE),
        passage(3, 'prices', 70, PRICES),
        passage(4, 'other', 0, 'Autre chose. Le parking est grand.'),
      ],
      'Combien coûte le parking ?',
    );
    expect(text).toBe(
      'Le parking coûte 5 euros [1]. La pause dure 45 minutes [2]. Un badge perdu coûte 12 euros [2].',
    );
    expect(sources.map(({ number, documentId, cited }) => [number, documentId, cited])).toEqual([
      [1, 'prices', true],
      [2, 'rules', true],
      [null, 'other', false],
    ]);
    const [prices, rules, other] = sources;
    expect(rules?.places.map(({ quote, start, page }) => [quote, start, page])).toEqual([
      ['La pause dure 45 minutes.', 0, 1],
      ['Sa perte coûte 12 euros.', 536, 6],
    ]);
    // What older clients read is the first place.
    expect([prices?.quote, prices?.start, prices?.end, prices?.page, prices?.pageEnd]).toEqual([
      'Le parking coûte 5 euros par jour.', 70, 104, 1, 2,
    ]); // prettier-ignore
    // Of what is not cited, the words nearest to the question.
    expect(other?.places).toMatchObject([{ quote: 'Le parking est grand.', cited: false }]);
    expect(citations.map(({ number, place }) => [number, place])).toEqual([
      [1, 0],
      [2, 0],
      [2, 1],
    ]);
    expect(citations.every(({ at, number }) => text.slice(at).startsWith(`[${number}]`))).toBe(true);
  });

  it('are one for copies of a document, with the same place once', () => {
    const { text, sources } = answered('La pause dure 45 minutes [1][2]. Elle est payée [2].', [
      passage(1, 'rules', 0, RULES),
      passage(2, 'copy', 0, RULES),
    ]);
    expect(text).toBe('La pause dure 45 minutes [1]. Elle est payée [1].');
    expect(sources).toHaveLength(1);
    expect(sources[0]).toMatchObject({ number: 1, documentId: 'rules', title: 'Title of rules' });
    expect(sources[0]?.places.map(({ quote }) => quote)).toEqual([
      'La pause dure 45 minutes.',
      'Elle est payée par la maison.',
    ]);
  });

  it('keep a passage that was read of a document that is cited elsewhere as a place that is not cited', () => {
    const { sources } = answered('La pause dure 45 minutes [1].', [
      passage(1, 'rules', 0, RULES),
      passage(2, 'rules', 500, MORE),
    ]);
    expect(sources[0]?.places.map(({ cited }) => cited)).toEqual([true, false]);
  });

  it('show no citation of a document before it is cited', () => {
    const sources = createAnswerSources([passage(1, 'rules', 0, RULES)], 'pause', documents);
    expect(sources.shown(new Map(), () => null).sources).toMatchObject([
      { number: null, cited: false, quote: 'La pause dure 45 minutes.' },
    ]);
  });
});

describe('places in merged passages', () => {
  const whole = `${RULES}\n\n\n${MORE} Fin du chapitre.`;
  const cut = (ordinal: number, start: number, end: number, head: string | null = null): RetrievedPassage => ({
    id: ordinal, documentId: plantedId('rules'), contentHash: 'rules', ordinal, title: 'Rules', page: 1, heading: null, tableHeader: head, score: 1, relevance: 1,
    relevant: true, context: '', exact: false, byMeaning: false, edited: false, start: start + 1_000, end: end + 1_000, text: whole.slice(start, end),
  }); // prettier-ignore
  const gap = RULES.length + 3;

  it.each([
    ['with a gap between them', [cut(4, gap, gap + MORE.length), cut(3, 0, RULES.length)]],
    ['that overlap', [cut(3, 0, gap + 20), cut(4, gap - 10, whole.length)]],
    [
      'with a head repeated above the second',
      [cut(3, 0, RULES.length), cut(4, gap, whole.length, '| Titre | Prix |')],
    ],
  ])('%s are those of the document', (_, retrieved) => {
    const grounded = groundingOf(retrieved);
    expect(grounded).toHaveLength(1);
    const { sources } = answered(
      'Un badge perdu coûte 12 euros [1]. La pause dure 45 minutes [1].',
      grounded,
    );
    for (const { quote, start, end } of sources[0]?.places ?? []) {
      expect(whole.slice(start - 1_000, end - 1_000)).toBe(quote);
    }
    expect(sources[0]?.places.map(({ quote }) => quote)).toEqual([
      'Sa perte coûte 12 euros.',
      'La pause dure 45 minutes.',
    ]);
  });
});
