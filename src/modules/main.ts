import {
  allClients,
  wholeClients,
  type EventKind,
  type House,
  type Metric,
  type ModuleNeeds,
  type ModulePart,
  type TableRules,
} from './api.ts';
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

type Given = Omit<ModuleNeeds, 'reach' | 'officeAnswers' | 'testQuestions'> & {
  /** The clients that a module is on for; null for every one. */
  clientsWith(name: ModuleName): ReadonlySet<string> | null;
};
type Mains = typeof mains;

const all: Record<ModuleName, ModuleMain> = mains;
const every = moduleNames.map(name => all[name]);

export const moduleTables = every.flatMap(({ tables = [] }) => tables);
export const moduleEvents = every.flatMap(({ events = {} }) => Object.values(events));
export const moduleMetrics = every.flatMap(({ metrics = {} }) => Object.values(metrics));

/** The part of every module. A module whose routes are answered by nobody does not compile. */
export function createModuleParts(house: House, { clientsWith, ...needs }: Given) {
  const reachOf = (name: ModuleName) => () => {
    const ids = clientsWith(name);
    return ids === null ? allClients : wholeClients([...ids]);
  };
  /** Looked for when it is asked: by then every part is there. */
  const officeAnswers: ModuleNeeds['officeAnswers'] = clientId => {
    const part = parts.find(one => one.officeAnswers !== undefined);
    if (part?.officeAnswers === undefined) return null;
    return clientsWith(part.module)?.has(clientId) === false ? null : part.officeAnswers;
  };
  const testQuestions: ModuleNeeds['testQuestions'] = () => {
    const part = parts.find(one => one.testQuestions !== undefined);
    if (part?.testQuestions === undefined) throw new TypeError('A module that is always there keeps them');
    return part.testQuestions;
  };
  const parts: readonly ModulePart[] = moduleNames.map(name =>
    all[name].create(house, { ...needs, officeAnswers, testQuestions, reach: reachOf(name) }),
  );
  return parts as ReturnType<Mains[ModuleName]['create']>[];
}
