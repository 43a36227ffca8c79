import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '#modules/define-module.ts';
import { moduleNames, type ModuleName } from '#modules/index.ts';
import type { Row } from './rows.ts';

/** Who may call the routes of each module, as its own tests say. */
export async function moduleRows(): Promise<Record<ModuleName, Record<string, Row>>> {
  const rows = moduleNames.map(async name => {
    const path = `src/modules/${folderOf(name)}/tests/access-rows.ts`;
    const file = join(import.meta.dirname, '../..', path);
    if (!existsSync(file))
      throw new Error(`Say in ${path} who may call the routes of ${name}: export accessRows`);
    const { accessRows } = (await import(file)) as { accessRows: Record<string, Row> };
    return [name, accessRows] as const;
  });
  return Object.fromEntries(await Promise.all(rows)) as Record<ModuleName, Record<string, Row>>;
}
