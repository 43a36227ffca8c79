import { administrators } from '#shared/contract/route.ts';
import { notificationKind } from '#main/features/notifications/index.ts';
import { INDEX_READY } from './events.ts';

/** What those who administer are told of the index: another one took hours, and waits for their yes. */
export function indexNotifications(nameOf: (modelId: string) => string | null) {
  return [
    notificationKind({
      name: 'search.index_ready',
      called: { fr: 'Le nouvel index de recherche est prêt', en: 'The new search index is ready' },
      hint: {
        fr: 'L’index d’un autre modèle de recherche par le sens est complet\u00a0: comparez, puis choisissez lequel répond.',
        en: 'The index of another model that searches by meaning is complete: compare, then choose which one answers.',
      },
      icon: 'check',
      leadsTo: () => ({ page: 'models' }),
      to: [INDEX_READY],
      for: { roles: administrators },
      about: ({ payload: { modelId } }) => ({
        clientId: null,
        subject: { kind: 'model', id: modelId },
        payload: {},
      }),
      usual: { app: true, desktop: true, mail: false },
      titleOf: (_scope, id) => nameOf(id),
    }),
  ];
}
