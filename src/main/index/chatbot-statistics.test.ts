import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryKnowledgeBase } from '../../../tests/support/temporary-knowledge-base.ts';
import type { TemporaryKnowledgeBase } from '../../../tests/support/temporary-knowledge-base.ts';
import { createKeywordReader } from './keyword-search.ts';

const reception = { clientId: 'office', chatbotId: 'reception' };
let base: TemporaryKnowledgeBase;

beforeEach(() => {
  base = openTemporaryKnowledgeBase(['office'], ['reception', 'archive']);
  base.addDocument({
    clientId: 'office',
    id: 'hours',
    texts: ['Le cabinet est ouvert du lundi au vendredi, la consultation coûte soixante euros.'],
    chatbotIds: ['reception'],
  });
});

afterEach(() => base.close());

function addArchive(count = 30): void {
  for (let number = 0; number < count; number += 1) {
    base.addDocument({
      clientId: 'office',
      id: `archive-${number}`,
      texts: [`Le Zanzibarium numéro ${number} garde la consultation et le cabinet du lundi.`],
      chatbotIds: ['archive'],
    });
  }
}

describe('the statistics of one chatbot', () => {
  it('shows no word of another chatbot in a correction', () => {
    addArchive();
    const reader = createKeywordReader(base.sqlite);
    expect(reader.search(reception, 'zanzibariun', { k: 10 }).corrections).toEqual([]);
    const archive = { ...reception, chatbotId: 'archive' };
    expect(reader.search(archive, 'zanzibariun', { k: 10 }).corrections).toEqual([
      { term: 'zanzibariun', used: ['zanzibarium'] },
    ]);
  });

  it('gives the same results, to the last figure, whatever another chatbot of the client knows', () => {
    const alone = createKeywordReader(base.sqlite);
    const questions = ['Combien coûte la consultation ?', 'horaires du cabinet le lundi', 'consultaiton'];
    const before = questions.map(question => alone.search(reception, question, { k: 10 }));
    addArchive();
    const after = questions.map(question => alone.search(reception, question, { k: 10 }));
    expect(after).toEqual(before);
    expect(before[0]?.hits).toHaveLength(1);
  });

  it('counts anew when a document is given to the chatbot or taken away', () => {
    addArchive(3);
    const reader = createKeywordReader(base.sqlite);
    expect(reader.search(reception, 'zanzibariun', { k: 10 }).hits).toEqual([]);
    const link = base.sqlite.prepare('INSERT INTO document_chatbots (document_id, chatbot_id) VALUES (?, ?)');
    link.run('archive-1', 'reception');
    expect(reader.search(reception, 'zanzibariun', { k: 10 }).hits).toHaveLength(1);
    base.sqlite
      .prepare("DELETE FROM document_chatbots WHERE document_id = 'archive-1' AND chatbot_id = 'reception'")
      .run();
    link.run('archive-2', 'reception');
    expect(reader.search(reception, 'zanzibarium', { k: 10 }).hits.map(hit => hit.documentId)).toEqual([
      'archive-2',
    ]);
    base.sqlite
      .prepare("DELETE FROM document_chatbots WHERE chatbot_id = 'reception' AND document_id <> 'hours'")
      .run();
    expect(reader.search(reception, 'zanzibariun', { k: 10 }).corrections).toEqual([]);
  });

  it('searches the words as they are typed when told', () => {
    const reader = createKeywordReader(base.sqlite);
    expect(reader.search(reception, 'consultaiton', { k: 10 }).corrections).toHaveLength(1);
    const typed = reader.search(reception, 'consultaiton', { k: 10, asTyped: true });
    expect(typed).toMatchObject({ hits: [], corrections: [] });
  });
});
