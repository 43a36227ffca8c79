import { createAccountStore, isInstallationRole } from '#main/features/accounts/index.ts';
import type { Principal } from '#main/features/access/principal.ts';
import type { Circumstances } from '#main/features/conversations/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { createFairQueue, queueIsFull, untilTurn } from '#main/platform/fair-queue.ts';
import { createNetworkCertificates } from './certificates.ts';
import { createNetworkRoutes, createWebInterfaceRoutes } from './routes.ts';
import { createNetworkService } from './service.ts';
import { createNetworkStore } from './settings.ts';
import { createWebInterface } from './web-interface.ts';

type Needs = {
  /** Where links in mails led before the interface had an address of its own. */
  formerLinkBase: () => string | null;
};

/** How Foyer is reached: the interface, the visitors' listener, and the one queue of all who are not of the office. */
export function createNetwork(house: House, { formerLinkBase }: Needs) {
  const { database, settings, secrets, outbound, changes, clock } = house;
  const accounts = createAccountStore(database);
  const store = createNetworkStore(database, clock);
  const queue = createFairQueue(() => {
    const { answersAtOnce, waitingAtMost } = store.get();
    return { atOnce: answersAtOnce, waitingAtMost };
  });
  const certificates = createNetworkCertificates({ store, secrets, clock });
  const webInterface = createWebInterface({ settings, formerLinkBase, certificates, outbound, changes });
  const service = createNetworkService({
    store,
    certificates,
    furtherCertificateNames: webInterface.certificateNames,
    onCertificate: webInterface.apply,
    queue,
    outbound,
    changes,
    isOffline: () => settings.get().offline,
    administrators: () =>
      accounts.withPassword().flatMap(({ role, fullName }) => (isInstallationRole(role) ? [fullName] : [])),
  });
  return part({
    routes: { network: createNetworkRoutes(service), webInterface: createWebInterfaceRoutes(webInterface) },
    service,
    webInterface,
    queue,
    publicUrl: () => store.get().publicUrl,
    answersAtOncePerLocalModel: () => store.get().answersAtOncePerLocalModel,
    /** Programs with a key wait with the visitors; people of the office do not. Throws `answers.busy`. */
    queueFor(principal: Principal): Circumstances {
      if (principal.kind !== 'key') return {};
      const turn = queue.enter(`key:${principal.keyId}`, null);
      if (turn === null) throw queueIsFull(queue);
      return { turn: signal => untilTurn(turn, signal), onEnded: turn.leave };
    },
  });
}
