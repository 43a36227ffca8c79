import type { AuditEntry, DeclaredWords } from '#shared/contract/audit.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { Catalogue } from '#shared/i18n/index.ts';
import type { Words } from '#shared/i18n/words.ts';
import { deedKind, deedParts, deedWords, targetName } from '#shared/lib/audit-words.ts';
import type { Format } from '../../ui/format.ts';

type Table = Readonly<Record<string, string>>;

/** The words of the log in one language: deeds, their families, fields, values. */
export type AuditWords = { language: Language; page: Words<Catalogue['audit']> } & Record<
  'deeds' | 'kinds' | 'tasks' | 'fields' | 'values',
  Table
>;

export function auditWordsOf(
  { audit, auditDeeds, auditFields }: Words<Pick<Catalogue, 'audit' | 'auditDeeds' | 'auditFields'>>,
  language: Language,
  declared: DeclaredWords = NOTHING_DECLARED,
): AuditWords {
  const { fields, ...deeds } = deedWords(auditDeeds, declared, language);
  const values = auditFields.values;
  return { language, page: audit, ...deeds, fields: { ...auditFields.fields, ...fields }, values };
}

const NOTHING_DECLARED: DeclaredWords = { deeds: {}, kinds: {}, fields: {}, tasks: {} };

/** The name of what it was done to, in words; null without any. */
export function targetOf(entry: AuditEntry, words: AuditWords): string | null {
  return targetName(entry, words.tasks, words.language);
}

/** The name without the address that follows it. */
export function shortName(label: string): string {
  return label.replace(/ <[^<>]*>$/, '');
}

/** Who did it, in words: a name, or what is known of them. */
export function actorName(
  entry: Pick<AuditEntry, 'actorKind' | 'actorLabel' | 'erased'>,
  words: AuditWords,
): string {
  if (entry.actorLabel !== null) return shortName(entry.actorLabel);
  const named = entry.actorKind === 'user' || entry.actorKind === 'key';
  return named && entry.erased ? words.page.actorErased : words.page[`actor_${entry.actorKind}`];
}

/** A sentence in pieces, so that the name in it can stand out. */
export function deedPieces(entry: AuditEntry, words: AuditWords) {
  const { before, after } = deedParts(entry, words.deeds);
  if (after === null) return { before, target: null, after: '' };
  const target = targetOf(entry, words) ?? (entry.erased ? words.page.targetGone : '…');
  return { before, target: shortName(target), after };
}

export type Change = { field: string; name: string; before: string | null; after: string | null };

/** What was and what became, field by field, in words. Settings are told one by one. */
export function changesOf(entry: AuditEntry, words: AuditWords, format: Format): Change[] {
  const before = opened(entry.before);
  const after = opened(entry.after);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map(field => ({
    field,
    name: words.fields[`${deedKind(entry.action)}.${field}`] ?? words.fields[field] ?? field,
    before: field in before ? valueInWords(before[field], words, format) : null,
    after: field in after ? valueInWords(after[field], words, format) : null,
  }));
}

/** The value of a setting is an object of settings: its fields stand for it. */
function opened(values: AuditEntry['before']): Record<string, unknown> {
  const { value, ...rest } = values ?? {};
  return isObject(value) ? { ...rest, ...value } : (values ?? {});
}

function valueInWords(value: unknown, words: AuditWords, format: Format): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return words.values[String(value)] ?? String(value);
  if (typeof value === 'number') return format.number(value);
  if (Array.isArray(value)) {
    return value.map(item => valueInWords(item, words, format) ?? words.page.nothing).join(', ') || null;
  }
  if (isObject(value)) {
    if (typeof value['name'] === 'string') return shortName(value['name']);
    return typeof value['id'] === 'string' ? value['id'] : JSON.stringify(value);
  }
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return format.dateTime(text);
  return words.values[text] ?? text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
