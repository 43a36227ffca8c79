import { editors } from '#shared/contract/route.ts';
import { notificationKind } from '#main/features/notifications/index.ts';
import { DOCUMENT_FAILED } from './events.ts';
import type { DocumentStore } from './store.ts';

/** What people are told of documents. */
export function documentNotifications({ get }: Pick<DocumentStore, 'get'>) {
  return [
    notificationKind({
      name: 'document.failed',
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
