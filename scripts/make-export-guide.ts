// Writes docs/client-export.md, which says what is in the archive of a client, from the rules of the tables.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportGuide } from './export-guide.ts';
import { allTableRules } from '../src/main/db/rules/index.ts';
import { moduleTables } from '../src/modules/main.ts';

const GUIDE = join(import.meta.dirname, '../docs/client-export.md');

const written = exportGuide(allTableRules(moduleTables));
const check = process.argv.includes('--check');
if (!check) writeFileSync(GUIDE, written);
else if (readFileSync(GUIDE, 'utf8') !== written) {
  console.error('docs/client-export.md is not what the rules of the tables say: run `npm run export-guide`');
  process.exitCode = 1;
}
