import { unbounded, type AnswerBefore, type AnswerBounds } from '#main/features/conversations/index.ts';
import type { House } from '#main/features/house.ts';
import { unboundedSpending, type SpendingBounds } from '#main/features/models/index.ts';
import { part } from '#main/features/part.ts';
import { isModuleName } from '#modules/index.ts';
import type { ModulePart } from './module-part.ts';
import { createModuleRoutes } from './routes.ts';
import { createModuleService } from './service.ts';
import { createModuleStore } from './store.ts';

export function createModules(
  { database, changes, clock }: House,
  { clientIds }: { clientIds: () => string[] },
) {
  const service = createModuleService({ store: createModuleStore(database), changes, clock, clientIds });
  return part({
    routes: { modules: createModuleRoutes(service) },
    service,
    /** Whether what a part offers is there for a client: what is no module's always is. */
    offers: (part: object, clientId: string): boolean =>
      !('module' in part) || !isModuleName(part.module) || service.isOn(part.module, clientId),
    /** What bounds answers, of the module that has it. */
    boundsOf: (parts: readonly ModulePart[]): AnswerBounds =>
      parts.find(({ answerBounds }) => answerBounds !== undefined)?.answerBounds ?? unbounded,
    /** What bounds the cost of models outside that write nothing, of the module that has it. */
    spendingOf: (parts: readonly ModulePart[]): SpendingBounds =>
      parts.find(({ spendingBounds }) => spendingBounds !== undefined)?.spendingBounds ?? unboundedSpending,
    /** What modules answer before the documents do, each only where it is on. */
    answersOf: (parts: readonly ModulePart[]): AnswerBefore[] =>
      parts.flatMap(({ module, answerBefore }) =>
        answerBefore === undefined
          ? []
          : [question => (service.isOn(module, question.clientId) ? answerBefore(question) : null)],
      ),
  });
}
