import { z } from 'zod';
import { email } from '#shared/contract/auth.ts';
import { createAccessStore } from '#main/features/access/store.ts';
import type { House } from '#main/features/house.ts';
import type { Mailing } from '#main/features/mail/index.ts';
import { part } from '#main/features/part.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { systemTimeZone } from '#main/platform/system-language.ts';
import type { NotificationKind } from './kind.ts';
import { createMailing } from './mailing.ts';
import { createPreferences } from './preferences.ts';
import { createNotificationRoutes } from './routes.ts';
import { createNotificationService } from './service.ts';
import { createNotificationStore } from './store.ts';
import { createTelling } from './telling.ts';

const KEPT_MS = 90 * 86_400_000;

const MAIL_JOB = jobKind('notifications.mail', z.object({}), {
  called: { fr: 'Notifications à envoyer par courriel', en: 'Notifications to be mailed' },
});
const UPKEEP_JOB = jobKind('notifications.upkeep', z.object({}), {
  called: { fr: 'Ménage des notifications', en: 'Upkeep of notifications' },
});

type Needs = {
  /** Those of all parts. */
  kinds: () => readonly NotificationKind[];
  mail: Pick<Mailing, 'isReady' | 'sendNotifications'>;
};

/** What people of the office are told of: in the application, on their desktop, by mail. */
export function createNotifications(house: House, { kinds, mail }: Needs) {
  const { database, clock } = house;
  const store = createNotificationStore(database);
  const access = createAccessStore(database);
  const preferences = createPreferences({
    store,
    kinds,
    timeZone: systemTimeZone(),
    mailTo: address =>
      !mail.isReady() ? 'not_set_up' : email.safeParse(address).success ? 'ready' : 'no_address',
    clock,
  });
  const shared = { ...house, store, access, kinds, preferencesOf: preferences.of };
  const service = createNotificationService(shared);
  const mailing = createMailing({
    ...shared,
    isReady: mail.isReady,
    send: ({ email: to, fullName: name, language, id }, lines, key) =>
      mail.sendNotifications({ to, name, language, lines: [...lines] }, `${id}:${key}`),
  });
  const forgetOld = () => store.removeBefore(new Date(clock.now().getTime() - KEPT_MS).toISOString());
  return part({
    routes: { notifications: createNotificationRoutes(service, preferences) },
    jobs: [
      jobWork(
        MAIL_JOB,
        { concurrency: 1, leavesNoTrace: true, run: async () => mailing.mail() },
        {
          name: 'notifications.mail',
          about: {
            fr: 'Regroupe et envoie par courriel ce que chaque personne a choisi de recevoir ainsi.',
            en: 'Gathers and mails what each person chose to get by mail.',
          },
          when: { cron: '* * * * *' },
          missed: 'once',
          isWanted: mailing.isWanted,
          request: () => ({ payload: {} }),
        },
      ),
      jobWork(
        UPKEEP_JOB,
        { concurrency: 1, leavesNoTrace: true, run: async () => void forgetOld() },
        {
          name: 'notifications.upkeep',
          about: {
            fr: 'Oublie les notifications de plus de 90 jours.',
            en: 'Forgets notifications older than 90 days.',
          },
          when: { dailyAt: '12:40' },
          missed: 'once',
          request: () => ({ payload: {} }),
        },
      ),
    ],
    on: [createTelling(shared)],
  });
}
