import type { EventKind, House, Metric, ModuleNeeds, ModulePart, TableRules } from './api.ts';
import { moduleNames, type ModuleName } from './index.ts';
import * as mains from './mains.ts';

/** The main side of a module: what is known of it before the house is opened, and its part. */
export type ModuleMain = {
  create(house: House, needs: ModuleNeeds): ModulePart;
  /** What it keeps: `rulesOf` its tables. */
  tables?: readonly TableRules[];
  /** What happens in it, and what is counted of that. */
  events?: Readonly<Record<string, EventKind>>;
  metrics?: Readonly<Record<string, Metric>>;
};

type Mains = typeof mains;

const all: Record<ModuleName, ModuleMain> = mains;
const every = moduleNames.map(name => all[name]);

export const moduleTables = every.flatMap(({ tables = [] }) => tables);
export const moduleEvents = every.flatMap(({ events = {} }) => Object.values(events));
export const moduleMetrics = every.flatMap(({ metrics = {} }) => Object.values(metrics));

/** The part of every module. A module whose routes are answered by nobody does not compile. */
export function createModuleParts(house: House, needs: ModuleNeeds) {
  return every.map(({ create }) => create(house, needs)) as ReturnType<Mains[ModuleName]['create']>[];
}
