import { editors } from '#shared/contract/route.ts';
import { notificationKind } from '#main/features/notifications/index.ts';
import { SOURCE_FAILED, SOURCE_SHRUNK } from './events.ts';
import type { SourceStore } from './store.ts';

/** What people are told of sources: what goes well is not told. */
export function sourceNotifications({ get }: Pick<SourceStore, 'get'>) {
  const titleOf: Parameters<typeof notificationKind>[0]['titleOf'] = (scope, id) =>
    get(scope, id)?.name ?? null;
  const usual = { app: true, desktop: false, mail: false };
  return [
    notificationKind({
      name: 'source.failed',
      called: { fr: 'Une source ne répond plus', en: 'A source does not answer any more' },
      hint: {
        fr: 'Disque débranché, dossier réseau absent, site en panne\u00a0: ses documents ne sont plus mis à jour.',
        en: 'A drive unplugged, a network folder missing, a site down: its documents are not kept fresh.',
      },
      icon: 'warning',
      leadsTo: ({ subjectId }) => ({ page: 'source', id: subjectId }),
      to: [SOURCE_FAILED],
      for: { roles: editors },
      about: ({ clientId, subjectId, payload: { failure } }) => ({
        clientId,
        subject: { kind: 'source', id: subjectId },
        payload: { failure },
      }),
      usual,
      titleOf,
    }),
    notificationKind({
      name: 'source.shrunk',
      called: { fr: 'Une source a beaucoup rétréci', en: 'A source has shrunk a lot' },
      hint: {
        fr: 'Un tiers ou plus a disparu\u00a0: rien n’est mis de côté sans votre accord.',
        en: 'A third or more is gone: nothing is set aside without your yes.',
      },
      icon: 'warning',
      leadsTo: ({ subjectId }) => ({ page: 'source', id: subjectId }),
      to: [SOURCE_SHRUNK],
      for: { roles: editors },
      about: ({ clientId, subjectId, payload: { gone, of } }) => ({
        clientId,
        subject: { kind: 'source', id: subjectId },
        payload: { gone, of },
      }),
      usual,
      titleOf,
    }),
  ];
}
