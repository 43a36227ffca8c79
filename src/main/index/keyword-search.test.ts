import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeywordReader, searchKeywords } from './keyword-search.ts';
import { KEYWORD_RELEVANCE_THRESHOLD, keywordRelevance } from './relevance.ts';
import { openTemporaryKnowledgeBase } from '../../../tests/support/temporary-knowledge-base.ts';
import type { TemporaryKnowledgeBase } from '../../../tests/support/temporary-knowledge-base.ts';

const everything = { clientId: 'office', chatbotId: null };
let base: TemporaryKnowledgeBase;

beforeEach(() => {
  base = openTemporaryKnowledgeBase(
    ['office', 'neighbour', "d'; DROP TABLE chunks; --"],
    ['reception', 'archive'],
  );
});

afterEach(() => base.close());

function documentsFound(
  query: string,
  scope: { clientId: string; chatbotId: string | null } = everything,
): string[] {
  return searchKeywords(base.sqlite, scope, query, 10).hits.map(hit => hit.documentId);
}

const partOf = (documentIds: readonly string[]) => ({
  sql: 'SELECT value AS document_id FROM json_each(?)',
  parameters: [JSON.stringify(documentIds)],
});

function addOffice(): void {
  base.addDocument({
    clientId: 'office',
    id: 'hours',
    title: "Horaires d'ouverture",
    texts: ['Le cabinet est ouvert du lundi au vendredi de 9 heures à 18 heures. Il est fermé le samedi.'],
    chatbotIds: ['reception'],
  });
  base.addDocument({
    clientId: 'office',
    id: 'leave',
    title: 'Congés payés',
    texts: [
      'Chaque salarié acquiert deux jours et demi de congés par mois. La demande se fait un mois avant le départ.',
    ],
    chatbotIds: ['archive'],
  });
  base.addDocument({
    clientId: 'office',
    id: 'fees',
    title: 'Honoraires',
    texts: [
      'Une consultation simple est facturée soixante euros. Le règlement se fait par chèque ou par virement.',
    ],
    chatbotIds: ['reception'],
  });
}

describe('searchKeywords', () => {
  it('finds the best within given documents, however many others come before them', () => {
    for (let number = 0; number < 200; number += 1)
      base.addDocument({
        clientId: 'office',
        id: `tariff ${number}`,
        title: 'Consultation',
        texts: ['La consultation est facturée. La consultation.'],
        chatbotIds: ['reception'],
      });
    addOffice();
    const reader = createKeywordReader(base.sqlite);
    const found = (documentIds: readonly string[] | null, chatbotId: string | null = 'reception') =>
      reader
        .search({ clientId: 'office', chatbotId }, 'Combien coûte la consultation ?', {
          k: 10,
          within: documentIds === null ? null : partOf(documentIds),
        })
        .hits.map(hit => hit.documentId);
    expect(found(null)).not.toContain('fees');
    expect(found(['fees'])).toEqual(['fees']);
    expect(found(['fees', 'hours'], null)).toEqual(['fees']);
    expect(found([])).toEqual([]);
  });

  it('finds inflected and unaccented forms', () => {
    addOffice();
    expect(documentsFound('Combien de conges pour un salarie ?')[0]).toBe('leave');
    expect(documentsFound('la consultation est-elle facturable ?')[0]).toBe('fees');
  });

  it('searches the words substituted for a misspelt one, and says so', () => {
    addOffice();
    const { hits, corrections } = searchKeywords(base.sqlite, everything, 'prix de la consulttaion', 10);
    expect(hits[0]?.documentId).toBe('fees');
    expect(corrections).toContainEqual({ term: 'consulttaion', used: ['consultation'] });
  });

  it('finds a compound by a part of it when no near word exists', () => {
    base.addDocument({
      clientId: 'office',
      id: 'remote',
      texts: ['Les règles de la télétransmission sont affichées.'],
    });
    const { hits, corrections } = searchKeywords(base.sqlite, everything, 'transmissionnaire', 10);
    expect(hits[0]?.documentId).toBe('remote');
    expect(corrections[0]?.used).toContain('teletransmission');
  });

  it('finds a page by a title of stop-words alone', () => {
    base.addDocument({
      clientId: 'office',
      id: 'about',
      title: 'Qui sommes-nous ?',
      texts: ['Une équipe à Lyon.'],
    });
    base.addDocument({
      clientId: 'office',
      id: 'other',
      title: 'Tarifs',
      texts: ['Nous avons des tarifs qui baissent.'],
    });
    expect(documentsFound('Qui sommes-nous ?')).toEqual(['about']);
  });

  it('never leaves the client', () => {
    addOffice();
    base.addDocument({
      clientId: 'neighbour',
      id: 'secret',
      texts: ['Les congés des voisins sont secrets.'],
    });
    expect(documentsFound('congés secrets')).toEqual(['leave']);
    expect(documentsFound('secrets', { clientId: 'neighbour', chatbotId: null })).toEqual(['secret']);
  });

  it('keeps to the documents of a chatbot without losing any', () => {
    for (let number = 0; number < 80; number += 1) {
      base.addDocument({
        clientId: 'office',
        id: `noise-${number}`,
        texts: ['Congés, congés et encore congés : le règlement des congés.'],
        chatbotIds: ['archive'],
      });
    }
    base.addDocument({
      clientId: 'office',
      id: 'wanted',
      texts: ['Dans une longue page sur bien des sujets on parle aussi des congés, une fois, tout à la fin.'],
      chatbotIds: ['reception'],
    });
    expect(documentsFound('congés', { clientId: 'office', chatbotId: 'reception' })).toEqual(['wanted']);
  });

  it('leaves out documents that are not ready, and removed passages', () => {
    base.addDocument({ clientId: 'office', id: 'draft', texts: ['brouillon indexé'], state: 'indexing' });
    const chunkIds = base.addDocument({ clientId: 'office', id: 'gone', texts: ['brouillon retiré'] });
    base.writer.remove('office', chunkIds);
    expect(documentsFound('brouillon')).toEqual([]);
  });

  it('sees what is written after the reader was made', () => {
    addOffice();
    const reader = createKeywordReader(base.sqlite);
    expect(reader.search(everything, 'imprimante', { k: 10 }).hits).toEqual([]);
    base.addDocument({ clientId: 'office', id: 'printer', texts: ["L'imprimante est au premier étage."] });
    expect(reader.search(everything, 'imprimante', { k: 10 }).hits[0]?.documentId).toBe('printer');
    const misspelt = reader.search(everything, 'imprimnate', { k: 10 });
    expect(misspelt.corrections).toEqual([{ term: 'imprimnate', used: ['imprimante'] }]);
  });

  it('answers nothing for a client without a table, an empty query, or noise', () => {
    addOffice();
    base.writer.dropClient('neighbour');
    expect(documentsFound('congés', { clientId: 'neighbour', chatbotId: null })).toEqual([]);
    for (const query of ['', '   ', '?!"\'*()', 'NOT AND OR', '"congés" NEAR(x) title:*', '\u0000']) {
      expect(() => documentsFound(query)).not.toThrow();
    }
    expect(documentsFound('congés '.repeat(5_000))).toContain('leave');
  });

  it('takes any client id', () => {
    const clientId = "d'; DROP TABLE chunks; --";
    base.addDocument({ clientId, id: 'odd', texts: ['une page singulière'] });
    expect(documentsFound('page singulière', { clientId, chatbotId: null })).toEqual(['odd']);
  });

  it('selects by the rare word and scores by all when common words would select too much', () => {
    base.sqlite.transaction(() => {
      for (let number = 0; number < 6_500; number += 1) {
        base.addDocument({
          clientId: 'office',
          id: `page-${number}`,
          texts: ['formulaire administratif ordinaire'],
        });
      }
    })();
    base.addDocument({ clientId: 'office', id: 'both', texts: ['formulaire de naturalisation'] });
    base.addDocument({ clientId: 'office', id: 'one', texts: ['la naturalisation expliquée'] });
    expect(documentsFound('formulaire naturalisation').slice(0, 2)).toEqual(['both', 'one']);
    expect(documentsFound('formulaire naturalisation')).toHaveLength(10);
  });
});

describe('keyword relevance in a base of three documents', () => {
  const best = (query: string): number =>
    Math.max(0, ...searchKeywords(base.sqlite, everything, query, 10).hits.map(keywordRelevance));

  it.each([
    "Quels sont les horaires d'ouverture ?",
    'Le cabinet est-il ouvert le samedi matin ?',
    'Combien de jours de congés par mois ?',
    'Puis-je payer par chèque ?',
    'Combien coûte une consultaton ?',
  ])('%s has an answer', question => {
    addOffice();
    expect(best(question)).toBeGreaterThanOrEqual(KEYWORD_RELEVANCE_THRESHOLD);
  });

  it.each([
    'Quelle est la recette de la tarte tatin ?',
    'Qui a gagné la coupe du monde de football ?',
    'Comment planter des tomates au jardin en mars ?',
  ])('%s has none', question => {
    addOffice();
    expect(best(question)).toBeLessThan(KEYWORD_RELEVANCE_THRESHOLD);
  });
});
