import type { House, ModuleNeeds, ModulePart } from './api.ts';
import { createFrequentAnswers } from './frequent-answers/main/index.ts';

/** The main side of every module. A module whose routes are answered by nobody does not compile. */
export function createModuleParts(house: House, needs: ModuleNeeds) {
  return [createFrequentAnswers(house, needs)] as const satisfies readonly ModulePart[];
}
