import { apiGroups } from './api-groups.ts';
import {
  contentOf,
  operationsOf,
  parametersOf,
  type DescribedOperation,
  type OpenApiDocument,
} from './open-api-reading.ts';
import { isMarked } from './open-api-visitors.ts';

/** One operation as a program calls it, with the examples of the description. */
export type Sample = { summary: string; typescript: string; curl: string };

type Call = {
  method: string;
  path: string;
  query: Record<string, string>;
  /** Name of the variable of the environment that holds the credentials; null for none. */
  credentials: 'FOYER_KEY' | 'FOYER_TOKEN' | null;
  /** JSON of the body. */
  body: unknown;
  creates: boolean;
  answers: 'json' | 'events' | 'bytes';
  upload: boolean;
  /** Variable of the environment that holds the address of the server, and the usual one. */
  server: { variable: string; usual: string };
  /** Headers the operation asks for, as they are written. */
  headers: Record<string, string>;
};

/** What each group is about in code: TypeScript without any package, and curl. */
export function samplesOf(description: OpenApiDocument, tag: string): Sample[] {
  const operations = operationsOf(description).filter(({ operation }) => operation.tags?.[0] === tag);
  const wanted = apiGroups[tag]?.samples;
  const plain = operations.find(
    ({ method, path, operation }) => method === 'get' && !path.includes('{') && callable(operation),
  );
  const chosen =
    wanted === undefined
      ? [plain ?? operations[0]]
      : wanted.map(id => operations.find(({ operation }) => operation.operationId === id));
  return chosen.flatMap(one => {
    if (one === undefined) return [];
    const call = callOf(one);
    return [{ summary: one.operation.summary ?? '', typescript: typescriptOf(call), curl: curlOf(call) }];
  });
}

function callable(operation: DescribedOperation['operation']): boolean {
  return operation.security?.some(requirement => 'apiKey' in requirement) ?? false;
}

function callOf({ method, path, operation }: DescribedOperation): Call {
  const parameters = parametersOf(operation);
  const inPath = parameters.filter(parameter => parameter.in === 'path');
  const asked = parameters.filter(parameter => parameter.in === 'query');
  const required = asked.filter(parameter => parameter.required === true);
  const shown = required.length > 0 ? required : asked.filter(({ name }) => name === 'limit');
  const [media] = contentOf(operation.requestBody);
  const answers = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1];
  const types = contentOf(answers).map(([type]) => type);
  return {
    method: method.toUpperCase(),
    path: inPath.reduce((text, { name, example }) => text.replace(`{${name}}`, String(example)), path),
    query: Object.fromEntries(shown.map(({ name, example }) => [name, String(example)])),
    credentials: operation.security?.length === 0 ? null : callable(operation) ? 'FOYER_KEY' : 'FOYER_TOKEN',
    body: media?.[1].example,
    creates: operation.responses?.['201'] !== undefined,
    answers: types.includes('text/event-stream')
      ? 'events'
      : types.includes('application/octet-stream')
        ? 'bytes'
        : 'json',
    upload: media?.[0] === 'multipart/form-data',
    server: isMarked(operation)
      ? { variable: 'FOYER_VISITORS_URL', usual: 'http://127.0.0.1:4281' }
      : { variable: 'FOYER_URL', usual: 'http://127.0.0.1:4280' },
    headers: Object.fromEntries(
      parameters
        .filter(parameter => parameter.in === 'header' && parameter.required === true)
        .map(({ name, example }) => [name, String(example)]),
    ),
  };
}

function typescriptOf(call: Call): string {
  const { method, path, query, credentials, body, creates, answers, upload, server } = call;
  const headers = [
    ...Object.entries(call.headers).map(([name, value]) => `${name}: '${value}'`),
    ...(credentials === null ? [] : [`Authorization: \`Bearer \${process.env.${credentials}}\``]),
    ...(body === undefined || upload ? [] : [`'Content-Type': 'application/json'`]),
    ...(creates ? [`'Idempotency-Key': crypto.randomUUID()`] : []),
  ];
  const search = Object.keys(query).length > 0;
  const lines = [
    `const foyer = process.env.${server.variable} ?? '${server.usual}';`,
    ...(search ? [`const query = new URLSearchParams(${literal(query, '')});`] : []),
    ...(upload ? uploadForm(body) : []),
    `const response = await fetch(\`\${foyer}/api${path}${search ? '?${query}' : ''}\`, {`,
    `  method: '${method}',`,
    ...(headers.length === 0 ? [] : ['  headers: {', ...headers.map(line => `    ${line},`), '  },']),
    ...(upload ? ['  body: form,'] : []),
    ...(body === undefined || upload ? [] : [`  body: JSON.stringify(${literal(body, '  ')}),`]),
    '});',
    'if (!response.ok) {',
    '  const { error } = await response.json();',
    '  throw new Error(`${error.code}: ${error.message}`);',
    '}',
    ...(answers === 'events' ? readEvents : ['console.log(await response.json());']),
  ];
  return lines.join('\n');
}

const readEvents = [
  '// One event a block; the answer comes word by word in those of type `delta`.',
  "let received = '';",
  'for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {',
  "  const blocks = (received + text).split('\\n\\n');",
  "  received = blocks.pop() ?? '';",
  '  for (const block of blocks) {',
  "    if (!block.startsWith('data: ')) continue; // a comment that keeps the line open",
  "    const event = JSON.parse(block.slice('data: '.length));",
  "    if (event.type === 'delta') process.stdout.write(event.text);",
  "    if (event.type === 'finished') console.log('\\n', event.message.sources);",
  "    if (event.type === 'failed') throw new Error(event.error.message);",
  '  }',
  '}',
];

function uploadForm(body: unknown): string[] {
  return [
    'const form = new FormData();',
    `form.append('chatbotId', '${chatbotOf(body)}');`,
    `form.append('file', new Blob(['Opening hours: 9 to 18, Monday to Friday.']), 'hours.txt');`,
  ];
}

function curlOf(call: Call): string {
  const { method, path, query, credentials, body, creates, answers, upload, server } = call;
  const search = Object.entries(query);
  const parts = [
    `curl -sS --fail-with-body${answers === 'events' ? ' -N' : ''}${search.length > 0 ? ' -G' : ''} "$${server.variable}/api${path}"`,
    ...(method === 'GET' || (method === 'POST' && (body !== undefined || upload)) ? [] : [`-X ${method}`]),
    ...(credentials === null ? [] : [`-H "Authorization: Bearer $${credentials}"`]),
    ...Object.entries(call.headers).map(([name, value]) => `-H '${name}: ${value}'`),
    ...(creates ? ['-H "Idempotency-Key: $(date +%s)-$$"'] : []),
    ...search.map(([name, value]) => `--data-urlencode '${name}=${value}'`),
    ...(upload
      ? [`-F chatbotId=${chatbotOf(body)}`, `-F 'file=Opening hours, 9 to 18.;filename=hours.txt'`]
      : []),
    ...(body === undefined || upload
      ? []
      : [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`]),
  ];
  return parts.join(' \\\n  ');
}

function chatbotOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'chatbotId' in body ? String(body.chatbotId) : '';
}

/** A value as TypeScript is written by hand. */
function literal(value: unknown, margin: string): string {
  return JSON.stringify(value, null, 2)
    .replaceAll(/^(\s*)"(\w+)":/gm, '$1$2:')
    .replaceAll(/"((?:[^"\\]|\\.)*)"/g, (_whole, text: string) => `'${text.replaceAll("'", "\\'")}'`)
    .replaceAll(/([^,[{])$(?=\n\s*[\]}])/gm, '$1,')
    .replaceAll('\n', `\n${margin}`);
}
