import type { SearchIndex } from '#shared/contract/search-index.ts';
import { os } from '#main/features/access/implementer.ts';
import type { IndexChange } from './index-change.ts';
import type { IndexCosts } from './index-change-view.ts';

type Needs = { change: IndexChange; costs: IndexCosts; look: () => SearchIndex };

export function createIndexChangeRoutes({ change, costs, look }: Needs) {
  const routes = os.searchIndexes;
  return {
    get: routes.get.handler(() => look()),
    cost: routes.cost.handler(({ input }) => costs.costOf(input.modelId, change.modelInUse())),
    start: routes.start.handler(({ input }) => {
      change.start(input.modelId, input.swapsByItself);
      return look();
    }),
    set: routes.set.handler(({ input }) => {
      change.set(input);
      return look();
    }),
    swap: routes.swap.handler(() => {
      change.swap();
      return look();
    }),
    keep: routes.keep.handler(() => {
      change.keep();
      return look();
    }),
    drop: routes.drop.handler(() => {
      change.drop();
      return look();
    }),
  };
}
