import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  openTemporaryKnowledgeBase,
  type TemporaryKnowledgeBase,
} from '../../../tests/support/temporary-knowledge-base.ts';
import { createKeywordReader } from './keyword-search.ts';

let base: TemporaryKnowledgeBase;

beforeEach(() => {
  base = openTemporaryKnowledgeBase(['office'], ['reception', 'archive']);
  for (const id of ['one', 'two']) add(id, ['reception']);
  for (const id of ['three', 'four']) add(id, ['archive']);
});

afterEach(() => base.close());

function add(id: string, chatbotIds: string[], state: 'ready' | 'indexing' = 'ready'): void {
  base.addDocument({ clientId: 'office', id, texts: [`Le loyer du garage, ${id}.`], chatbotIds, state });
}

const sql = (statement: string) => base.sqlite.exec(statement);
const tag = (id: string) => sql(`INSERT INTO tags VALUES ('${id}', 'office', '${id}', '${id}', '', '')`);
const item = (id: string, documentId: string) =>
  sql(`INSERT INTO source_items (id, source_id, "key", document_id, state, depth, first_seen_at)
       VALUES ('${id}', 'folder', '${id}', '${documentId}', 'present', 0, '')`);

it('follows everything that changes which passages a chatbot, a tag or a source has', () => {
  const reader = createKeywordReader(base.sqlite);
  const found = (chatbotId: string, tagId?: string) => {
    const within =
      tagId === undefined
        ? null
        : {
            sql: `SELECT document_id FROM document_tags WHERE tag_id = ?
                  UNION SELECT i.document_id FROM source_tags s JOIN source_items i USING (source_id) WHERE s.tag_id = ?`,
            parameters: [tagId, tagId],
          };
    const { hits, searched } = reader.search({ clientId: 'office', chatbotId }, 'loyer', { k: 10, within });
    return { ids: hits.map(({ documentId }) => documentId).toSorted(), passages: searched.passages };
  };
  expect(found('reception')).toEqual({ ids: ['one', 'two'], passages: 2 });

  // Passages that come, of the chatbot and of another one; they are found once they are ready.
  add('five', ['reception'], 'indexing');
  add('six', ['archive']);
  expect(found('reception').ids).toEqual(['one', 'two']);
  sql(`UPDATE documents SET state = 'ready' WHERE id = 'five'`);
  expect(found('reception')).toEqual({ ids: ['five', 'one', 'two'], passages: 3 });

  // Documents that are given, taken away, and gone.
  sql(`INSERT INTO document_chatbots VALUES ('three', 'reception')`);
  expect(found('reception').ids).toEqual(['five', 'one', 'three', 'two']);
  sql(`DELETE FROM document_chatbots WHERE document_id = 'five' AND chatbot_id = 'reception'`);
  sql(`DELETE FROM documents WHERE id = 'one'`);
  expect(found('reception')).toEqual({ ids: ['three', 'two'], passages: 2 });

  // As many come as go.
  sql(`DELETE FROM documents WHERE id = 'three'`);
  add('seven', ['reception']);
  expect(found('reception')).toEqual({ ids: ['seven', 'two'], passages: 2 });

  // Tags by hand, then a chatbot that is bound to one.
  tag('public');
  expect(found('reception', 'public').ids).toEqual([]);
  sql(`INSERT INTO document_tags VALUES ('two', 'public')`);
  expect(found('reception', 'public').ids).toEqual(['two']);
  sql(`INSERT INTO chatbot_tags VALUES ('reception', 'public')`);
  expect(found('reception')).toEqual({ ids: ['two'], passages: 1 });

  // Tags of a source, what comes to be its, and what it passes on.
  sql(`INSERT INTO sources (id, client_id, kind, name, settings, schedule, on_vanished, state, created_at, updated_at)
       VALUES ('folder', 'office', 'folder', 'Dossier', '{}', '{}', 'keep', 'ok', '', '')`);
  sql(`INSERT INTO source_tags VALUES ('folder', 'public')`);
  expect(found('reception').ids).toEqual(['two']);
  item('place', 'seven');
  expect(found('reception').ids).toEqual(['seven', 'two']);
  expect(found('reception', 'public').ids).toEqual(['seven', 'two']);
  base.addDocument({
    clientId: 'office',
    id: 'newer',
    texts: [],
    chatbotIds: ['reception'],
    state: 'indexing',
  });
  sql(`UPDATE documents SET replaces = 'seven' WHERE id = 'newer'`);
  sql(`UPDATE source_items SET document_id = 'newer' WHERE id = 'place'`);
  expect(found('reception').ids).toEqual(['seven', 'two']);
  sql(`UPDATE documents SET replaces = NULL WHERE id = 'newer'`);
  expect(found('reception').ids).toEqual(['two']);
  sql(`UPDATE source_items SET document_id = 'seven' WHERE id = 'place'`);
  expect(found('reception').ids).toEqual(['seven', 'two']);
  sql(`DELETE FROM source_tags`);
  expect(found('reception').ids).toEqual(['two']);
  sql(`DELETE FROM chatbot_tags`);
  expect(found('reception').ids).toEqual(['seven', 'two']);
});
