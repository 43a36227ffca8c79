import type { OpenAPI } from '@orpc/openapi';
import type { OpenApiDocument } from './open-api.ts';

type Schema = OpenAPI.SchemaObject | OpenAPI.ReferenceObject | boolean | undefined;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/**
 * The API as one page without scripts: readable offline and under the strictest content policy.
 *
 * @param nonce allows the page's own style sheet and nothing else.
 */
export function renderDocs(description: OpenApiDocument, nonce: string): string {
  const operations = Object.entries(description.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap(method => {
      const operation = item?.[method];
      return operation === undefined ? [] : [{ method, path, operation }];
    }),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? 'API'))];
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
<nav aria-label="Sections"><strong>Foyer API</strong>${tags.map(tag => `<a href="#${anchor(tag)}">${text(tag)}</a>`).join('')}<a href="#schemas">Schemas</a><a href="/api/openapi.json">openapi.json</a></nav>
<main>
<h1>${text(description.info.title)} API <small>${text(description.info.version)}</small></h1>
<p>${inline(description.info.description ?? '')}</p>
<pre>curl -s http://127.0.0.1:4280/api/auth/token -H 'content-type: application/json' \\
  -d '{"email": "you@example.org", "password": "…"}'</pre>
${tags
  .map(
    tag =>
      `<section id="${anchor(tag)}"><h2>${text(tag)}</h2>${operations
        .filter(({ operation }) => (operation.tags?.[0] ?? 'API') === tag)
        .map(({ method, path, operation }) => renderOperation(method, path, operation))
        .join('')}</section>`,
  )
  .join('\n')}
<section id="schemas"><h2>Schemas</h2>
${schemas.map(([name, schema]) => `<details id="schema-${anchor(name)}"><summary><code>${text(name)}</code></summary>${renderSchema(schema)}</details>`).join('')}
</section>
</main>
</body>
</html>`;
}

function renderOperation(method: string, path: string, operation: OpenAPI.OperationObject): string {
  const parameters = (operation.parameters ?? []).flatMap(parameter =>
    '$ref' in parameter ? [] : [parameter],
  );
  const body = operation.requestBody;
  const content = body !== undefined && !('$ref' in body) ? Object.entries(body.content) : [];
  const open = operation.security?.length === 0;
  return `<details id="${anchor(operation.operationId ?? path)}">
<summary><b class="${method}">${method.toUpperCase()}</b> <code>/api${text(path)}</code> <span>${text(operation.summary ?? '')}</span>${open ? ' <em>no sign-in</em>' : ''}</summary>
${operation.description === undefined ? '' : `<p>${inline(operation.description)}</p>`}
${parameters.length === 0 ? '' : `<h4>Parameters</h4><table>${parameters.map(renderParameter).join('')}</table>`}
${content.map(([type, media]) => `<h4>Body <code>${text(type)}</code></h4>${renderSchema(media.schema as Schema)}`).join('')}
<h4>Answers</h4>
${Object.entries(operation.responses ?? {})
  .map(([status, response]) => {
    if (response === undefined || '$ref' in response) return '';
    const media = Object.entries(response.content ?? {});
    return `<p><b>${text(status)}</b> ${inline(response.description)}</p>${media.map(([type, value]) => `<p><code>${text(type)}</code></p>${renderSchema(value.schema as Schema)}`).join('')}`;
  })
  .join('')}
</details>`;
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
table { border-collapse: collapse; } td { padding: .2rem .8rem .2rem 0; vertical-align: top; } td pre { margin: 0; }
.get { color: #1a7f37; } .post { color: #0969da; } .put, .patch { color: #9a6700; } .delete { color: #cf222e; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; grid-auto-flow: column; overflow: auto; } }
`;
