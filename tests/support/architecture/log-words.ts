import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { auditActions } from '#shared/contract/audit-actions.ts';
import type { Named } from '#shared/contract/vocabulary.ts';
import { catalogues } from '#shared/i18n/index.ts';
import type { TableRules } from '#main/db/rules/index.ts';

const catalogued: readonly string[] = auditActions;
const languages = ['fr', 'en'] as const;

/** The words that the log lacks for what these tables record, in sentences that say what to write. */
export function missingLogWords(tables: readonly TableRules[]): string[] {
  return tables.flatMap(({ table, audit }) => {
    if ('leftOut' in audit) return [];
    const { name } = getTableConfig(table);
    const own = audit.events.filter(({ action }) => !catalogued.includes(action));
    const deeds = own.flatMap(({ action, says }) =>
      lacking(says).map(
        language => `${name}: say what the log says of ${action}: audit.events, says.${language}`,
      ),
    );
    const family =
      own.length === 0
        ? []
        : lacking(audit.called).map(
            language => `${name}: say what its deeds are called together: audit.called.${language}`,
          );
    const fields = Object.entries(audit.columns)
      .filter(([, treatment]) => treatment !== 'ignored')
      .flatMap(([column]) =>
        languages
          .filter(language => !isCatalogued(column, language) && !audit.fields?.[column]?.[language])
          .map(language => `${name}: say what the log calls ${column}: audit.fields.${column}.${language}`),
      );
    return [...deeds, ...family, ...fields];
  });
}

function lacking(words: Named | undefined) {
  return languages.filter(language => !words?.[language]);
}

function isCatalogued(field: string, language: 'fr' | 'en'): boolean {
  return field in catalogues[language].auditFields.fields;
}
