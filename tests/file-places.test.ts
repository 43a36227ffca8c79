import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { carriesFiles } from '#shared/contract/files.ts';
import { contract } from '#shared/contract/index.ts';
import { filePlaces } from './support/architecture/file-places.ts';
import { productFiles } from './support/architecture/product-files.ts';

const root = join(import.meta.dirname, '..');

/** Serve every route of the contract that carries files, and know none of them by name. */
const OF_ALL_ROUTES = [
  'src/main/http/file-routes.ts',
  'src/main/http/form.ts',
  'src/main/http/window-files.ts',
];

/** Written by hand; why they are no routes of the contract is said of each in ARCHITECTURE.md. */
const BY_HAND = [
  'src/main/electron/protocol.ts',
  'src/main/http/page-routes.ts',
  'src/main/http/public/launcher-routes.ts',
  'src/main/http/public/widget-files.ts',
  'src/main/http/trust-routes.ts',
  'src/main/http/widget-preview-routes.ts',
];

/** The ways of the pages. */
const OF_PAGES = [
  'src/renderer/rpc/files.ts',
  'src/renderer/ui/file-chooser.tsx',
  'src/renderer/ui/save-as-file.ts',
  'src/widget/panel/api/http-api.ts',
  'src/widget/panel/view/composer.tsx',
];

it('files go in and out through the routes of the contract, and places that say why they do not', () => {
  expect(filePlaces(productFiles(root)).toSorted()).toEqual(
    [...OF_ALL_ROUTES, ...BY_HAND, ...OF_PAGES].toSorted(),
  );
  const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  for (const path of BY_HAND) {
    const name = path.split('/').at(-1)?.replace('.ts', '');
    expect(architecture, `why ${path} serves files by hand`).toContain(`\`${name}\``);
  }
});

it.each([
  [
    'src/main/http/notes-routes.ts',
    `server.get('/note.pdf', (_, reply) => reply.type('application/pdf').send(bytes));`,
  ],
  ['src/main/http/notes-routes.ts', `void reply.header('content-type', 'text/csv').send(table);`],
  ['src/main/http/notes-routes.ts', `reply.send(createReadStream(path));`],
  ['src/main/http/notes-routes.ts', `reply.headers({ 'content-type': mediaType });`],
  ['src/main/electron/notes.ts', `return new Response(bytes);`],
  ['src/renderer/features/notes/import.tsx', `<input type="file" />`],
  ['src/modules/notes/page/index.tsx', `link.download = name;`],
])('%s would be found for %s', (path, text) => {
  expect(filePlaces([{ path, text }])).toEqual([path]);
});

it.each([
  ['src/main/http/notes-routes.ts', `reply.type('text/html; charset=utf-8').send(page);`],
  ['src/main/http/notes-routes.ts', `const type = request.headers['content-type'];`],
  ['src/main/features/notes/service.ts', `createReadStream(path)`],
])('%s is none for %s', (path, text) => {
  expect(filePlaces([{ path, text }])).toEqual([]);
});

it('are all in the documentation, with nothing that is not there', () => {
  const documentation = readFileSync(join(root, 'docs/api.md'), 'utf8');
  const [, section = ''] = /^## Files$(.*?)^## /ms.exec(documentation) ?? [];
  const told = [...section.matchAll(/`((?:GET|POST) [^`]+)`/g)].map(([, route]) => route);
  const declared = Object.values(contract).flatMap(routes =>
    Object.values(routes).flatMap(({ '~orpc': definition }) =>
      carriesFiles(definition) ? [`${definition.route.method} ${definition.route.path}`] : [],
    ),
  );
  expect(told.toSorted()).toEqual(declared.toSorted());
});

const TEXT_MAX = 200_000; // longer than any answer or mail: what is longer is a file

it('no file goes through the contract as a text', () => {
  const found: string[] = [];
  for (const [feature, routes] of Object.entries(contract)) {
    for (const [name, { '~orpc': definition }] of Object.entries(routes)) {
      const { inputSchema, outputSchema } = definition;
      const ends = [
        ['input', inputSchema] as const,
        ['output', carriesFiles(definition) ? null : outputSchema] as const,
      ];
      for (const [io, schema] of ends) {
        if (!(schema instanceof z.ZodType)) continue;
        const described = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
        if (holdsFile(described)) found.push(`${feature}.${name} (${io})`);
      }
    }
  }
  expect(found).toEqual([]);
});

it('and one that did would be found', () => {
  const of = (schema: z.ZodType) => holdsFile(z.toJSONSchema(schema));
  expect(of(z.object({ logo: z.object({ data: z.base64() }).nullable() }))).toBe(true);
  expect(of(z.object({ csv: z.string().max(900_000) }))).toBe(true);
  expect(of(z.object({ mediaType: z.string(), content: z.string() }))).toBe(true);
  expect(of(z.object({ fileName: z.string(), size: z.number() }))).toBe(false);
});

/** Bytes as letters, a text as long as a file, or a text beside its type or under the name of a file. */
function holdsFile(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(holdsFile);
  if (typeof node !== 'object' || node === null) return false;
  const { format, contentEncoding, maxLength, properties } = node as Record<string, unknown>;
  if (format === 'base64' || contentEncoding === 'base64') return true;
  if (typeof maxLength === 'number' && maxLength > TEXT_MAX) return true;
  const names = Object.keys((properties ?? {}) as object);
  if (
    ['fileName', 'mediaType'].some(name => names.includes(name)) &&
    ['content', 'data', 'csv', 'text'].some(name => names.includes(name))
  )
    return true;
  return Object.values(node).some(holdsFile);
}
