import {
  attachmentPassages,
  attachments,
  chatbots,
  leads,
  messageFeedback,
  visitors,
  widgets,
} from '../schema/index.ts';
import { audited, exempt, type AuditedTable, type ExemptTable } from './audited-table.ts';
import { byPerson, column, lookUp, stillThere } from './conditions.ts';

/** What chatbots show on pages of the office, and what comes of it. */
export const widgetRules: readonly (AuditedTable | ExemptTable)[] = [
  audited(widgets, {
    columns: {
      chatbotId: 'ignored',
      clientId: 'ignored',
      publicId: 'ignored',
      enabled: 'watched',
      tokenEpoch: 'ignored',
      allowedDomains: 'watched',
      logoHash: 'watched',
      appearance: 'watched',
      behaviour: 'watched',
      limits: 'watched',
      createdAt: 'ignored',
      updatedAt: 'ignored',
    },
    targetId: column('chatbot_id'),
    targetLabel: lookUp('name', chatbots, 'chatbot_id'),
    clientId: column('client_id'),
    events: [
      // Made, switched off, when it is first looked at; gone with its chatbot.
      { on: 'update', action: 'widgets.updated' },
      { on: 'update', action: 'widgets.visitors_revoked', of: ['tokenEpoch'] },
    ],
  }),
  exempt(visitors, 'anonymous people, who come by themselves'),
  exempt(messageFeedback, 'what visitors say of answers'),
  audited(leads, {
    // Who a visitor is stays out of the log: it would be kept longer than what they left.
    columns: {
      id: 'ignored',
      clientId: 'ignored',
      chatbotId: 'ignored',
      conversationId: 'ignored',
      visitorId: 'ignored',
      reason: 'watched',
      fields: 'ignored',
      createdAt: 'watched',
    },
    targetId: column('id'),
    targetLabel: lookUp('name', chatbots, 'chatbot_id'),
    clientId: column('client_id'),
    events: [{ on: 'delete', action: 'leads.deleted', when: [byPerson, stillThere(chatbots, 'chatbot_id')] }],
  }),
  exempt(attachments, 'part of the conversations of visitors'),
  exempt(attachmentPassages, 'made by reading the file of a visitor'),
];
