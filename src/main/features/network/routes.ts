import { os } from '#main/features/access/implementer.ts';
import type { NetworkService } from './service.ts';

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

function withoutUndefined<T extends object>(input: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
