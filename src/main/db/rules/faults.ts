import { clients, users } from '../schema/index.ts';
import { columnOf, propertyOf, referencesOf } from './columns.ts';
import { PEOPLE } from './person-rows.ts';
import type { Belonging, TableRules } from './table-rules.ts';

const DEED = /^[a-z_]+\.[a-z_]+$/;

/** Where rules contradict the tables or each other, in sentences that say what to write. */
export function faultsOf(all: readonly TableRules[]): string[] {
  return [...all.flatMap(rules => faultsOfOne(rules, all)), ...sharedPlaces(all)];
}

function faultsOfOne(rules: TableRules, all: readonly TableRules[]): string[] {
  const { name, table } = rules;
  return [
    ...ofClient(rules),
    ...ofPeople(rules),
    ...ofCertificate(rules),
    ...ofArchive(rules, all),
    ...ofLog(rules),
    ...(all.some(other => other !== rules && other.table === table) ? ['has rules twice'] : []),
  ].map(fault => `The rules of ${name}: ${fault}`);
}

function ofClient({ table, client, eraseClient, keep }: TableRules): string[] {
  const faults: string[] = [];
  const naming = referencesOf(table).find(({ to }) => to === clients && table !== clients);
  const named = naming === undefined ? undefined : propertyOf(table, naming.column);
  if (named !== undefined && client !== named)
    faults.push(`${named} names the client: write client: '${named}'`);
  const stays = typeof eraseClient === 'object' && 'stay' in eraseClient;
  if (typeof client === 'object' && 'none' in client && !stays)
    faults.push('of no client, and yet its rows go with one: write eraseClient: { stay: … }');
  if (eraseClient === 'along' && !(typeof client === 'object' && 'by' in client && goesAlong(table, client)))
    faults.push(
      "the database does not remove its rows with what they belong to: write eraseClient: 'delete'",
    );
  if (typeof keep === 'object' && 'as' in keep && typeof client !== 'string')
    faults.push('it is kept as a client says, and has no column that names the client');
  return faults;
}

function ofPeople({ table, erasePerson }: TableRules): string[] {
  const faults: string[] = [];
  const by = 'by' in erasePerson ? erasePerson.by : {};
  const naming = referencesOf(table)
    .filter(({ to }) => Object.values(PEOPLE).includes(to))
    .map(({ column }) => propertyOf(table, column));
  for (const column of naming)
    if (by[column] === undefined)
      faults.push(`${column} names a person: say in erasePerson.by what becomes of the row`);
  for (const column of Object.keys(by))
    if (!naming.includes(column) && !Object.values(PEOPLE).includes(table))
      faults.push(`${column} stands in erasePerson.by and refers to no person`);
  if ('along' in erasePerson && erasePerson.along !== undefined && !goesAlong(table, erasePerson.along))
    faults.push('the database does not remove its rows with what they belong to: erasePerson.along');
  return faults;
}

function ofCertificate({ table, counted, eraseClient, erasePerson }: TableRules): string[] {
  if (typeof counted === 'string' || !('not' in counted) || table === clients || table === users) return [];
  const only =
    'by' in erasePerson && erasePerson.along === undefined ? Object.values(erasePerson.by) : ['delete'];
  // Rows that forget who somebody was stay.
  const keepsPeople = 'stay' in erasePerson || only.every(becomes => becomes !== 'delete');
  const stays = typeof eraseClient === 'object' && 'stay' in eraseClient && keepsPeople;
  return stays ? [] : ['rows are removed that no certificate counts: write counted'];
}

function ofArchive({ export: rule }: TableRules, all: readonly TableRules[]): string[] {
  if ('leftOut' in rule || 'file' in rule) return [];
  const has =
    'within' in rule
      ? all.some(({ export: other }) => 'file' in other && other.file === rule.within)
      : all.some(({ table, export: other }) => table === rule.in && 'file' in other);
  return has ? [] : ['it stands within a list of the archive that there is not'];
}

function ofLog({ audit }: TableRules): string[] {
  if ('leftOut' in audit) return [];
  const faults = audit.events
    .filter(({ action }) => !DEED.test(action))
    .map(
      ({ action }) =>
        `the log finds no deed called ${action}: write small letters and _ on both sides of a dot`,
    );
  const hasOwn = audit.events.some(({ says }) => says !== undefined);
  return hasOwn && audit.called === undefined
    ? [...faults, 'its deeds have words of their own: say in audit.called what they are called together']
    : faults;
}

function sharedPlaces(all: readonly TableRules[]): string[] {
  const lists = all.flatMap(({ name, export: rule }) => ('file' in rule ? [{ name, ...rule }] : []));
  return lists.flatMap((one, index) =>
    lists
      .slice(index + 1)
      .filter(other => other.file === one.file || other.place === one.place)
      .map(other => `The rules of ${other.name}: its file or place in the archive is that of ${one.name}`),
  );
}

function goesAlong(table: TableRules['table'], { by, of }: Belonging): boolean {
  const column = columnOf(table, by);
  return referencesOf(table).some(
    reference => reference.column === column && reference.to === of && reference.onDelete === 'cascade',
  );
}
