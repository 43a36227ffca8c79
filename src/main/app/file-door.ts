import { call, type AnyProcedure } from '@orpc/server';
import { carriesFiles, fileGivenBy, type FileGiven } from '#shared/contract/files.ts';
import type { FilesTaken, RouteMeta } from '#shared/contract/route.ts';
import { FoyerError } from '#shared/errors.ts';
import { requireAccess } from '#main/features/access/implementer.ts';
import type { Principal, RequestContext } from '#main/features/access/principal.ts';
import { createStaging, type Staged, type Staging } from '#main/platform/staging.ts';
import type { Storage } from '#main/platform/storage/index.ts';

/** A route through which bytes go in or out. */
export type FileRoute = {
  /** Of the feature and of the route in it. */
  name: readonly [string, string];
  method: string;
  /** Under `/api`, with its `{parameters}`. */
  path: string;
  meta: RouteMeta;
  takes: FilesTaken | null;
  gives: FileGiven | null;
  status: number;
  inputSchema: unknown;
};

/** What doors ask of the core for routes that carry files. */
export type FileDoor = {
  readonly routes: readonly FileRoute[];
  /** The route that answers there, and what its path says. */
  find(method: string, path: string): { route: FileRoute; parameters: Record<string, string> } | null;
  /**
   * Before a byte of a form is read: whether its sender may call the route at all, and whether there is room for what the
   * request says that it brings, where the route keeps it. Throws `auth.required`, `auth.forbidden`, `storage.full`, `storage.read_only`. Count the
   * bytes as they come, and close it when the request is over.
   */
  begin(route: FileRoute, context: RequestContext, announcedBytes: number): Staged;
  /** What a route takes now. */
  takenBy(takes: FilesTaken): FilesTaken;
  /** Calls the route as any other: its input is looked at there, and `context.files` are what was sent. */
  call(route: FileRoute, input: unknown, options: CallOptions): Promise<unknown>;
};

type CallOptions = { context: RequestContext; signal: AbortSignal };

/** Every route of a router that carries files, for doors that know none of them by name. */
export function createFileDoor(
  router: Readonly<Record<string, object>>,
  { storage, maxFileBytes }: { storage: Pick<Storage, 'requireRoom'>; maxFileBytes: () => number },
): FileDoor {
  const procedures = new Map<FileRoute, AnyProcedure>();
  const stagings = new Map<FileRoute, Staging>();
  for (const [feature, routes] of Object.entries(router)) {
    for (const [name, procedure] of Object.entries(routes as Record<string, AnyProcedure>)) {
      const definition = procedure['~orpc'];
      if (!carriesFiles(definition)) continue;
      // The meta of every route is made by `route()`.
      const meta = definition.meta as RouteMeta;
      const { method = 'POST', path = '/', successStatus = 200 } = definition.route;
      const route: FileRoute = {
        name: [feature, name],
        method,
        path,
        meta,
        takes: meta.takes ?? null,
        gives: fileGivenBy(definition.outputSchema),
        status: successStatus,
        inputSchema: definition.inputSchema,
      };
      procedures.set(route, procedure);
      if (meta.takes !== undefined) stagings.set(route, createStaging(meta.takes.underWay));
    }
  }
  const routes = [...procedures.keys()];
  const patterns = new Map(routes.map(route => [route, patternOf(route.path)]));

  return {
    routes,
    find(method, path) {
      for (const route of routes) {
        const found = route.method === method ? patterns.get(route)?.exec(path) : null;
        if (found) return { route, parameters: { ...found.groups } };
      }
      return null;
    },
    begin(route, { principal }, announcedBytes) {
      requireAccess(route.meta.access, principal);
      if (route.meta.needs === 'room') storage.requireRoom(announcedBytes);
      const staging = stagings.get(route);
      if (staging === undefined)
        throw new FoyerError('internal.unexpected', `${route.name.join('.')} takes no files`);
      return staging.open(senderOf(principal));
    },
    takenBy: takes =>
      takes.areDocuments === true ? { ...takes, maxBytes: Math.min(takes.maxBytes, maxFileBytes()) } : takes,
    async call(route, input, options) {
      const procedure = procedures.get(route);
      if (procedure === undefined)
        throw new FoyerError('internal.unexpected', `${route.name.join('.')} is not of this router`);
      return await call(procedure, input, { ...options, path: route.name });
    },
  };
}

/** A person by all their sessions, a program by its key. */
function senderOf(principal: Principal): string {
  switch (principal.kind) {
    case 'user':
      return `user:${principal.userId}`;
    case 'key':
      return `key:${principal.keyId}`;
    case 'visitor':
      return `visitor:${principal.visitorId}`;
    default:
      return principal.kind;
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}
