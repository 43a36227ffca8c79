import { editors } from '#shared/contract/route.ts';
import { notificationKind } from '#main/features/notifications/index.ts';
import { DOCUMENT_FAILED } from './events.ts';
import type { DocumentStore } from './store.ts';

/** What people are told of documents. */
export function documentNotifications({ get }: Pick<DocumentStore, 'get'>) {
  return [
    notificationKind({
      name: 'document.failed',
      called: { fr: 'Un document n’a pas pu être lu', en: 'A document could not be read' },
      hint: {
        fr: 'Protégé, abîmé ou vide\u00a0: il ne sert à aucune réponse.',
        en: 'Protected, damaged or empty: no answer rests on it.',
      },
      icon: 'file',
      leadsTo: ({ subjectId }) => ({ page: 'document', id: subjectId }),
      to: [DOCUMENT_FAILED],
      for: { roles: editors },
      about: ({ clientId, subjectId, payload: { failure } }) => ({
        clientId,
        subject: { kind: 'document', id: subjectId },
        payload: { failure },
      }),
      usual: { app: true, desktop: false, mail: false },
      titleOf: (scope, id) => get(scope, id)?.title ?? null,
    }),
  ];
}
