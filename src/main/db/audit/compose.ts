import { getTableColumns, type Column } from 'drizzle-orm';
import { acting } from '#main/platform/acting.ts';
import type { Row } from '../rules/audit.ts';
import type { AuditedTable } from './audited-tables.ts';
import type { Chain, ChainedEntry, EntryDetails } from './chain.ts';

/** Stands for a secret: that there was one is told, which one is not. */
export const MASK = '•••';

const TEXT_MAX_CHARACTERS = 20_000; // the longest instructions of a chatbot; a note on their length says the rest
const SECRET_NAME = /^sealed|password|passphrase|secret|token|hash|apikey|signingkey/i;
const SEALED_VALUE = /^v\d+:[\w-]+(:[\w-]+)?$/;

export type Deed = {
  action: string;
  targetId: string | null;
  targetLabel: string | null;
  clientId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The account that acts when nobody is signed in yet. */
  actorId: string | null;
  actorLabel: string | null;
};

export type ComposedEntry = ChainedEntry & EntryDetails & { mac: string; headMac: string };

/** Makes the next entry of the chain out of a deed and of who acts now. */
export function composeEntry(
  chain: Chain,
  deed: Deed,
  last: { sequence: number; mac: string },
  at: string,
): ComposedEntry {
  const who = acting();
  const unknown = who.kind === 'anonymous' || who.kind === 'system';
  const itself = unknown && deed.actorId !== null;
  const details: EntryDetails = {
    actorLabel: deed.actorLabel,
    targetLabel: deed.targetLabel === null ? null : cut(deed.targetLabel),
    address: who.address,
    userAgent: who.userAgent,
    before: asJson(deed.before),
    after: asJson(deed.after),
  };
  const entry: ChainedEntry = {
    sequence: last.sequence + 1,
    at,
    actorKind: itself ? 'user' : who.kind,
    actorId: itself ? deed.actorId : who.id,
    action: deed.action,
    targetId: deed.targetId,
    clientId: deed.clientId,
    correlationId: who.correlationId,
    detailsDigest: chain.digest(details),
  };
  const mac = chain.entry(last.mac, entry);
  return { ...entry, ...details, mac, headMac: chain.head(entry.sequence, mac) };
}

const recorded = new WeakMap<AuditedTable, [property: string, column: Column][]>();

/** The columns of a table that are recorded, as triggers hand them over. */
export function recordedColumns(rules: AuditedTable): [property: string, column: Column][] {
  const known = recorded.get(rules);
  if (known) return known;
  const columns = Object.entries(getTableColumns(rules.table)).filter(
    ([property]) => rules.columns[property] !== 'ignored',
  );
  recorded.set(rules, columns);
  return columns;
}

/** SQL of what is recorded of a column. */
export function recordedValue({ columns }: AuditedTable, property: string, column: Column, row: Row): string {
  const treatment = columns[property];
  const value = `${row}."${column.name}"`;
  if (typeof treatment !== 'object') return value;
  return `iif(${value} IS NULL, NULL, json_object('id', ${value}, 'name', ${treatment.name(row)}))`;
}

/** What was and what became of a row, as far as it differs; secrets masked. */
export function difference(
  rules: AuditedTable,
  before: readonly unknown[] | null,
  after: readonly unknown[] | null,
): Pick<Deed, 'before' | 'after'> {
  const old: Record<string, unknown> = {};
  const next: Record<string, unknown> = {};
  recordedColumns(rules).forEach(([property, column], index) => {
    const treatment = rules.columns[property];
    const reference = typeof treatment === 'object';
    const read = (row: readonly unknown[] | null) => valueOf(column, row?.[index] ?? null, reference);
    const [was, is] = reference ? [read(before), read(after)] : onlyDifferent(read(before), read(after));
    if (JSON.stringify(was) === JSON.stringify(is)) return;
    const hidden = treatment === 'masked';
    old[property] = hidden && was !== null ? MASK : masked(was);
    next[property] = hidden && is !== null ? MASK : masked(is);
  });
  return {
    before: before === null ? null : after === null ? withoutNulls(old) : old,
    after: after === null ? null : before === null ? withoutNulls(next) : next,
  };
}

/** Of two objects, the entries that differ: one changed setting does not repeat the others. */
function onlyDifferent(was: unknown, is: unknown): [unknown, unknown] {
  if (!isObject(was) || !isObject(is)) return [was, is];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    name => JSON.stringify(was[name]) !== JSON.stringify(is[name]),
  );
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(names.filter(name => name in from).map(name => [name, from[name]]));
  return [pick(was), pick(is)];
}

/** Hides what looks like a secret, at any depth: rules of a table may forget one. */
export function masked(value: unknown, name = ''): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(item => masked(item, name));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, masked(child, key)]));
  }
  if (typeof value !== 'string') return SECRET_NAME.test(name) && typeof value === 'number' ? MASK : value;
  return SECRET_NAME.test(name) || SEALED_VALUE.test(value) ? MASK : cut(value);
}

function valueOf(column: Column, stored: unknown, reference: boolean): unknown {
  if (stored === null) return null;
  return reference ? (JSON.parse(String(stored)) as unknown) : column.mapFromDriverValue(stored);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutNulls(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function cut(text: string): string {
  return text.length <= TEXT_MAX_CHARACTERS
    ? text
    : `${text.slice(0, TEXT_MAX_CHARACTERS)}… (${text.length})`;
}

function asJson(values: Record<string, unknown> | null): string | null {
  return values === null || Object.keys(values).length === 0 ? null : JSON.stringify(values);
}
