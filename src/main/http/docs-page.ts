import type { OpenAPI } from '@orpc/openapi';
import { samplesOf } from './api-samples.ts';
import { htmlText } from './html-text.ts';
import {
  contentOf,
  operationsOf,
  parametersOf,
  type DescribedOperation,
  type OpenApiDocument,
} from './open-api-reading.ts';
import { isMarked } from './open-api-visitors.ts';

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
<nav aria-label="Sections"><strong>Foyer API</strong>${tags.map(({ name }) => `<a href="#${anchor(name)}">${htmlText(name)}</a>`).join('')}<a href="#schemas">Schemas</a><a href="openapi.json">openapi.json</a></nav>
<main>
<h1>${htmlText(description.info.title)} API <small>${htmlText(description.info.version)}</small></h1>
<p>${inline(description.info.description ?? '')}</p>
${introduction}
${tags.map(tag => renderGroup(description, tag)).join('\n')}
<section id="schemas"><h2>Schemas</h2>
${schemas.map(([name, schema]) => `<details id="schema-${anchor(name)}"><summary><code>${htmlText(name)}</code></summary>${renderSchema(schema)}</details>`).join('')}
</section>
</main>
</body>
</html>`;
}

/** What holds for every operation. */
const introduction = `<dl>
<dt>Credentials</dt><dd>An administrator makes an API key in <b>Settings → API keys</b>. It is shown once. Send it as <code>Authorization: Bearer foyer_…</code>; in an address it is refused.</dd>
<dt>Errors</dt><dd>The status tells the kind, <code>error.code</code> what it is, <code>error.fields</code> which fields were not understood. A program decides by the code, never by the message.</dd>
<dt>Lists</dt><dd><code>limit</code> rows at a time; ask again with <code>cursor</code> set to <code>nextCursor</code> until it is null. Clients, chatbots and models come whole, as an array; with <code>limit</code>, by pages whose next is in the header <code>Link</code>.</dd>
<dt>Limits</dt><dd>Each answer says in <code>RateLimit-Remaining</code> how many requests are left, and in <code>RateLimit-Reset</code> for how many seconds. Beyond, the answer is 429 with <code>Retry-After</code>.</dd>
<dt>Repeating</dt><dd>With an <code>Idempotency-Key</code> of its own, a creation that is sent again within a day is not done again.</dd>
</dl>
<p>The samples read <code>FOYER_URL</code> (such as <code>http://127.0.0.1:4280</code>) and <code>FOYER_KEY</code> from the environment, or <code>FOYER_TOKEN</code>, the <code>accessToken</code> of a person, where keys are not admitted; for visitors <code>FOYER_VISITORS_URL</code> (such as <code>http://127.0.0.1:4281</code>). TypeScript runs in Node 24 as it stands.</p>`;

function renderGroup(description: OpenApiDocument, { name, description: about }: OpenAPI.TagObject): string {
  const operations = operationsOf(description).filter(({ operation }) => operation.tags?.[0] === name);
  const samples = samplesOf(description, name).map(
    sample => `<h3>${htmlText(sample.summary)}</h3>
<h4>TypeScript</h4><pre>${htmlText(sample.typescript)}</pre><h4>curl</h4><pre>${htmlText(sample.curl)}</pre>`,
  );
  return `<section id="${anchor(name)}"><h2>${htmlText(name)}</h2><p>${inline(about ?? '')}</p>
${operations.map(renderOperation).join('')}
${samples.join('')}</section>`;
}

function renderOperation({ method, path, operation }: DescribedOperation): string {
  const parameters = parametersOf(operation);
  const open = operation.security?.length === 0;
  return `<details id="${anchor(operation.operationId ?? path)}">
<summary><b class="${method}">${method.toUpperCase()}</b> <code>/api${htmlText(path)}</code> <span>${htmlText(operation.summary ?? '')}</span>${open ? ' <em>no sign-in</em>' : ''}${isMarked(operation) ? ' <em>visitors’ listener</em>' : ''}</summary>
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
      : `<p><b>${htmlText(status)}</b> ${inline(response.description)}</p>${contentOf(response).map(renderMedia).join('')}`,
  )
  .join('')}
</details>`;
}

/** An example first, which most come for; the schema for those who want to know. */
function renderMedia([type, { example, schema }]: [string, OpenAPI.MediaTypeObject]): string {
  return `<p><code>${htmlText(type)}</code></p><pre>${htmlText(JSON.stringify(example, null, 2))}</pre><details><summary>Schema</summary>${renderSchema(schema as Schema)}</details>`;
}

function renderParameter(parameter: OpenAPI.ParameterObject): string {
  return `<tr><td><code>${htmlText(parameter.name)}</code>${parameter.required === true ? ' *' : ''}</td><td>${htmlText(parameter.in)}</td><td>${renderSchema(parameter.schema as Schema)}</td></tr>`;
}

function renderSchema(schema: Schema): string {
  const name = referenceName(schema);
  if (name !== null) return `<a href="#schema-${anchor(name)}">${htmlText(name)}</a>`;
  return `<pre>${linkReferences(htmlText(JSON.stringify(schema ?? {}, null, 2)))}</pre>`;
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
  return htmlText(value).replace(/`([^`]+)`/g, '<code>$1</code>');
}

// The colours are those of the interface (tokens.css), by day and by night.
const styles = `
:root { color-scheme: light dark; --bg: light-dark(#faf8f5, #141210); --surface: light-dark(#fff, #1f1b18); --sunken: light-dark(#f3efe9, #272320); --line: light-dark(#e7e1d8, #38322d); --text: light-dark(#211d18, #f0ebe4); --muted: light-dark(#6b6359, #a89f94); --accent: light-dark(#b24310, #f0864a); font: 15px/1.55 system-ui, sans-serif; }
body { margin: 0; display: grid; grid-template-columns: 13rem minmax(0, 1fr); background: var(--bg); color: var(--text); }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; display: grid; gap: .15rem; padding: 1.5rem 1rem; box-sizing: border-box; }
nav strong { padding: .3rem .6rem; white-space: nowrap; }
nav a { padding: .25rem .6rem; border-radius: .5rem; color: var(--muted); text-decoration: none; white-space: nowrap; }
nav a:hover { background: var(--sunken); color: var(--text); }
main { padding: 1.5rem 2rem 6rem; max-width: 60rem; min-width: 0; }
a { color: var(--accent); } a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
h1 { letter-spacing: -.02em; } h1 small { color: var(--muted); font-weight: 400; } h2 { margin: 3rem 0 .3rem; } h3 { margin: 1.6rem 0 .4rem; font-size: 1rem; } h4 { margin: .8rem 0 .3rem; font-size: .85rem; color: var(--muted); }
dl { display: grid; gap: .1rem; } dt { font-weight: 600; margin-top: .5rem; } dd { margin: 0; }
details { background: var(--surface); border: 1px solid var(--line); border-radius: .6rem; margin: .4rem 0; padding: .5rem .9rem; }
details details { background: none; } details:target { outline: 2px solid var(--accent); }
summary { cursor: pointer; overflow-wrap: anywhere; } summary b { display: inline-block; min-width: 4rem; font-size: .8rem; letter-spacing: .02em; } summary span { color: var(--muted); margin-left: .4rem; } summary em { color: var(--accent); font-size: .85rem; }
pre { overflow: auto; margin: .3rem 0; padding: .8rem 1rem; border-radius: .6rem; background: var(--sunken); font-size: .82rem; line-height: 1.5; }
table { border-collapse: collapse; display: block; overflow: auto; } td { padding: .2rem .8rem .2rem 0; vertical-align: top; } td pre { margin: 0; padding: .3rem .6rem; }
.get { color: light-dark(#1a6b33, #5fc27e); } .post { color: light-dark(#0b5cad, #6cb0f5); } .put, .patch { color: light-dark(#8a5a00, #e0b050); } .delete { color: light-dark(#b3261e, #f2837b); }
@media (max-width: 50rem) { body { display: block; } nav { position: static; grid-auto-flow: column; justify-content: start; padding: .8rem 1rem 0; } main { padding: 0 1rem 4rem; } }
`;
