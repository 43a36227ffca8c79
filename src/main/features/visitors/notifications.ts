import { conversationReaders } from '#shared/contract/route.ts';
import { notificationKind } from '#main/features/notifications/index.ts';
import { CONTACT_LEFT } from './events.ts';

/** What people are told of visitors. Whose details these are is said where they are read. */
export const visitorNotifications = [
  notificationKind({
    name: 'contact.left',
    called: { fr: 'Un visiteur a laissé ses coordonnées', en: 'A visitor left their contact details' },
    hint: {
      fr: 'Depuis le widget, pour être rappelé.',
      en: 'In the widget, to be called back.',
    },
    icon: 'phone',
    leadsTo: ({ payload: { conversationId, chatbotId } }) =>
      typeof conversationId === 'string'
        ? { page: 'conversation', id: conversationId }
        : { page: 'visitorsOfChatbot', id: String(chatbotId) },
    to: [CONTACT_LEFT],
    for: { roles: conversationReaders },
    about: ({ clientId, subjectId, payload: { chatbotId, conversationId } }) => ({
      clientId,
      subject: { kind: 'contact', id: subjectId },
      payload: { chatbotId, conversationId },
    }),
    usual: { app: true, desktop: true, mail: false },
  }),
];
