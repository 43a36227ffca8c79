import type { Visit } from '#shared/contract/visits.ts';
import { FoyerError } from '#shared/errors.ts';
import { os } from '#main/features/access/implementer.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { Caller, ConversationService } from '#main/features/conversations/index.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { requireContent } from '#main/platform/stored-content.ts';
import type { VisitorStore } from './store.ts';

type Dependencies = {
  store: VisitorStore;
  conversations: Pick<ConversationService, 'get'>;
  files: ContentStore;
  journal: Journal;
};

type Visits = ReturnType<typeof createVisits>;

/** What came through a widget, as the office reads it. */
export function createVisits({ store, conversations, files, journal }: Dependencies) {
  return {
    /** Throws `resource.not_found`. */
    get(caller: Caller, conversationId: string): Visit | null {
      const conversation = conversations.get(caller, conversationId);
      const visitor = store.visitorOf(conversation.id);
      if (visitor === null) return null;
      const { feedback, files: sent } = store.particulars(conversation.id);
      return {
        visitor: {
          name: visitor.name,
          email: visitor.email,
          contactId: store.contactOf(visitor.id),
          origin: visitor.firstOrigin,
          consentAt: visitor.consentAt,
          firstSeenAt: visitor.createdAt,
        },
        attachments: sent.flatMap(({ id, fileName, mediaType, size, kind, messageId }) =>
          messageId === null ? [] : [{ id, fileName, mediaType, size, kind, messageId }],
        ),
        feedback,
        leads: store.leadsOf(conversation.id),
      };
    },

    /** The bytes of a file that was sent in a conversation within reach. Throws `resource.not_found`, `document.file_*`. */
    async file(caller: Caller, attachmentId: string) {
      const row = store.sentAttachment(caller.scope, attachmentId);
      if (row === null) throw new FoyerError('resource.not_found', `No file ${attachmentId}`);
      const { clientId, fileName, mediaType, size } = row;
      const path = await requireContent(files, row);
      journal.record({
        action: 'attachments.downloaded',
        targetId: row.id,
        targetLabel: fileName,
        clientId,
      });
      return { path, fileName, mediaType, size };
    },
  };
}

export function createVisitRoutes(visits: Visits) {
  return {
    get: os.visits.get.handler(({ input, context }) => visits.get(context, input.id)),
    file: os.visits.file.handler(({ input, context }) => visits.file(context, input.id)),
  };
}
