import type { AnyContractProcedure } from '@orpc/contract';
import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { chatbot } from '#shared/contract/chatbots.ts';
import { client } from '#shared/contract/clients.ts';
import { chatEvent, conversation } from '#shared/contract/conversations.ts';
import { message, source } from '#shared/contract/messages.ts';
import { document } from '#shared/contract/document.ts';
import { contract } from '#shared/contract/index.ts';
import { apiKey } from '#shared/contract/keys.ts';
import { clientExport } from '#shared/contract/exports.ts';
import { erasure } from '#shared/contract/privacy.ts';
import { model } from '#shared/contract/models.ts';
import { job } from '#shared/contract/operations.ts';
import { fileGivenBy } from '#shared/contract/files.ts';
import type { Access, RouteMeta } from '#shared/contract/route.ts';
import { searchResult } from '#shared/contract/search.ts';
import { visitorEvent } from '#shared/contract/visitor.ts';
import { visitorAttachment } from '#shared/contract/visitor-panel.ts';
import { apiGroups } from './api-groups.ts';
import { exampleOf, type Schema } from './open-api-examples.ts';
import { describeFiles } from './open-api-files.ts';
import {
  components,
  errorResponses,
  idempotencyParameter,
  limitHeaders,
  nextPageHeader,
  replayedHeader,
} from './open-api-parts.ts';
import { contentOf, operationsOf, parametersOf, type OpenApiDocument } from './open-api-reading.ts';
import { markOfVisitors, visitorStreams } from './open-api-visitors.ts';

/** What only the visitors' listener serves. */
const VISITOR_PATHS = '/visitor/';

/** Rules that admit nobody over the network. */
const ofThisMachine: ReadonlySet<string> = new Set(['local', 'window']);

/** Routes whose answer streams as server-sent events of `chatEvent`, or comes alone as JSON. */
const answerPaths: ReadonlySet<string> = new Set([
  '/conversations/chat',
  '/conversations/complete',
  '/conversations/{id}/regenerate',
  '/conversations/messages/{messageId}/follow',
]);

type ApiRoutes = Readonly<Record<string, Readonly<Record<string, AnyContractProcedure>>>>;

/**
 * Describes the REST doors (OpenAPI 3.1): the contract, what of it is not JSON in and JSON out as it is sent, with
 * examples that fit their schemas. Those of visitors are marked; `withServers` says where they are. Routes only this
 * machine may call are left out.
 */
export async function describeApi(version: string, routes: ApiRoutes = contract): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const generated = await generator.generate(routes, {
    info: {
      title: 'Foyer',
      version,
      description:
        'Private chatbots over your own documents. Send an API key, or the token of `POST /api/auth/token`, as ' +
        '`Authorization: Bearer …`. Errors are `{"error": {"code", "message"}}`. Lists are read by pages: ' +
        '`limit` rows after `cursor`, until `nextCursor` is null.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api' }],
    components,
    commonSchemas: {
      Client: { schema: client, strategy: 'output' },
      ClientExport: { schema: clientExport, strategy: 'output' },
      Erasure: { schema: erasure, strategy: 'output' },
      Chatbot: { schema: chatbot, strategy: 'output' },
      Document: { schema: document, strategy: 'output' },
      SearchResult: { schema: searchResult, strategy: 'output' },
      Source: { schema: source, strategy: 'output' },
      Message: { schema: message, strategy: 'output' },
      ChatEvent: { schema: chatEvent, strategy: 'output' },
      VisitorEvent: { schema: visitorEvent, strategy: 'output' },
      VisitorAttachment: { schema: visitorAttachment, strategy: 'output' },
      Conversation: { schema: conversation, strategy: 'output' },
      Model: { schema: model, strategy: 'output' },
      ApiKey: { schema: apiKey, strategy: 'output' },
      Job: { schema: job, strategy: 'output' },
    },
    filter: ({ contract: route }) => {
      const { access } = metaOf(route['~orpc']);
      return access.some(rule => !ofThisMachine.has(rule));
    },
  });
  // A copy: what is shared between operations is completed in each of them.
  const description = structuredClone(generated);
  const routesByPath = restRoutes(routes);
  const tags = new Set<string>();
  for (const { path, method, operation } of operationsOf(description)) {
    const [tag = 'API'] = operation.tags ?? [];
    tags.add(tag);
    if (answerPaths.has(path)) describeAnswer(operation);
    if (visitorStreams.has(path)) describeVisitorAnswer(operation);
    const definition = routesByPath.get(`${method} ${path}`);
    const { access, takes = null } = metaOf(definition);
    describeFiles(operation, { takes, gives: fileGivenBy(definition?.outputSchema) });
    complete(operation, { path, access });
    addExamples(operation, tag, (description.components?.schemas ?? {}) as Record<string, Schema>);
  }
  description.tags = [...tags].map(name => ({ name, description: apiGroups[name]?.description ?? name }));
  return description;
}

/** Who may call it, what it may answer besides, and how it is repeated. */
function complete(
  operation: OpenAPI.OperationObject,
  { path, access }: { path: string; access: Access | [] },
): void {
  const open = access.some(rule => rule === 'public');
  const ofVisitors = path.startsWith(VISITOR_PATHS);
  const admitted = access.filter(rule => !ofThisMachine.has(rule) && rule !== 'public');
  const roles = admitted.filter(rule => !rule.startsWith('key:'));
  const scopes = admitted.filter(rule => rule.startsWith('key:')).map(rule => rule.slice('key:'.length));
  if (ofVisitors) markOfVisitors(operation, open);
  else describeWho(operation, { open, roles, scopes });

  const { '201': created } = operation.responses ?? {};
  for (const parameter of parametersOf(operation)) {
    // The generator says these of every parameter; OpenAPI has them for queries alone.
    delete parameter.allowEmptyValue;
    if (parameter.in !== 'query') delete parameter.allowReserved;
  }
  if (created !== undefined) operation.parameters = [...(operation.parameters ?? []), idempotencyParameter];
  const responses = Object.entries(operation.responses ?? {}).map(([status, response]) => [
    status,
    response === undefined || '$ref' in response
      ? response
      : {
          ...response,
          headers: {
            ...limitHeaders,
            ...(status === '201' ? replayedHeader : {}),
            ...(isPagedArray(operation, response) ? nextPageHeader : {}),
            ...response.headers,
          },
        },
  ]);
  const hasBody = operation.requestBody !== undefined;
  operation.responses = {
    ...Object.fromEntries(responses),
    ...errorResponses({
      open,
      hasBody,
      hasIds: path.includes('{') || JSON.stringify(operation).includes('chatbotId'),
      creates: created !== undefined,
    }),
  };
}

function describeWho(
  operation: OpenAPI.OperationObject,
  { open, roles, scopes }: { open: boolean; roles: readonly string[]; scopes: readonly string[] },
): void {
  operation.security = open
    ? []
    : [...(roles.length > 0 ? [{ session: [] }] : []), ...(scopes.length > 0 ? [{ apiKey: [] }] : [])];
  const who = [
    ...(roles.length > 0 ? [`People who are ${roles.join(', ')}.`] : []),
    ...(scopes.length > 0 ? [`Keys with the scope ${[...new Set([...scopes, 'admin'])].join(' or ')}.`] : []),
  ];
  const text = [operation.description, ...(open ? ['Anybody.'] : who)].filter(part => part !== undefined);
  operation.description = text.join(' ');
}

/** A list that is an array, and takes `limit`: its next page is named in a header. */
function isPagedArray(operation: OpenAPI.OperationObject, response: OpenAPI.ResponseObject): boolean {
  const [media] = contentOf(response);
  const schema = media?.[1].schema;
  return (
    schema !== undefined &&
    'type' in schema &&
    schema.type === 'array' &&
    parametersOf(operation).some(({ name }) => name === 'limit')
  );
}

function addExamples(
  operation: OpenAPI.OperationObject,
  tag: string,
  schemas: Readonly<Record<string, Schema>>,
): void {
  for (const parameter of parametersOf(operation)) {
    parameter.example ??= exampleOf(
      parameter.schema as Schema,
      { tag, name: parameter.name, request: true },
      schemas,
    );
  }
  const show = (media: OpenAPI.MediaTypeObject, request: boolean) => {
    media.example ??= exampleOf(media.schema as Schema, { tag, name: '', request }, schemas);
  };
  for (const [, media] of contentOf(operation.requestBody)) show(media, true);
  for (const response of Object.values(operation.responses ?? {})) {
    for (const [, media] of contentOf(response)) show(media, false);
  }
}

function describeAnswer(operation: OpenAPI.OperationObject): void {
  operation.responses = {
    ...operation.responses,
    '200': {
      description:
        'The answer: events as it is written, or with `Accept: application/json` the finished message alone.',
      content: {
        'text/event-stream': { schema: { $ref: '#/components/schemas/ChatEvent' } },
        'application/json': { schema: { $ref: '#/components/schemas/Message' } },
      },
    },
  };
}

function describeVisitorAnswer(operation: OpenAPI.OperationObject): void {
  operation.responses = {
    ...operation.responses,
    '200': {
      description: 'The answer: events as it is written. With `queued` first while others are before it.',
      content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/VisitorEvent' } } },
    },
  };
}

type Definition = AnyContractProcedure['~orpc'];

/** The routes by `method path`. */
function restRoutes(routes: ApiRoutes): ReadonlyMap<string, Definition> {
  return new Map(
    Object.values(routes)
      .flatMap(feature => Object.values(feature))
      .map(({ '~orpc': definition }) => {
        const { method, path } = definition.route;
        return [`${method?.toLowerCase()} ${path}`, definition];
      }),
  );
}

function metaOf(
  definition: Pick<Definition, 'meta'> | undefined,
): Partial<Omit<RouteMeta, 'access'>> & { access: Access | [] } {
  // Declared by `route()`, the only maker of routes, whose type the generator forgets.
  return { access: [], ...(definition?.meta as Partial<RouteMeta> | undefined) };
}
