import type { CloudExample } from '#shared/contract/cloud.ts';
import type { ChatbotRow, ChatbotStore } from '#main/features/chatbots/index.ts';
import type { House } from '#main/features/house.ts';
import type { Consents } from '#main/features/models/index.ts';
import { part } from '#main/features/part.ts';
import { createCloudRoutes } from './routes.ts';
import { createCloudService } from './service.ts';

type Needs = {
  chatbots: Pick<ChatbotStore, 'row'>;
  consents: Consents;
  exampleOf: (
    bot: ChatbotRow,
    host: string,
    question: string | undefined,
    signal: AbortSignal,
  ) => Promise<CloudExample>;
};

/** What leaves this machine and this network, and by whose yes. */
export function createCloud({ changes }: House, needs: Needs) {
  return part({ routes: { cloud: createCloudRoutes(createCloudService({ ...needs, changes })) } });
}
