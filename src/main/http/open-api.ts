import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { chatbot } from '#shared/contract/chatbots.ts';
import { client } from '#shared/contract/clients.ts';
import { chatEvent, conversation } from '#shared/contract/conversations.ts';
import { message, source } from '#shared/contract/messages.ts';
import { document } from '#shared/contract/documents.ts';
import { contract } from '#shared/contract/index.ts';
import { apiKey } from '#shared/contract/keys.ts';
import { clientExport } from '#shared/contract/exports.ts';
import { erasure } from '#shared/contract/privacy.ts';
import { model } from '#shared/contract/models.ts';
import { job } from '#shared/contract/operations.ts';
import type { Access } from '#shared/contract/route.ts';
import { searchResult } from '#shared/contract/search.ts';
import { visitorAttachment, visitorEvent } from '#shared/contract/visitor.ts';
import { apiGroups } from './api-groups.ts';
import { exampleOf, type Schema } from './open-api-examples.ts';
import {
  auditExportOperation,
  components,
  downloadOperation,
  errorResponses,
  exportOperation,
  idempotencyParameter,
  limitHeaders,
  nextPageHeader,
  replayedHeader,
  uploadOperation,
  visitorFileOperation,
} from './open-api-parts.ts';
import { contentOf, operationsOf, parametersOf, type OpenApiDocument } from './open-api-reading.ts';
import { markOfVisitors, visitorBytes, visitorStreams } from './open-api-visitors.ts';

/** Access of the operations that carry bytes and so are not routes of the contract. */
const bytesAccess: Readonly<Record<string, Access>> = {
  'post /documents': ['owner', 'admin', 'editor', 'key:write'],
  'get /documents/{id}/file': ['owner', 'admin', 'editor', 'agent', 'member', 'key:read'],
  'get /attachments/{id}/file': ['owner', 'admin', 'editor', 'agent', 'key:read'],
  'get /clients/{id}/exports/{exportId}/file': ['owner', 'admin', 'key:admin'],
  'get /audit.csv': ['owner', 'admin'],
  'post /visitor/attachments': ['visitor'],
  'get /visitor/attachments/{id}/file': ['visitor'],
};

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

/**
 * Describes the REST doors (OpenAPI 3.1): the contract, and the operations that are not JSON in and JSON out, with
 * examples that fit their schemas. Those of visitors are marked; `withServers` says where they are. Routes only this
 * machine may call are left out.
 */
export async function describeApi(version: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const generated = await generator.generate(contract, {
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
      const access = accessOf(route['~orpc'].meta);
      return access.some(rule => !ofThisMachine.has(rule));
    },
  });
  // A copy: what is shared between operations is completed in each of them.
  const description = structuredClone(generated);
  description.paths = {
    ...description.paths,
    '/documents': { ...description.paths?.['/documents'], post: structuredClone(uploadOperation) },
    '/documents/{id}/file': { get: structuredClone(downloadOperation) },
    '/attachments/{id}/file': { get: structuredClone(visitorFileOperation) },
    '/clients/{id}/exports/{exportId}/file': { get: structuredClone(exportOperation) },
    '/audit.csv': { get: auditExportOperation(description.paths?.['/audit']?.get) },
    ...structuredClone(visitorBytes),
  };
  const accessByPath = restAccess();
  const tags = new Set<string>();
  for (const { path, method, operation } of operationsOf(description)) {
    const [tag = 'API'] = operation.tags ?? [];
    tags.add(tag);
    if (answerPaths.has(path)) describeAnswer(operation);
    if (visitorStreams.has(path)) describeVisitorAnswer(operation);
    complete(operation, { path, access: accessByPath.get(`${method} ${path}`) ?? [] });
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

/** Who may call each REST operation, by `method path`. */
function restAccess(): Map<string, Access | []> {
  const routes = Object.values(contract).flatMap(feature => Object.values(feature));
  return new Map([
    ...routes.map((route): [string, Access | []] => {
      const { method, path } = route['~orpc'].route;
      return [`${method?.toLowerCase()} ${path}`, accessOf(route['~orpc'].meta)];
    }),
    ...Object.entries(bytesAccess),
  ]);
}

function accessOf(meta: Record<string, unknown>): Access | [] {
  // Declared by `route()`, the only maker of routes, whose type the generator forgets.
  return (meta.access ?? []) as Access | [];
}
