import { editors } from '#shared/contract/route.ts';
import { notificationKind } from '#main/features/notifications/index.ts';
import { ARTIFACT_PROPOSED } from './events.ts';
import type { ArtifactStore } from './store.ts';

/** What people are told of what waits for a yes. */
export function artifactNotifications({ get }: Pick<ArtifactStore, 'get'>) {
  return [
    notificationKind({
      name: 'artifact.proposed',
      called: { fr: 'Quelque chose attend votre accord', en: 'Something waits for your yes' },
      hint: {
        fr: 'Ce qui part, écrit ou paie n’a lieu qu’après un oui.',
        en: 'What sends, writes or pays happens only after a yes.',
      },
      icon: 'check',
      leadsTo: () => ({ page: 'approvals' }),
      to: [ARTIFACT_PROPOSED],
      for: { roles: editors },
      about: ({ clientId, subjectId, payload: { kind, effect } }) => ({
        clientId,
        subject: { kind: 'artifact', id: subjectId },
        payload: { kind, effect },
      }),
      usual: { app: true, desktop: true, mail: true },
      titleOf: (scope, id) => get(scope, id)?.row.title ?? null,
    }),
  ];
}
