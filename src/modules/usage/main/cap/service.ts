import { FoyerError } from '#shared/errors.ts';
import { COST_PARTS, localDay, type Clock, type ModelService } from '../../../api.ts';
import type { Spending } from '../../contract-spending.ts';
import { monthFrom, monthOf } from '../months.ts';
import type { MonthMeter } from '../quota/month-meter.ts';
import { ALL, type CapStore } from './store.ts';

type Dependencies = {
  store: CapStore;
  meter: MonthMeter;
  models: Pick<ModelService, 'list' | 'compareAgain'>;
  clock: Clock;
  /** Of the installation. */
  timeZone: string;
};

export type SpendingService = ReturnType<typeof createSpendingService>;

/** What models outside may cost in a month, for people to see and change. */
export function createSpendingService({ store, meter, models, clock, timeZone }: Dependencies) {
  const outside = () => models.list().filter(({ local }) => !local);

  function get(): Spending {
    const month = monthOf(localDay(clock.now(), timeZone));
    const caps = store.list();
    const spent = (key: string) => {
      const cap = caps.find(one => one.key === key);
      return {
        limit: cap?.cost ?? null,
        used: meter.read(key, timeZone).used.cost / COST_PARTS,
        reached: cap?.month === month && cap.told.includes('reached'),
      };
    };
    return {
      month,
      until: `${monthFrom(month, 1)}-01`,
      all: spent(ALL),
      models: outside().map(({ id, name, purpose, inputPrice, outputPrice }) => ({
        modelId: id,
        name,
        // What compares or puts in order writes nothing.
        priced: inputPrice !== null && (outputPrice !== null || purpose !== 'chat'),
        ...spent(id),
      })),
    };
  }

  return {
    get,
    /** Throws `resource.not_found` for a model that is none outside. */
    set(modelId: string | null, limit: number | null): Spending {
      if (modelId !== null && outside().every(({ id }) => id !== modelId))
        throw new FoyerError('resource.not_found', `No model ${modelId} outside`);
      store.set(modelId ?? ALL, limit, clock.now().toISOString());
      models.compareAgain();
      return get();
    },
  };
}
