import { os } from '#main/features/access/implementer.ts';
import type { NetworkService } from './service.ts';
import type { WebInterfaceService } from './web-interface.ts';

export function createNetworkRoutes(network: NetworkService) {
  return {
    get: os.network.get.handler(() => network.state()),
    update: os.network.update.handler(({ input }) => network.update(withoutUndefined(input))),
    setCertificate: os.network.setCertificate.handler(({ input }) => network.setCertificate(input.pair)),
    test: os.network.test.handler(() => network.test()),
    summary: os.network.summary.handler(() => network.summary()),
    qrCode: os.network.qrCode.handler(({ input }) => network.qrCode(input.text)),
  };
}

export function createWebInterfaceRoutes(webInterface: WebInterfaceService) {
  return {
    get: os.webInterface.get.handler(({ context }) => webInterface.state(context)),
    update: os.webInterface.update.handler(({ input, context }) =>
      webInterface.update(withoutUndefined(input), context),
    ),
    test: os.webInterface.test.handler(() => webInterface.test()),
  };
}

function withoutUndefined<T extends object>(input: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
