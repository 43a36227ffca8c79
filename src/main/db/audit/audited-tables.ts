import type { AuditedTable, ExemptTable } from './audited-table.ts';
import { accessRules } from './audited-access.ts';
import { contentRules } from './audited-content.ts';
import { installationRules } from './audited-installation.ts';
import { widgetRules } from './audited-widgets.ts';

/** Every table of the schema: recorded, or left out for a reason. */
export const auditRules: readonly (AuditedTable | ExemptTable)[] = [
  ...accessRules,
  ...contentRules,
  ...widgetRules,
  ...installationRules,
];

export const auditedTables: readonly AuditedTable[] = auditRules.filter(rule => 'columns' in rule);
