import { createKeywordReader } from '#main/index/keyword-search.ts';
import type { DocumentPart } from '#main/index/ports.ts';
import {
  openTemporaryKnowledgeBase,
  type TemporaryKnowledgeBase,
} from '../support/temporary-knowledge-base.ts';
import { numbers, sentencesOf, type Corpus } from './corpus.ts';
import { atMost, milliseconds, timings, type Measure } from './measures.ts';

const DOCUMENTS = 20_000;
const PASSAGES_OF_A_DOCUMENT = 5;
const SENTENCES_OF_A_PASSAGE = 5;
const RESULTS = 10;
const QUESTIONS_ASKED = 150;
const WARM_UPS = 50;
const OF_UNBOUND = 1.25;

/** Which chatbot is bound to a tag that every so many documents have. */
const BOUND = { half: 2, tenth: 10, hundredth: 100 };
const UNBOUND = 'whole';

/**
 * Searches of chatbots that are bound to a tag, and narrowed ones, beside those of a chatbot that is not: on the
 * thread of the search, the same questions in turn, so that a busy machine slows all of them.
 */
export function measureBound(corpus: Corpus, say: (text: string) => void): Measure[] {
  say(`Writing ${DOCUMENTS} documents with tags`);
  const base = baseWithTags(corpus);
  try {
    const reader = createKeywordReader(base.sqlite);
    const ways: Record<string, { chatbotId: string; within: DocumentPart | null }> = {
      [UNBOUND]: { chatbotId: UNBOUND, within: null },
    };
    for (const tag of Object.keys(BOUND)) {
      ways[`bound to a ${tag}`] = { chatbotId: tag, within: null };
      const sql = 'SELECT document_id FROM document_tags WHERE tag_id = ?';
      ways[`narrowed to a ${tag}`] = { chatbotId: UNBOUND, within: { sql, parameters: [tag] } };
    }
    const samples = new Map(Object.keys(ways).map(way => [way, [] as number[]]));
    say('Searching them, bound and not');
    for (const [index, question] of corpus.questions.slice(0, QUESTIONS_ASKED + WARM_UPS).entries())
      for (const [way, { chatbotId, within }] of Object.entries(ways)) {
        const startedAt = performance.now();
        reader.search({ clientId: 'office', chatbotId }, question, { k: RESULTS, within });
        if (index >= WARM_UPS) samples.get(way)?.push(performance.now() - startedAt);
      }
    const unbound = timings(samples.get(UNBOUND) ?? []);
    return [...samples].slice(1).map(([way, taken]) => {
      const { p50 } = timings(taken);
      return atMost(
        `Search ${way} of ${DOCUMENTS} documents, p50`,
        p50 / unbound.p50,
        OF_UNBOUND,
        ratio => `${ratio.toFixed(2)} × unbound`,
        `${milliseconds(p50)}; unbound ${milliseconds(unbound.p50)}`,
      );
    });
  } finally {
    base.close();
  }
}

function baseWithTags(corpus: Corpus): TemporaryKnowledgeBase {
  const tags = Object.entries(BOUND);
  const chatbotIds = [UNBOUND, ...Object.keys(BOUND)];
  const base = openTemporaryKnowledgeBase(['office'], chatbotIds);
  const { sqlite } = base;
  const addTag = sqlite.prepare(
    `INSERT INTO tags (id, client_id, name, key, created_at, updated_at) VALUES (?, 'office', ?, ?, '', '')`,
  );
  const bind = sqlite.prepare('INSERT INTO chatbot_tags (chatbot_id, tag_id) VALUES (?, ?)');
  const give = sqlite.prepare('INSERT INTO document_tags (document_id, tag_id) VALUES (?, ?)');
  const sentences = sentencesOf(corpus);
  const draw = numbers(1);
  const sentence = () => sentences[Math.floor(draw() * sentences.length)]?.trim() ?? '';
  const passage = () => Array.from({ length: SENTENCES_OF_A_PASSAGE }, sentence).join(' ');
  sqlite.transaction(() => {
    for (const [tag] of tags) {
      addTag.run(tag, tag, tag);
      bind.run(tag, tag);
    }
    for (let number = 0; number < DOCUMENTS; number += 1) {
      const id = `document-${String(number).padStart(8, '0')}`;
      const texts = Array.from({ length: PASSAGES_OF_A_DOCUMENT }, passage);
      base.addDocument({ clientId: 'office', id, title: `Note ${number}`, texts, chatbotIds });
      for (const [tag, every] of tags) if (number % every === 0) give.run(id, tag);
    }
  })();
  return base;
}
