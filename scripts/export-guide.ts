import type { ArchiveList, ArchivePart, Field } from '../src/main/db/rules/archive.ts';
import { contentsOf, partsOf } from '../src/main/db/rules/archive-contents.ts';
import { OF_ONE_CLIENT, WITHIN } from '../src/main/db/rules/reasons.ts';
import type { TableRules } from '../src/main/db/rules/table-rules.ts';

const HEAD = `# The archive of a client

<!-- Made from the rules of the tables (src/main/db/schema) by \`npm run export-guide\`. -->

**Clients → one client → Data → Prepare an archive** (or \`POST /api/clients/{id}/export\`) writes everything Foyer keeps
of one client into one ZIP file. It is meant to be read without Foyer: by a person, by another program, by whoever takes
over. Format version 1.

## Getting it

| step | call | who |
|---|---|---|
| begin | \`POST /api/clients/{id}/export\` → 202, an export in state \`making\` | owners, administrators, keys of scope \`admin\` of that client |
| follow | \`GET /api/clients/{id}/exports/{exportId}\` → \`progress\`, then \`ready\` with \`size\` and \`sha256\` | the same |
| download | \`GET /api/clients/{id}/exports/{exportId}/file\` → \`application/zip\` | the same |
| stop, or delete | \`DELETE /api/clients/{id}/exports/{exportId}\` | the same |

One export of a client is made at a time. It is removed after 7 days. If Foyer is stopped meanwhile, it is made again
from the beginning at the next start. A full disk fails it with \`storage.full\`; nothing half-written stays.

All lists are of one instant: what changes while the archive is written is not in it. Original files are read when their
turn comes; one that was deleted in between is counted in \`missingFiles\`.

## Layout

All JSON is UTF-8. A list is a JSON array with one record a line, so that it can be read whole or line by line.
Instants are ISO 8601 in UTC. Ids are the same in every file.
`;

const MANIFEST =
  '`format` (`foyer-client-export`), `formatVersion`, `foyerVersion`, `exportedAt`, `clientId`, the number of `records` in each list, of `files`, of `texts`, of `missingFiles`. Written last: an archive without it is cut short';

const FILE_NOTE =
  'Files are numbered as the list that names them; characters a file system refuses in their names are replaced by `_`. ' +
  'In a list, `file` and `text` are their paths, null when there is none.';

/** docs/client-export.md: what is in the archive of a client, and what is not and why, as the rules of the tables say. */
export function exportGuide(tables: readonly TableRules[]): string {
  const contents = contentsOf(tables);
  return `${HEAD}
${table(
  ['path', 'holds'],
  [
    ['`README.txt`', 'what is where, in the client’s language'],
    ['`export.json`', MANIFEST],
    ...contents.map(({ path, about, list }) => [`\`${path}\``, list === null ? about.en : list.guide]),
  ],
)}

${FILE_NOTE}

## The fields

${tables
  .flatMap(rules => ('file' in rules.export ? [[rules, rules.export] as const] : []))
  .toSorted(([, one], [, other]) => one.place - other.place)
  .map(([rules, list]) => fieldsOfList(tables, rules, list))
  .join('\n\n')}

## What is not in it

Anything of another client, and:

${table(['kept of', 'not in the archive, because'], tables.toSorted(byName).flatMap(leftOut))}
`;
}

function fieldsOfList(tables: readonly TableRules[], rules: TableRules, list: ArchiveList): string {
  const within = tables.find(({ export: other }) => 'within' in other && other.within === list.file);
  const more = within !== undefined && 'within' in within.export ? fields(within.export.columns) : [];
  const own = [...new Set([...more, ...fields(list.columns)])];
  const parts = partsOf(tables, rules.table);
  const files = list.stored !== undefined && 'name' in list.stored ? ['file'] : [];
  const names = [...own, ...parts.filter(({ shape }) => shape !== 'text').map(({ as }) => as), ...files];
  const texts = parts.flatMap(({ shape, as }) => (shape === 'text' ? [as] : []));
  const listed = [...names, ...texts].map(code).join(', ');
  const inside = parts.flatMap(part => fieldsOfPart(part));
  return [`\`${list.file}\`: ${listed}.`, ...inside].join('\n');
}

function fieldsOfPart(part: ArchivePart): string[] {
  const { shape, as, columns } = part;
  if (shape === 'values') return [`\`${as}\` is a list of ids.`];
  if (shape === 'text') return [];
  const listed = fields(columns).map(code).join(', ');
  return shape === 'one'
    ? [`\`${as}\` is null, or has: ${listed}.`]
    : [`Each of \`${as}\` has: ${listed}. ${part.guide}.`];
}

/** What is said by where a record stands. */
const GOES_WITHOUT_SAYING: readonly Field[] = [OF_ONE_CLIENT, WITHIN];

const code = (name: string): string => `\`${name}\``;

function fields(columns: Readonly<Record<string, Field>>): string[] {
  return Object.values(columns).flatMap(field => {
    if (typeof field === 'string') return [field];
    return 'as' in field ? [field.as] : [];
  });
}

const byName = (one: TableRules, other: TableRules): number => (one.name < other.name ? -1 : 1);

/** Of a table, what the archive leaves out: all of it, or columns by their reason. */
function leftOut({ name, export: rule }: TableRules): string[][] {
  if ('leftOut' in rule) return [[code(name), rule.leftOut]];
  const reasons = Object.entries<Field>(rule.columns).flatMap(([property, field]) =>
    typeof field === 'object' && 'leftOut' in field && !GOES_WITHOUT_SAYING.includes(field)
      ? [[property, field.leftOut] as const]
      : [],
  );
  const byReason = Map.groupBy(reasons, ([, reason]) => reason);
  return [...byReason].map(([reason, columns]) => [
    `${code(name)}: ${columns.map(([property]) => code(property)).join(', ')}`,
    reason,
  ]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
