import { part, rulesOf, type House, type ModuleNeeds, type ModulePart } from '../../api.ts';
import * as happened from './events.ts';
import { createProposalRoutes } from './routes.ts';
import { createSaidStore } from './said-store.ts';
import { createProposalService } from './service.ts';
import { createProposalStore } from './store.ts';
import * as schema from './tables.ts';

export const tables = rulesOf(schema);
export const events = { ...happened };

/** What people of the office propose that chatbots answer. */
export function create({ database, events: happening, clock }: House, needs: ModuleNeeds) {
  const { chatbots, documents, officeAnswers, proving, setAside } = needs;
  const service = createProposalService({
    store: createProposalStore(database),
    said: createSaidStore(database),
    chatbots,
    events: happening,
    clock,
    documents,
    officeAnswers,
    proving,
    setAside,
  });
  return part({
    module: 'articles',
    routes: { articles: createProposalRoutes(service) },
  } as const satisfies ModulePart);
}
