import {
  localDay,
  type ClientScope,
  type ClientService,
  type Clock,
  type Events,
  type Mailing,
} from '../../../api.ts';
import { monthFrom, monthOf } from '../months.ts';
import type { RecipientStore } from './recipients.ts';
import type { ReportService } from './service.ts';

type Dependencies = {
  store: RecipientStore;
  reports: Pick<ReportService, 'write'>;
  clients: ClientService;
  mail: Pick<Mailing, 'isReady' | 'sendReport'>;
  events: Pick<Events, 'atOnce'>;
  clock: Clock;
  /** All clients. */
  reach: () => ClientScope;
};

export type ReportMailing = ReturnType<typeof createReportMailing>;

/** Mails the report of a month once it is over where the client is. */
export function createReportMailing({ store, reports, clients, mail, events, clock, reach }: Dependencies) {
  const lastMonth = (timeZone: string) => monthFrom(monthOf(localDay(clock.now(), timeZone)), -1);

  /** Who has not got the report of the last month, by client. */
  function due(): Map<string, { month: string; addresses: string[] }> {
    const found = new Map<string, { month: string; addresses: string[] }>();
    for (const { clientId, address, mailedMonth, timeZone } of store.all(reach())) {
      const month = lastMonth(timeZone);
      if (mailedMonth >= month) continue;
      const ofClient = found.get(clientId) ?? { month, addresses: [] };
      found.set(clientId, ofClient);
      ofClient.addresses.push(address);
    }
    return found;
  }

  async function mailReport(id: string, month: string, addresses: readonly string[]): Promise<void> {
    const { id: clientId, name, language, erasing } = clients.get(reach(), id);
    if (erasing) return;
    const report = { month, format: 'pdf', language: undefined } as const;
    const { fileName, mediaType, content } = await reports.write(reach(), clientId, report);
    const attachments = [{ fileName, mediaType, base64: Buffer.from(content).toString('base64') }];
    const period = new Date(`${month}-01`).toLocaleDateString(language === 'fr' ? 'fr-FR' : 'en-GB', {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    // Queued and noted together: nobody gets it twice, and whoever was queued gets it.
    events.atOnce(() => {
      for (const to of addresses) {
        const told = { to, language, clientName: name, period, attachments };
        if (mail.sendReport(told, `report:${clientId}:${month}:${to}`)) store.noteMailed(clientId, to, month);
      }
    });
  }

  return {
    /** Asked each hour: nothing is written for nothing. */
    isWanted: (): boolean => mail.isReady() && due().size > 0,

    /** All that is due; one that fails keeps no other from its own. */
    async mail(signal: AbortSignal): Promise<void> {
      const failures: unknown[] = [];
      for (const [clientId, { month, addresses }] of due()) {
        signal.throwIfAborted();
        try {
          await mailReport(clientId, month, addresses);
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Reports that could not be mailed');
    },

    get(scope: ClientScope, id: string) {
      return { addresses: store.of(clients.get(scope, id).id), mailReady: mail.isReady() };
    },

    /** From the month on that is not over yet. */
    set(scope: ClientScope, id: string, wanted: readonly string[]) {
      const { id: clientId, timeZone } = clients.get(scope, id);
      const addresses = new Set(wanted.map(address => address.trim().toLowerCase()));
      const before = store.of(clientId);
      events.atOnce(() => {
        for (const address of before) if (!addresses.has(address)) store.remove(clientId, address);
        for (const address of addresses)
          store.add({
            clientId,
            address,
            mailedMonth: lastMonth(timeZone),
            createdAt: clock.now().toISOString(),
          });
      });
      return { addresses: store.of(clientId), mailReady: mail.isReady() };
    },
  };
}
