import { and, asc, count, eq, gt, or } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import {
  apiKeys,
  attachments,
  auditDetails,
  auditEvents,
  chatbots,
  clients,
  conversations,
  documentChatbots,
  documents,
  documentTexts,
  leads,
  memberships,
  messageFeedback,
  messages,
  models,
  users,
  visitors,
  widgets,
} from '#main/db/schema/index.ts';

import { partsOf } from '#main/db/stored-parts.ts';
import { readAnswer } from '#main/features/conversations/index.ts';
import { createJobRecords } from '#main/platform/jobs/records.ts';
import { createCopies, createPageNumbers } from '#main/features/documents/index.ts';

const PAGE_ROWS = 200;

/** Without what is bookkeeping of Foyer itself. */
export type DocumentRecord = Omit<
  typeof documents.$inferSelect,
  'clientId' | 'searchedName' | 'readerVersion' | 'replaces'
> & { chatbotIds: string[] };

export type ExportRecords = ReturnType<typeof createExportRecords>;

/**
 * What an archive holds of a client, as it stands in the files. Each list is read a page at a time; no password, no
 * hash, no secret of any kind is among the columns.
 */
export function createExportRecords(database: Database, clientId: string) {
  const jobRecords = createJobRecords(database);
  const documentsCited = { ...createPageNumbers(database), ...createCopies(database) };

  /** Rows in the order of their ids, page after page. */
  function* paged<Row extends { id: string }>(page: (after: string) => Row[]): Generator<Row> {
    for (let after = ''; ;) {
      const rows = page(after);
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE_ROWS) return;
      after = last.id;
    }
  }

  function client() {
    const row = database.select().from(clients).where(eq(clients.id, clientId)).get();
    return row ?? null;
  }

  /** The client's members, then others who had conversations with its bots. */
  function people() {
    const fields = { id: users.id, name: users.fullName, email: users.email };
    const members = database
      .select({ ...fields, role: memberships.role, since: memberships.createdAt })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.clientId, clientId))
      .orderBy(asc(users.id))
      .all();
    const known = new Set(members.map(member => member.id));
    const others = database
      .selectDistinct({ ...fields, role: users.role })
      .from(conversations)
      .innerJoin(users, eq(users.id, conversations.userId))
      .where(eq(conversations.clientId, clientId))
      .orderBy(asc(users.id))
      .all()
      .filter(person => !known.has(person.id));
    return [...members, ...others.map(person => ({ ...person, since: null }))];
  }

  function bots() {
    const modelNames = new Map(
      database
        .select({ id: models.id, name: models.name })
        .from(models)
        .all()
        .map(({ id, name }) => [id, name]),
    );
    const nameOf = (id: string | null) => (id === null ? null : (modelNames.get(id) ?? null));
    return database
      .select()
      .from(chatbots)
      .where(eq(chatbots.clientId, clientId))
      .orderBy(asc(chatbots.id))
      .all()
      .map(({ clientId: _clientId, modelId, fallbackModelId, ...bot }) => ({
        ...bot,
        model: nameOf(modelId),
        fallbackModel: nameOf(fallbackModelId),
      }));
  }

  function* allDocuments(): Generator<DocumentRecord> {
    const rows = paged(after =>
      database
        .select()
        .from(documents)
        .where(and(eq(documents.clientId, clientId), gt(documents.id, after)))
        .orderBy(asc(documents.id))
        .limit(PAGE_ROWS)
        .all(),
    );
    for (const row of rows) {
      const {
        clientId: _client,
        searchedName: _name,
        readerVersion: _reader,
        replaces: _next,
        ...document
      } = row;
      const links = database
        .select({ id: documentChatbots.chatbotId })
        .from(documentChatbots)
        .where(eq(documentChatbots.documentId, document.id))
        .all();
      yield { ...document, chatbotIds: links.map(({ id }) => id) };
    }
  }

  /** The text that was read from a document; null when there is none. */
  function textOf(documentId: string): string | null {
    const row = database
      .select({ text: documentTexts.text })
      .from(documentTexts)
      .where(eq(documentTexts.documentId, documentId))
      .get();
    return row?.text ?? null;
  }

  function hasText(documentId: string): boolean {
    const row = database
      .select({ id: documentTexts.documentId })
      .from(documentTexts)
      .where(eq(documentTexts.documentId, documentId))
      .get();
    return row !== undefined;
  }

  function* allConversations() {
    const rows = paged(after =>
      database
        .select({
          id: conversations.id,
          chatbotId: conversations.chatbotId,
          personId: conversations.userId,
          keyId: conversations.apiKeyId,
          visitorId: conversations.visitorId,
          title: conversations.title,
          channel: conversations.channel,
          personAskedAt: conversations.personAskedAt,
          personHandledAt: conversations.personHandledAt,
          createdAt: conversations.createdAt,
          updatedAt: conversations.updatedAt,
        })
        .from(conversations)
        .where(and(eq(conversations.clientId, clientId), gt(conversations.id, after)))
        .orderBy(asc(conversations.id))
        .limit(PAGE_ROWS)
        .all(),
    );
    for (const conversation of rows) {
      const said = database
        .select()
        .from(messages)
        .where(eq(messages.conversationId, conversation.id))
        .orderBy(asc(messages.sequence))
        .all()
        .map(({ clientId: _clientId, conversationId: _conversationId, sender, senderId, ...row }) => {
          const { parts, ...message } = readAnswer(row, documentsCited);
          const id = sender === 'visitor' ? conversation.visitorId : senderId;
          return { ...message, sender: { kind: sender, id }, parts: partsOf(message.content, parts) };
        });
      yield { ...conversation, messages: said };
    }
  }

  function widgetList() {
    return database
      .select()
      .from(widgets)
      .where(eq(widgets.clientId, clientId))
      .orderBy(asc(widgets.chatbotId))
      .all()
      .map(({ clientId: _clientId, tokenEpoch: _epoch, ...widget }) => widget);
  }

  function logoHashes(): string[] {
    return [...new Set(widgetList().flatMap(({ logoHash }) => (logoHash === null ? [] : [logoHash])))];
  }

  function* visitorList() {
    const rows = paged(after =>
      database
        .select()
        .from(visitors)
        .where(and(eq(visitors.clientId, clientId), gt(visitors.id, after)))
        .orderBy(asc(visitors.id))
        .limit(PAGE_ROWS)
        .all(),
    );
    for (const { clientId: _clientId, secretHash: _secret, ...visitor } of rows) yield visitor;
  }

  function* leadList() {
    const rows = paged(after =>
      database
        .select()
        .from(leads)
        .where(and(eq(leads.clientId, clientId), gt(leads.id, after)))
        .orderBy(asc(leads.id))
        .limit(PAGE_ROWS)
        .all(),
    );
    for (const { clientId: _clientId, ...lead } of rows) yield lead;
  }

  function feedbackList() {
    return paged(after =>
      database
        .select({
          id: messageFeedback.messageId,
          rating: messageFeedback.rating,
          comment: messageFeedback.comment,
          createdAt: messageFeedback.createdAt,
        })
        .from(messageFeedback)
        .where(and(eq(messageFeedback.clientId, clientId), gt(messageFeedback.messageId, after)))
        .orderBy(asc(messageFeedback.messageId))
        .limit(PAGE_ROWS)
        .all(),
    );
  }

  function* allAttachments() {
    const rows = paged(after =>
      database
        .select()
        .from(attachments)
        .where(and(eq(attachments.clientId, clientId), gt(attachments.id, after)))
        .orderBy(asc(attachments.id))
        .limit(PAGE_ROWS)
        .all(),
    );
    for (const { clientId: _clientId, ...attachment } of rows) yield attachment;
  }

  function keys() {
    return database
      .select({
        id: apiKeys.id,
        name: apiKeys.name,
        scopes: apiKeys.scopes,
        chatbotIds: apiKeys.chatbotIds,
        createdBy: apiKeys.createdBy,
        createdAt: apiKeys.createdAt,
        expiresAt: apiKeys.expiresAt,
        lastUsedAt: apiKeys.lastUsedAt,
        revokedAt: apiKeys.revokedAt,
      })
      .from(apiKeys)
      .where(eq(apiKeys.clientId, clientId))
      .orderBy(asc(apiKeys.id))
      .all();
  }

  function* audit() {
    for (let after = 0; ;) {
      const rows = database
        .select()
        .from(auditEvents)
        .leftJoin(auditDetails, eq(auditDetails.sequence, auditEvents.sequence))
        .where(
          and(
            or(eq(auditEvents.clientId, clientId), eq(auditEvents.targetId, clientId)),
            gt(auditEvents.sequence, after),
          ),
        )
        .orderBy(asc(auditEvents.sequence))
        .limit(PAGE_ROWS)
        .all();
      for (const { audit_events: event, audit_details: details } of rows) {
        after = event.sequence;
        yield { ...event, details };
      }
      if (rows.length < PAGE_ROWS) return;
    }
  }

  const work = () => paged(after => jobRecords.ofClient(clientId, after, PAGE_ROWS));

  function size(): { documents: number; conversations: number } {
    const rowsOf = (table: typeof documents | typeof conversations) =>
      database.select({ rows: count() }).from(table).where(eq(table.clientId, clientId)).get()?.rows ?? 0;
    return { documents: rowsOf(documents), conversations: rowsOf(conversations) };
  }

  return {
    client,
    people,
    bots,
    allDocuments,
    textOf,
    hasText,
    allConversations,
    keys,
    audit,
    work,
    size,
    widgetList,
    logoHashes,
    visitorList,
    leadList,
    feedbackList,
    allAttachments,
  };
}
