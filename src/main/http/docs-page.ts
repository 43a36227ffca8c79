import type { OpenAPI } from '@orpc/openapi';
import { samplesOf } from './api-samples.ts';
import {
  contentOf,
  operationsOf,
  parametersOf,
  type DescribedOperation,
  type OpenApiDocument,
} from './open-api-reading.ts';

type Schema = OpenAPI.SchemaObject | OpenAPI.ReferenceObject | boolean | undefined;

/**
 * The API as one page without scripts: readable offline and under the strictest content policy.
 *
 * @param nonce allows the page's own style sheet and nothing else.
 */
export function renderDocs(description: OpenApiDocument, nonce: string): string {
  const tags = description.tags ?? [];
  const schemas = Object.entries(description.components?.schemas ?? {});
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Foyer · API</title>
<style nonce="${nonce}">${styles}</style>
</head>
<body>
<nav aria-label="Sections"><strong>Foyer API</strong>${tags.map(({ name }) => `<a href="#${anchor(name)}">${text(name)}</a>`).join('')}<a href="#schemas">Schemas</a><a href="/api/openapi.json">openapi.json</a></nav>
<main>
<h1>${text(description.info.title)} API <small>${text(description.info.version)}</small></h1>
<p>${inline(description.info.description ?? '')}</p>
${introduction}
${tags.map(tag => renderGroup(description, tag)).join('\n')}
<section id="schemas"><h2>Schemas</h2>
${schemas.map(([name, schema]) => `<details id="schema-${anchor(name)}"><summary><code>${text(name)}</code></summary>${renderSchema(schema)}</details>`).join('')}
</section>
</main>
</body>
</html>`;
}

/** What holds for every operation. */
const introduction = `<dl>
<dt>Credentials</dt><dd>An administrator makes an API key in <b>Settings → API keys</b>. It is shown once. Send it as <code>Authorization: Bearer foyer_…</code>; in an address it is refused.</dd>
<dt>Errors</dt><dd>The status tells the kind, <code>error.code</code> what it is, <code>error.fields</code> which fields were not understood. A program decides by the code, never by the message.</dd>
<dt>Lists</dt><dd><code>limit</code> rows at a time; ask again with <code>cursor</code> set to <code>nextCursor</code> until it is null.</dd>
<dt>Limits</dt><dd>Each answer says in <code>RateLimit-Remaining</code> how many requests are left, and in <code>RateLimit-Reset</code> for how many seconds. Beyond, the answer is 429 with <code>Retry-After</code>.</dd>
<dt>Repeating</dt><dd>With an <code>Idempotency-Key</code> of its own, a creation that is sent again within a day is not done again.</dd>
</dl>
<p>The samples read <code>FOYER_URL</code> (such as <code>http://127.0.0.1:4280</code>) and <code>FOYER_KEY</code> from the environment, or <code>FOYER_TOKEN</code>, the <code>accessToken</code> of a person, where keys are not admitted. TypeScript runs in Node 24 as it stands.</p>`;

function renderGroup(description: OpenApiDocument, { name, description: about }: OpenAPI.TagObject): string {
  const operations = operationsOf(description).filter(({ operation }) => operation.tags?.[0] === name);
  const samples = samplesOf(description, name).map(
    sample => `<h3>${text(sample.summary)}</h3>
<div class="code"><div><h4>TypeScript</h4><pre>${text(sample.typescript)}</pre></div><div><h4>curl</h4><pre>${text(sample.curl)}</pre></div></div>`,
  );
  return `<section id="${anchor(name)}"><h2>${text(name)}</h2><p>${inline(about ?? '')}</p>
${operations.map(renderOperation).join('')}
${samples.join('')}</section>`;
}

function renderOperation({ method, path, operation }: DescribedOperation): string {
  const parameters = parametersOf(operation);
  const open = operation.security?.length === 0;
  return `<details id="${anchor(operation.operationId ?? path)}">
<summary><b class="${method}">${method.toUpperCase()}</b> <code>/api${text(path)}</code> <span>${text(operation.summary ?? '')}</span>${open ? ' <em>no sign-in</em>' : ''}</summary>
${operation.description === undefined ? '' : `<p>${inline(operation.description)}</p>`}
${parameters.length === 0 ? '' : `<h4>Parameters</h4><table>${parameters.map(renderParameter).join('')}</table>`}
${contentOf(operation.requestBody)
  .map(media => `<h4>Body</h4>${renderMedia(media)}`)
  .join('')}
<h4>Answers</h4>
${Object.entries(operation.responses ?? {})
  .map(([status, response]) =>
    response === undefined || '$ref' in response
      ? ''
      : `<p><b>${text(status)}</b> ${inline(response.description)}</p>${contentOf(response).map(renderMedia).join('')}`,
  )
  .join('')}
</details>`;
}

/** An example first, which most come for; the schema for those who want to know. */
function renderMedia([type, { example, schema }]: [string, OpenAPI.MediaTypeObject]): string {
  return `<p><code>${text(type)}</code></p><pre>${text(JSON.stringify(example, null, 2))}</pre><details><summary>Schema</summary>${renderSchema(schema as Schema)}</details>`;
}

function renderParameter(parameter: OpenAPI.ParameterObject): string {
  return `<tr><td><code>${text(parameter.name)}</code>${parameter.required === true ? ' *' : ''}</td><td>${text(parameter.in)}</td><td>${renderSchema(parameter.schema as Schema)}</td></tr>`;
}

function renderSchema(schema: Schema): string {
  const name = referenceName(schema);
  if (name !== null) return `<a href="#schema-${anchor(name)}">${text(name)}</a>`;
  return `<pre>${linkReferences(text(JSON.stringify(schema ?? {}, null, 2)))}</pre>`;
}

function referenceName(schema: Schema): string | null {
  if (typeof schema !== 'object' || !('$ref' in schema) || typeof schema.$ref !== 'string') return null;
  return schema.$ref.split('/').at(-1) ?? null;
}

function linkReferences(escaped: string): string {
  return escaped.replace(
    /&quot;#\/components\/schemas\/(\w+)&quot;/g,
    (_whole, name: string) => `<a href="#schema-${anchor(name)}">${name}</a>`,
  );
}

function anchor(value: string): string {
  return value.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function inline(value: string): string {
  return text(value).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function text(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const styles = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; grid-template-columns: 12rem minmax(0, 1fr); }
nav { position: sticky; top: 0; align-self: start; display: grid; gap: .4rem; padding: 1.5rem; }
main { padding: 1.5rem 2rem 6rem; max-width: 60rem; }
a { color: LinkText; } nav a { text-decoration: none; }
details { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .5rem; margin: .4rem 0; padding: .4rem .8rem; }
details:target { outline: 2px solid Highlight; }
summary { cursor: pointer; } summary b { display: inline-block; min-width: 4.2rem; }
pre { overflow: auto; padding: .6rem; border-radius: .4rem; background: color-mix(in srgb, currentColor 8%, transparent); font-size: .85rem; }
dt { font-weight: 600; } dd { margin: 0 0 .6rem; } .code { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; } .code > div { min-width: 0; } .code h4 { margin: 0; }
table { border-collapse: collapse; } td { padding: .2rem .8rem .2rem 0; vertical-align: top; } td pre { margin: 0; }
.get { color: #1a7f37; } .post { color: #0969da; } .put, .patch { color: #9a6700; } .delete { color: #cf222e; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; grid-auto-flow: column; overflow: auto; } }
`;
