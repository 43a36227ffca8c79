import { FoyerError } from '#shared/errors.ts';
import { COST_PARTS, type ClientScope, type ClientService, type Clock, type Events } from '../../../api.ts';
import { quotaKinds, type Quota } from '../../contract-quota.ts';
import { monthFrom } from '../months.ts';
import { limitsOf, usuallySays } from './bounds.ts';
import type { MonthMeter } from './month-meter.ts';
import type { QuotaStore } from './store.ts';

type Dependencies = {
  store: QuotaStore;
  meter: MonthMeter;
  clients: ClientService;
  events: Events;
  clock: Clock;
};
type Change = Partial<Pick<Quota, 'whenReached' | 'modelId' | 'says'>> & {
  requests?: number | null | undefined;
  tokens?: number | null | undefined;
  cost?: number | null | undefined;
};

export type QuotaService = ReturnType<typeof createQuotaService>;

/** What a client may use in a month, for people to see and change. */
export function createQuotaService({ store, meter, clients, events, clock }: Dependencies) {
  /** @param asked left out, this one; of another month, what was used then beside what is set now */
  function get(scope: ClientScope, id: string, asked?: string): Quota {
    const { id: clientId } = clients.get(scope, id);
    const terms = store.terms(clientId);
    const limits = limitsOf(terms);
    const { month, used } = meter.read(clientId, terms.timeZone, asked);
    const { requests, tokens, cost, whenReached, modelId, saysFr, saysEn } = terms;
    return {
      clientId,
      month,
      until: `${monthFrom(month, 1)}-01`,
      requests: { limit: requests, used: used.requests },
      tokens: { limit: tokens, used: used.tokens },
      cost: { limit: cost, used: used.cost / COST_PARTS },
      whenReached,
      modelId,
      says: { fr: saysFr, en: saysEn },
      usuallySays,
      reached: quotaKinds.filter(kind => used[kind] >= (limits[kind] ?? Infinity)),
    };
  }

  return {
    get: (scope: ClientScope, id: string): Quota => get(scope, id),
    ofMonth: get,
    /** Throws `resource.not_found` for a model that answers nobody. */
    set(scope: ClientScope, id: string, { requests, says, ...change }: Change): Quota {
      if (change.modelId != null && !store.isChatModel(change.modelId))
        throw new FoyerError('resource.not_found', `No model ${change.modelId} that answers`);
      const { id: clientId, monthlyQuota } = clients.get(scope, id);
      events.atOnce(() => {
        if (requests !== undefined && requests !== monthlyQuota)
          clients.update(scope, clientId, { monthlyQuota: requests });
        const words = says === undefined ? {} : { saysFr: says.fr || null, saysEn: says.en || null };
        store.save(clientId, { ...given(change), ...words }, clock.now().toISOString());
      });
      return get(scope, clientId);
    },
  };
}

/** Without what was left out. */
function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
