import type { OpenAPI } from '@orpc/openapi';
import { operationsOf, type OpenApiDocument } from './open-api-reading.ts';

/** The part of the description that is served by the visitors' listener, which has addresses and tokens of its own. */

/** Marks an operation that is served there, and there alone. */
const LISTENER = 'x-foyer-listener';

export const visitorSecurityScheme: OpenAPI.SecuritySchemeObject = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description:
    'A visitor: the token of `POST /api/visitor/token`, bound to one widget and to the page it was made for. It lasts ' +
    'minutes; the exchange is repeated before it ends.',
};

/** Routes whose answer streams as events of `VisitorEvent`. */
export const visitorStreams: ReadonlySet<string> = new Set([
  '/visitor/chat',
  '/visitor/messages/{messageId}/follow',
]);

/** Which page asks: browsers say it by themselves, and it decides whether the widget may be used. */
const originParameter: OpenAPI.ParameterObject = {
  name: 'Origin',
  in: 'header',
  required: true,
  description:
    'The page that shows the widget, among those its owner allows. Browsers send it by themselves.',
  schema: { type: 'string', format: 'uri' },
  example: 'https://intranet.example.org',
};

/** Marks an operation as one of the visitors' listener. @param isExchange whether it is the one that gives the token */
export function markOfVisitors(operation: OpenAPI.OperationObject, isExchange: boolean): void {
  Object.assign(operation, { [LISTENER]: 'visitors' });
  operation.security = isExchange ? [] : [{ visitor: [] }];
  operation.description = [
    operation.description,
    'On the visitors’ listener, while it is switched on.',
    isExchange ? 'Anybody on an allowed page.' : 'Visitors, and then only what is theirs.',
  ]
    .filter(part => part !== undefined)
    .join(' ');
  if (isExchange) operation.parameters = [...(operation.parameters ?? []), originParameter];
}

export function isMarked(operation: OpenAPI.OperationObject): boolean {
  return LISTENER in operation;
}

/** Where the two listeners are reached, by addresses without a slash at their end. */
export type ApiServers = {
  /** The one asked for first; with a public address, also that of this machine. */
  own: readonly string[];
  visitors: string;
};

/** The description with the addresses as they are now; what it was made from stays as it is. */
export function withServers(description: OpenApiDocument, { own, visitors }: ApiServers): OpenApiDocument {
  const dated: OpenApiDocument = {
    ...description,
    servers: own.map(url => ({ url: `${url}/api` })),
    paths: structuredClone(description.paths ?? {}),
  };
  for (const { operation } of operationsOf(dated)) {
    if (isMarked(operation))
      operation.servers = [{ url: `${visitors}/api`, description: 'The visitors’ listener' }];
  }
  return dated;
}
