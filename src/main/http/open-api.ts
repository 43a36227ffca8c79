import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { chatbot } from '#shared/contract/chatbots.ts';
import { client } from '#shared/contract/clients.ts';
import { chatEvent, conversation, message, source } from '#shared/contract/conversations.ts';
import { document } from '#shared/contract/documents.ts';
import { contract } from '#shared/contract/index.ts';
import { model } from '#shared/contract/models.ts';
import { job } from '#shared/contract/operations.ts';
import type { Access } from '#shared/contract/route.ts';
import { searchResult } from '#shared/contract/search.ts';
import { errorCodes } from '#shared/errors.ts';

export type OpenApiDocument = OpenAPI.Document;

const documentRef = { $ref: '#/components/schemas/Document' };
const messageRef = { $ref: '#/components/schemas/Message' };

/** Routes whose answer streams as server-sent events of `chatEvent`, or comes alone as JSON. */
const answerPaths: ReadonlySet<string> = new Set([
  '/conversations/chat',
  '/conversations/complete',
  '/conversations/{id}/regenerate',
  '/conversations/messages/{messageId}/follow',
]);

/**
 * Describes the REST door (OpenAPI 3.1): the contract, and the operations that are not JSON in and JSON out.
 * Routes only this machine may call are left out.
 */
export async function describeApi(version: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const description = await generator.generate(contract, {
    info: {
      title: 'Foyer',
      version,
      description:
        'Private chatbots over your own documents. Get a token from `POST /api/auth/token` and send it as ' +
        '`Authorization: Bearer …`. Errors are `{"error": {"code", "message"}}`.',
    },
    servers: [{ url: '/api' }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Error: errorSchema },
    },
    commonSchemas: {
      Client: { schema: client, strategy: 'output' },
      Chatbot: { schema: chatbot, strategy: 'output' },
      Document: { schema: document, strategy: 'output' },
      SearchResult: { schema: searchResult, strategy: 'output' },
      Source: { schema: source, strategy: 'output' },
      Message: { schema: message, strategy: 'output' },
      ChatEvent: { schema: chatEvent, strategy: 'output' },
      Conversation: { schema: conversation, strategy: 'output' },
      Model: { schema: model, strategy: 'output' },
      Job: { schema: job, strategy: 'output' },
    },
    filter: ({ contract: route }) => accessOf(route['~orpc'].meta).some(rule => rule !== 'local'),
  });
  const accessByPath = restAccess();
  for (const [path, item] of Object.entries(description.paths ?? {})) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = item?.[method];
      if (operation === undefined) continue;
      completeOperation(operation, accessByPath.get(`${method} ${path}`) ?? []);
      if (answerPaths.has(path)) describeAnswer(operation);
    }
  }
  const { paths = {} } = description;
  return {
    ...description,
    paths: {
      ...paths,
      '/documents': { ...paths['/documents'], post: uploadOperation },
      '/documents/{id}/file': { get: downloadOperation },
    },
  };
}

type Operation = NonNullable<NonNullable<OpenApiDocument['paths']>[string]>['get'];

const errorSchema: OpenAPI.SchemaObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', enum: errorCodes },
        message: { type: 'string' },
        fields: {
          type: 'array',
          description: 'The fields of the request that were not understood.',
          items: {
            type: 'object',
            required: ['path', 'message'],
            properties: { path: { type: 'string' }, message: { type: 'string' } },
          },
        },
        details: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } },
        correlationId: {
          type: 'string',
          description: 'Finds the request in the log; also in `x-request-id`.',
        },
      },
    },
  },
};

const errorResponse = {
  description: 'What went wrong',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
} satisfies OpenAPI.ResponseObject;

const uploadOperation: Operation = {
  operationId: 'documents.upload',
  summary: 'Add files to the knowledge of a chatbot',
  description:
    'Answers as soon as the files are stored; they are read in the background (see `state`). ' +
    'Send `chatbotId` first: files that come before it are put aside on disk until it is known.',
  tags: ['Documents'],
  requestBody: {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['chatbotId', 'file'],
          properties: {
            chatbotId: { type: 'string', format: 'uuid' },
            file: { type: 'array', items: { type: 'string', format: 'binary' } },
          },
        },
      },
    },
  },
  responses: {
    '201': {
      description: 'Created',
      content: { 'application/json': { schema: { type: 'array', items: documentRef } } },
    },
    default: errorResponse,
  },
};

const downloadOperation: Operation = {
  operationId: 'documents.download',
  summary: 'The original file',
  tags: ['Documents'],
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
  responses: {
    '200': {
      description: 'The bytes, as an attachment',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    },
    default: errorResponse,
  },
};

function completeOperation(operation: OpenAPI.OperationObject, access: readonly string[]): void {
  operation.responses = { ...operation.responses, default: errorResponse };
  if (access.includes('public')) operation.security = [];
  else operation.description = `For: ${access.filter(rule => rule !== 'local').join(', ')}.`;
}

function describeAnswer(operation: OpenAPI.OperationObject): void {
  operation.responses = {
    ...operation.responses,
    '200': {
      description:
        'The answer: events as it is written, or with `Accept: application/json` the finished message alone.',
      content: {
        'text/event-stream': { schema: { $ref: '#/components/schemas/ChatEvent' } },
        'application/json': { schema: messageRef },
      },
    },
  };
}

/** Who may call each REST operation, by `method path`. */
function restAccess(): Map<string, readonly string[]> {
  const routes = Object.values(contract).flatMap(feature => Object.values(feature));
  return new Map(
    routes.map(route => {
      const { method, path } = route['~orpc'].route;
      return [`${method?.toLowerCase()} ${path}`, accessOf(route['~orpc'].meta)];
    }),
  );
}

function accessOf(meta: Record<string, unknown>): Access | [] {
  // Declared by `route()`, the only maker of routes, whose type the generator forgets.
  return (meta.access ?? []) as Access | [];
}
