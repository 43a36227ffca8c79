import { oc, type HTTPMethod, type HTTPPath } from '@orpc/contract';

export const roles = ['owner', 'admin', 'editor', 'agent', 'member'] as const;
export type Role = (typeof roles)[number];

/** Roles that are held for a client, strongest first; the others are for the whole installation. */
export const clientRoles = ['editor', 'agent', 'member'] as const satisfies readonly Role[];
export type ClientRole = (typeof clientRoles)[number];

/** What an API key of a client may do. `admin` is everything a key can do, within that client. */
export const keyScopes = ['chat', 'search', 'read', 'write', 'admin'] as const;
export type KeyScope = (typeof keyScopes)[number];

/**
 * Who may call a route. A role admits a person who has it, for the installation or for a client, and then only
 * within the clients where they have it; `key:…` admits a client's API key of that scope; `local` admits only the
 * desktop window and the command line on the same machine; `window` admits them too, and the window even while it is
 * locked; `visitor` admits whoever uses a widget, and then only what is theirs; `public` admits anyone, before signing
 * in.
 */
export type AccessRule = Role | `key:${KeyScope}` | 'local' | 'window' | 'visitor' | 'public';
export type Access = readonly [AccessRule, ...AccessRule[]];

/** Everyone who is signed in. */
export const everyone = ['owner', 'admin', 'editor', 'agent', 'member'] as const satisfies Access;
/** Those who shape bots and their knowledge. */
export const editors = ['owner', 'admin', 'editor'] as const satisfies Access;
/** Those who read what visitors and colleagues asked. */
export const conversationReaders = ['owner', 'admin', 'editor', 'agent'] as const satisfies Access;
/** Those who decide for the installation. */
export const administrators = ['owner', 'admin'] as const satisfies Access;

/**
 * What a route needs of the disk: `room` for what it adds, `writing` of a line or two in the room that is kept for that
 * once the disk is full, or `nothing`, because nothing (or nothing that must be) is kept of it.
 */
export type StorageNeed = 'room' | 'writing' | 'nothing';

/** What a route takes of files beside its input, in one form (`multipart/form-data`). Each limit is required. */
export type FilesTaken = {
  /** Bytes of one file. */
  maxBytes: number;
  /** They are documents: of `maxBytes`, no more than the installation lets one have (`reading.fileMegabytes`). */
  areDocuments?: true;
  /** Files of one request. */
  maxFiles: number;
  /** Bytes of all files of one request. */
  maxRequestBytes: number;
  /** Bytes that may be on their way at once: those of one sender, and those of all together. */
  underWay: { perSender: number; inAll: number };
  /** What is meant, for whoever is to choose one; a file is judged by its content. Left out: any. */
  mediaTypes?: readonly string[];
};

/** What is taken of a route for one small file, which is held in memory. */
export function oneSmallFile(maxBytes: number, mediaTypes: readonly string[]): FilesTaken {
  return {
    maxBytes,
    maxFiles: 1,
    maxRequestBytes: maxBytes,
    underWay: { perSender: 4 * maxBytes, inAll: 32 * maxBytes },
    mediaTypes,
  };
}

export type RouteMeta = {
  access: Access;
  secretAnswer: boolean;
  needs: StorageNeed;
  publicListener?: boolean;
  takes?: FilesTaken | undefined;
};

/** What the types of clients and handlers know of a route beside its input and output. */
type KnownOf<Options extends RouteOptions> = { path: Options['path'] } & (Options extends {
  takes: FilesTaken;
}
  ? { takes: FilesTaken }
  : unknown);

export type RouteOptions = {
  /** Required: a route that does not say who may call it does not compile. */
  access: Access;
  method: HTTPMethod;
  /** REST path under `/api`. */
  path: HTTPPath;
  summary: string;
  /** What a program needs to know beyond the summary. */
  description?: string;
  tag: string;
  successStatus?: number;
  /** The answer holds something that is shown once (a key, a link): it is never written down for repetitions. */
  secretAnswer?: boolean;
  /** For visitors before they are anyone: exists on the public listener, and there alone. */
  publicListener?: boolean;
  /** Left out: nothing to read, writing to delete (which makes room), room for everything else. */
  needs?: StorageNeed;
  /**
   * Files come with the input, whose fields are those of the form: the handler is given them as `context.files`. A route
   * that gives a file says so by its output (`files.ts`).
   */
  takes?: FilesTaken;
};

/** The only way to declare a route of the contract. */
export function route<const Options extends RouteOptions>(options: Options) {
  const { access, secretAnswer = false, publicListener = false, needs = usualNeed(options.method) } = options;
  const { path, takes, description } = options as RouteOptions;
  const meta = { access, secretAnswer, publicListener, needs, takes, path };
  // The compiler cannot see that what is left out of the options is left out of the meta too.
  return oc.$meta(meta as RouteMeta & KnownOf<Options>).route({
    method: options.method,
    path,
    summary: options.summary,
    tags: [options.tag],
    ...(description === undefined ? {} : { description }),
    ...(options.successStatus === undefined ? {} : { successStatus: options.successStatus }),
  });
}

function usualNeed(method: HTTPMethod): StorageNeed {
  if (method === 'GET' || method === 'HEAD') return 'nothing';
  return method === 'DELETE' ? 'writing' : 'room';
}

/** `admin` serves the interface and its programs; `public` serves visitors and programs with a key. */
export type ListenerKind = 'admin' | 'public';

/**
 * Where a route exists. On the public listener only what visitors, keys, or visitors-to-be call; on the other
 * everything but that which only visitors call. What does not exist on a listener is 404 there, whoever asks.
 */
export function listenersOf({ access, publicListener }: RouteMeta): ListenerKind[] {
  if (publicListener === true) return ['public'];
  const forVisitors = access.includes('visitor');
  const forKeys = access.some(rule => rule.startsWith('key:'));
  const onlyVisitors = access.every(rule => rule === 'visitor');
  return [
    ...(onlyVisitors ? [] : (['admin'] as const)),
    ...(forVisitors || forKeys ? (['public'] as const) : []),
  ];
}
