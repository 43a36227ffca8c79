import type { Notification, NotificationPlace } from '#shared/contract/notifications.ts';
import { administrators } from '#shared/contract/route.ts';
import { notificationKind, type EventOf } from '../../../api.ts';
import { quotaKind, type QuotaKind } from '../../contract-quota.ts';
import { QUOTA_NEARLY_REACHED, QUOTA_REACHED } from '../events.ts';

const kindNames = {
  requests: { fr: 'Requêtes', en: 'Requests' },
  tokens: { fr: 'Jetons', en: 'Tokens' },
  cost: { fr: 'Coût', en: 'Cost' },
} as const satisfies Record<QuotaKind, object>;

type Told = EventOf<typeof QUOTA_REACHED | typeof QUOTA_NEARLY_REACHED>;

const shared = {
  icon: 'warning',
  leadsTo: ({ payload: { clientId } }: Pick<Notification, 'payload'>): NotificationPlace =>
    typeof clientId === 'string'
      ? { page: 'quotaOfClient', id: clientId }
      : { page: 'module', name: 'usage' },
  for: { roles: administrators },
  about: ({ clientId, payload: { kind } }: Told) =>
    clientId === null ? null : { clientId, subject: { kind: 'quota', id: kind }, payload: { clientId } },
  usual: { app: true, desktop: false, mail: true },
  titleOf: (_scope: unknown, id: string) => kindNames[quotaKind.parse(id)],
} as const;

/** What those who administer are told of quotas. */
export const quotaNotifications = [
  notificationKind({
    ...shared,
    name: 'quota.nearly_reached',
    called: { fr: 'Un quota est presque atteint', en: 'A quota is nearly used up' },
    hint: {
      fr: 'Un client a utilisé 80 % de son quota du mois.',
      en: 'A client has used 80% of its quota for the month.',
    },
    to: [QUOTA_NEARLY_REACHED],
  }),
  notificationKind({
    ...shared,
    name: 'quota.reached',
    called: { fr: 'Un quota est atteint', en: 'A quota is used up' },
    hint: {
      fr: 'Un client a utilisé tout son quota du mois.',
      en: 'A client has used all of its quota for the month.',
    },
    to: [QUOTA_REACHED],
  }),
];
