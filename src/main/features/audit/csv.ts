import type { AuditEntry, DeclaredWords } from '#shared/contract/audit.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { audit as english } from '#shared/i18n/en/audit.ts';
import { auditDeeds as englishDeeds } from '#shared/i18n/en/audit-deeds.ts';
import { audit as french } from '#shared/i18n/fr/audit.ts';
import { auditDeeds as frenchDeeds } from '#shared/i18n/fr/audit-deeds.ts';
import { deedParts, deedWords, targetName } from '#shared/lib/audit-words.ts';
import { BYTE_ORDER_MARK, csvLine } from '#shared/lib/csv.ts';

const words = {
  fr: { page: french, ...frenchDeeds },
  en: { page: english, ...englishDeeds },
} as const;

/** What the file is called, before the date. */
export const fileNames: Record<Language, string> = { fr: french.file, en: english.file };

const LINES_AT_ONCE = 200;

/**
 * Entries as a table for spreadsheets, with headings and sentences in one language, in pieces of many lines.
 * Signatures come along: a kept export proves later what the log said then.
 */
export async function* asCsv(
  entries: AsyncIterable<AuditEntry>,
  language: Language,
  declared: DeclaredWords,
): AsyncGenerator<string> {
  const { page } = words[language];
  const { deeds, tasks } = deedWords(words[language], declared, language);
  const name = (entry: AuditEntry) => targetName(entry, tasks, language);
  const columns: [heading: string, value: (entry: AuditEntry) => string | number | null][] = [
    [page.columns.sequence, entry => entry.sequence],
    [page.columns.at, entry => entry.at],
    [page.columns.who, entry => entry.actorLabel ?? page[`actor_${entry.actorKind}`]],
    [page.columns.deed, entry => sentence(entry, deeds, name(entry))],
    [page.columns.target, name],
    [page.columns.client, entry => entry.clientName],
    [page.columns.address, entry => entry.address],
    [page.columns.before, entry => asText(entry.before)],
    [page.columns.after, entry => asText(entry.after)],
    [page.columns.userAgent, entry => entry.userAgent],
    [page.columns.action, entry => entry.action],
    [page.columns.actorKind, entry => entry.actorKind],
    [page.columns.actorId, entry => entry.actorId],
    [page.columns.targetId, entry => entry.targetId],
    [page.columns.clientId, entry => entry.clientId],
    [page.columns.correlationId, entry => entry.correlationId],
    [page.columns.mac, entry => entry.mac],
  ];
  const line = (cells: (string | number | null)[]) => csvLine(cells, language);

  let piece = BYTE_ORDER_MARK + line(columns.map(([heading]) => heading));
  let lines = 0;
  for await (const entry of entries) {
    piece += line(columns.map(([, value]) => value(entry)));
    lines += 1;
    if (lines % LINES_AT_ONCE > 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

type Words = Readonly<Record<string, string>>;

function sentence(entry: AuditEntry, deeds: Words, target: string | null): string {
  const { before, after } = deedParts(entry, deeds);
  return after === null ? before : `${before}${target ?? '…'}${after}`;
}

function asText(values: AuditEntry['before']): string | null {
  return values === null ? null : JSON.stringify(values);
}
