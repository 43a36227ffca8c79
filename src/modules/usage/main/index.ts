import { z } from 'zod';
import {
  jobKind,
  jobWork,
  part,
  rulesOf,
  systemTimeZone,
  type House,
  type ModuleNeeds,
  type ModulePart,
} from '../../api.ts';
import * as happened from './events.ts';
import { createSpendingBounds } from './cap/bounds.ts';
import { spendingNotifications } from './cap/notifications.ts';
import { createOutside } from './cap/outside.ts';
import { createSpendingService } from './cap/service.ts';
import { createCapStore } from './cap/store.ts';
import { createQuotaBounds } from './quota/bounds.ts';
import { createMonthMeter, usedByClient } from './quota/month-meter.ts';
import { quotaNotifications } from './quota/notifications.ts';
import { createQuotaService } from './quota/service.ts';
import { createQuotaStore } from './quota/store.ts';
import { createReportFigures } from './report/figures.ts';
import { createReportMailing } from './report/mailing.ts';
import { createRecipientStore } from './report/recipients.ts';
import { createReportService } from './report/service.ts';
import { createReportStore } from './report/store.ts';
import { createUsageRoutes } from './routes.ts';
import { createUsageService } from './service.ts';
import { createUsageStore } from './store.ts';
import * as schema from './tables.ts';

export const tables = rulesOf(schema);
export const events = { ...happened };

const REPORTS_JOB = jobKind('usage.reports', z.object({}), {
  called: { fr: 'Envoi des rapports mensuels', en: 'Mailing of monthly reports' },
});

/** What answers used and cost, what they may, and the report of each month. */
export function create(house: House, { chatbots, clients, mail, models, reach }: ModuleNeeds) {
  const { database, metrics, clock, events: happening } = house;
  const store = createUsageStore(database);
  const meter = createMonthMeter({ usedIn: usedByClient(metrics), clock });
  const outside = createOutside({ metrics, models });
  const spent = {
    store: createCapStore(database),
    meter: createMonthMeter({ usedIn: outside.usedIn, clock }),
    timeZone: systemTimeZone(),
  };
  const spending = createSpendingService({ ...spent, models, clock });
  const spendingBounds = createSpendingBounds({ ...spent, outside, events: happening });
  const shared = { store: createQuotaStore(database), meter, clients, events: happening, clock };
  const quotas = createQuotaService(shared);
  const quotaBounds = createQuotaBounds(shared);
  const usage = createUsageService({ store, metrics, chatbots, clients, clock, quotas });
  const figuresOf = createReportFigures({
    store: createReportStore(database),
    usage: store,
    metrics,
    chatbots,
    clients,
    quotas,
    clock,
  });
  const reports = createReportService({ figuresOf, clients });
  const mailing = createReportMailing({
    store: createRecipientStore(database),
    reports,
    clients,
    mail,
    events: happening,
    clock,
    reach,
  });
  return part({
    module: 'usage',
    routes: { usage: createUsageRoutes({ usage, quotas, reports, mailing, spending }) },
    notifications: [...quotaNotifications, ...spendingNotifications(models)],
    answerBounds: {
      of: quotaBounds.of,
      outside: spendingBounds.outside,
      settle(about) {
        quotaBounds.settle(about);
        spendingBounds.settle(about);
      },
    },
    spendingBounds: {
      begin: (callId, model) =>
        !spendingBounds.outside({ answerId: callId, models: [model] }).has(model.modelId),
      end: (callId, uses) => spendingBounds.settle({ answerId: callId, uses }),
    },
    jobs: [
      jobWork(
        REPORTS_JOB,
        { concurrency: 1, whenQuiet: true, run: ({ signal }) => mailing.mail(signal) },
        {
          name: 'usage.reports',
          about: {
            fr: 'Envoie le rapport du mois écoulé, le premier du mois à l’heure de chaque client, aux adresses choisies.',
            en: 'Mails the report of the month that is over, on the first where each client is, to the addresses chosen.',
          },
          when: { cron: '7 * * * *' },
          missed: 'once',
          isWanted: mailing.isWanted,
          request: () => ({ payload: {} }),
        },
      ),
    ],
  } as const satisfies ModulePart);
}
