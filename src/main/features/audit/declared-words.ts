import type { DeclaredWords } from '#shared/contract/audit.ts';
import type { Named } from '#shared/contract/vocabulary.ts';
import { deedKind } from '#shared/lib/audit-words.ts';
import type { TableRules } from '#main/db/rules/index.ts';
import type { Part } from '#main/features/part.ts';
import { DELIVERS } from '#main/platform/events/index.ts';

type Entries = readonly (readonly [string, Named | null | undefined])[];

/** What tables say of their deeds and columns, and parts of their tasks, in words of their own. */
export function declaredWordsOf(tables: readonly TableRules[], parts: readonly Part[]): DeclaredWords {
  const audited = tables.flatMap(({ audit }) => ('leftOut' in audit ? [] : [audit]));
  const kindsOf = ({ events }: (typeof audited)[number]) => [
    ...new Set(events.map(({ action }) => deedKind(action))),
  ];
  const ofWork = parts.flatMap(({ jobs = [] }) => jobs.map(({ type, called }) => [type, called] as const));
  const ofEvents = parts.flatMap(({ on = [] }) =>
    on.map(({ name, called }) => [`${DELIVERS}${name}`, called] as const),
  );
  return {
    deeds: said(audited.flatMap(({ events }) => events.map(({ action, says }) => [action, says] as const))),
    kinds: said(audited.flatMap(rules => kindsOf(rules).map(kind => [kind, rules.called] as const))),
    fields: said(
      audited.flatMap(rules =>
        kindsOf(rules).flatMap(kind =>
          Object.entries(rules.fields ?? {}).map(([field, called]) => [`${kind}.${field}`, called] as const),
        ),
      ),
    ),
    tasks: said([...ofWork, ...ofEvents]),
  };
}

function said(entries: Entries): Record<string, Named> {
  return Object.fromEntries(entries.flatMap(([name, words]) => (words == null ? [] : [[name, words]])));
}
