/** Without drizzle: the thread of the search reads it as well. */

/**
 * Ends before the id of the chatbot, so that what is asked about it is looked up once and not for each document. Joined
 * crosswise: from the few tags to what has them, whatever other clients have.
 */
export const BEFORE_ID = 'WITH me(id) AS (SELECT ';
export const AFTER_ID = `), bound(tag_id) AS (
  SELECT tag_id FROM chatbot_tags WHERE chatbot_id = (SELECT id FROM me)
), held(document_id) AS (
  SELECT i.document_id FROM bound b CROSS JOIN source_tags s ON s.tag_id = b.tag_id CROSS JOIN source_items i ON i.source_id = s.source_id
  WHERE i.document_id IS NOT NULL
)
SELECT l.document_id FROM document_chatbots l
WHERE l.chatbot_id = (SELECT id FROM me) AND (
  NOT EXISTS (SELECT 1 FROM bound)
  OR l.document_id IN (SELECT t.document_id FROM bound b CROSS JOIN document_tags t ON t.tag_id = b.tag_id)
  OR l.document_id IN (SELECT document_id FROM held)
  OR l.document_id IN (SELECT d.replaces FROM held h CROSS JOIN documents d ON d.id = h.document_id WHERE d.replaces IS NOT NULL)
)`;

/**
 * Selects the documents that a chatbot answers from, with one parameter, its id: those that it was given and, where it
 * is bound to tags, that have one of them. Nothing else may decide what a search or an answer looks at.
 */
export const KNOWN_DOCUMENTS = `${BEFORE_ID}?${AFTER_ID}`;
