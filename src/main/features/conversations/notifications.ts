import { conversationReaders } from '#shared/contract/route.ts';
import { notificationKind } from '#main/features/notifications/index.ts';
import { PERSON_ASKED } from './events.ts';
import type { ConversationStore } from './store.ts';

/** What people are told of conversations. */
export function conversationNotifications({ get }: Pick<ConversationStore, 'get'>) {
  return [
    notificationKind({
      name: 'conversation.person_asked',
      called: { fr: 'Quelqu’un demande une personne', en: 'Somebody asks for a person' },
      hint: {
        fr: 'Dans une conversation que vous pouvez lire.',
        en: 'In a conversation that you may read.',
      },
      icon: 'message',
      leadsTo: ({ subjectId }) => ({ page: 'conversation', id: subjectId }),
      to: [PERSON_ASKED],
      for: { roles: conversationReaders },
      // Who tries their own chatbot waits for nobody.
      about: ({ clientId, subjectId, payload }) =>
        payload.ownTest ? null : { clientId, subject: { kind: 'conversation', id: subjectId }, payload: {} },
      usual: { app: true, desktop: true, mail: true },
      titleOf: (scope, id) => get(scope, id)?.title ?? null,
    }),
  ];
}
