import type { Proposal } from '../contract.ts';
import type { NamedRow } from './store.ts';

/** A proposal as it is told. */
export function shown(row: NamedRow): Proposal {
  const { id, clientId, chatbotId, chatbotName, state, kind, question, title, text } = row;
  const { how, conversationId, messageId, proposedByName, createdAt, decidedByName, decidedAt } = row;
  const { answerId, documentId, documentState, updatedAt } = row;
  return {
    id,
    clientId,
    chatbotId,
    chatbotName,
    state,
    kind,
    question,
    title,
    text,
    origin: { how, conversationId, messageId, by: proposedByName, at: createdAt },
    decided: decidedAt === null ? null : { by: decidedByName, at: decidedAt },
    answerId,
    document: documentId === null || documentState === null ? null : { id: documentId, state: documentState },
    updatedAt,
  };
}
