import type { OpenAPI } from '@orpc/openapi';
import { errorCodes, errorStatus } from '#shared/errors.ts';
import { visitorSecurityScheme } from './open-api-visitors.ts';
import { RATE_LIMITS } from './rate-limits.ts';

/** Parts of the description that no schema of the contract says: errors, limits, credentials. */

const errorSchema: OpenAPI.SchemaObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', enum: errorCodes },
        message: {
          type: 'string',
          description:
            'For a person, in the language of `Accept-Language` (French or English), else in English.',
        },
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

const errorRef = { $ref: '#/components/schemas/Error' };

type ErrorExample = { code: keyof typeof errorStatus; message: string; [name: string]: unknown };

function errorResponse(
  description: string,
  example: ErrorExample,
  headers?: OpenAPI.ResponseObject['headers'],
): OpenAPI.ResponseObject {
  return {
    description,
    ...(headers === undefined ? {} : { headers }),
    content: { 'application/json': { schema: errorRef, example: { error: example } } },
  };
}

const headerRef = (name: string) => ({ $ref: `#/components/headers/${name}` });

/** On every answer that counts against a limit. */
export const limitHeaders = {
  'RateLimit-Limit': headerRef('RateLimit-Limit'),
  'RateLimit-Remaining': headerRef('RateLimit-Remaining'),
  'RateLimit-Reset': headerRef('RateLimit-Reset'),
};

const seconds = { schema: { type: 'integer', minimum: 0 } } as const;

export const components: OpenAPI.ComponentsObject = {
  securitySchemes: {
    session: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'A person: the access token of `POST /api/auth/token`, for 15 minutes.',
    },
    apiKey: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'foyer_…',
      description:
        'A program: an API key, made in the settings or with `POST /api/keys`. Never in an address.',
    },
    visitor: visitorSecurityScheme,
  },
  schemas: { Error: errorSchema },
  headers: {
    'RateLimit-Limit': {
      description: `Requests in ${RATE_LIMITS.windowSeconds} seconds: ${RATE_LIMITS.key} with a key, ${RATE_LIMITS.user} of a person.`,
      schema: { type: 'integer', minimum: 0 },
      example: RATE_LIMITS.key,
    },
    'RateLimit-Remaining': { description: 'How many of them are left.', ...seconds, example: 598 },
    'RateLimit-Reset': { description: 'Seconds until all of them are there again.', ...seconds, example: 42 },
    'Retry-After': { description: 'Seconds to wait before asking again.', ...seconds, example: 42 },
    Link: {
      description: 'Of a list asked for by pages: the address of the next one. Absent on the last.',
      schema: { type: 'string' },
      example: '</api/chatbots?limit=50&cursor=01a1b2c3-0000-7000-8000-000000000002>; rel="next"',
    },
    'Idempotency-Replayed': {
      description: 'There when the answer is that of an earlier request with the same `Idempotency-Key`.',
      schema: { type: 'string', enum: ['true'] },
      example: 'true',
    },
  },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'A name of your own for this request, such as a UUID. Sent again with the same body within a day, it is ' +
        'not done again: the first answer comes back. With another body it is refused (422).',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
      example: '6b1f1d3e-9c55-4a34-8a9e-1f6f0c7c2f10',
    },
  },
  responses: {
    '400': errorResponse('The request was not understood; nothing was changed.', {
      code: 'request.invalid',
      message: 'name: Too small: expected string to have >=1 characters',
      fields: [{ path: 'name', message: 'Too small: expected string to have >=1 characters' }],
    }),
    '401': errorResponse('No credentials, or none that hold.', {
      code: 'auth.key_refused',
      message: 'This API key was revoked',
      details: { reason: 'revoked' },
    }),
    '403': errorResponse('These credentials do not allow this.', {
      code: 'auth.forbidden',
      message: 'A key for chat is not admitted',
    }),
    '404': errorResponse('Not there, or out of reach of these credentials.', {
      code: 'resource.not_found',
      message: 'No chatbot 01a1b2c3-0000-7000-8000-000000000000',
    }),
    '409': errorResponse('In conflict with what is there, or with a request under way.', {
      code: 'resource.conflict',
      message: 'A model of this name exists',
    }),
    '413': errorResponse('Too large.', { code: 'request.too_large', message: 'The request is too large' }),
    '415': errorResponse('A body of a type that is not read here.', {
      code: 'request.invalid',
      message: 'This content type is not understood here: send application/json',
    }),
    '422': errorResponse('Understood, but it cannot be done.', {
      code: 'request.key_reused',
      message: 'This Idempotency-Key was used for another request',
    }),
    '429': errorResponse(
      'Too many requests.',
      {
        code: 'request.rate_limited',
        message: `More than ${RATE_LIMITS.key} requests with this key: try again in 42 s`,
        details: { limit: RATE_LIMITS.key, of: 'key', retryAfterSeconds: 42 },
      },
      { ...limitHeaders, 'Retry-After': headerRef('Retry-After') },
    ),
    default: errorResponse('What went wrong.', {
      code: 'internal.unexpected',
      message: 'Something went wrong on our side; the log has the details',
    }),
  },
};

/** The errors of an operation, by status. */
export function errorResponses(operation: {
  open: boolean;
  hasBody: boolean;
  hasIds: boolean;
  creates: boolean;
}): OpenAPI.ResponsesObject {
  const { open, hasBody, hasIds, creates } = operation;
  const statuses = [
    '400',
    ...(open ? [] : ['401', '403']),
    ...(hasIds ? ['404'] : []),
    ...(hasBody ? ['409', '413', '415'] : []),
    ...(hasBody || creates ? ['422'] : []),
    '429',
    'default',
  ];
  return Object.fromEntries(statuses.map(status => [status, { $ref: `#/components/responses/${status}` }]));
}

export const idempotencyParameter = { $ref: '#/components/parameters/IdempotencyKey' };
export const nextPageHeader = { Link: headerRef('Link') };
export const replayedHeader = { 'Idempotency-Replayed': headerRef('Idempotency-Replayed') };
