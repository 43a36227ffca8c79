import { wholeClients, type Events, type ModuleNeeds } from '../../api.ts';
import type { ProposalStore } from './store.ts';

type Needs = { store: ProposalStore; events: Events } & Pick<ModuleNeeds, 'testQuestions'>;

/** Articles become test questions once their documents are read, whoever waited for that. May be done twice. */
export function createTesting({ store, events, testQuestions }: Needs) {
  return function keepTests(clientId: string, documentId: string): void {
    const within = wholeClients([clientId]);
    for (const { id, chatbotId, question } of store.wantingTest(within, documentId))
      events.atOnce(() => {
        testQuestions().keep(within, { chatbotId, question, by: { documentId } });
        store.update(id, { wantsTest: false });
      });
  };
}
