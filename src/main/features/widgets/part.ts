import { join } from 'node:path';
import { scopeTouches, type ClientScope } from '#main/db/client-scope.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { createContentStore } from '#main/platform/content-store.ts';
import { widgetLanguages } from '#main/platform/widget-languages.ts';
import { createWidgetDiagnosis } from './diagnosis/diagnosis.ts';
import { createWidgetRoutes } from './routes.ts';
import { createWidgetService, type Reachable } from './service.ts';
import { createWidgetStore } from './store.ts';

type Needs = { chatbots: ChatbotService; reachable: () => Reachable };

export async function createWidgets(house: House, { chatbots, reachable }: Needs) {
  const { database, dataFolder, storage, outbound } = house;
  const logos = createContentStore(join(dataFolder, 'logos'), storage);
  if (storage.mayChange()) await logos.clean();
  const store = createWidgetStore(database);
  const service = createWidgetService({
    ...house,
    store,
    chatbots,
    logos,
    reachable,
    languages: () => widgetLanguages(dataFolder),
  });
  const diagnosis = createWidgetDiagnosis({ widgets: service, store, reachable, outbound });
  return part({
    routes: { widgets: createWidgetRoutes(service, diagnosis) },
    sweep: { what: 'logos of deleted chatbots', remove: service.sweepLogos },
    store,
    logos,
    /** The bytes of a logo by their SHA-256; null when no widget has it. */
    logo: service.logo,
    /** Whether a widget within the scope is switched on. */
    isOnAPage: (scope: ClientScope): boolean =>
      store.served().some(({ widget }) => scopeTouches(scope, widget.clientId)),
  });
}
