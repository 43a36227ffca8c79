import type { ContractProcedure, ContractProcedureClient, ContractRouterClient } from '@orpc/contract';
import type { CalledContract, Contract } from '#shared/contract/index.ts';
import type { FilesTaken } from '#shared/contract/route.ts';
import type { ConditionKind } from '#shared/contract/conditions.ts';
import type { StorageState } from '#shared/contract/storage.ts';
import type { LauncherLooks } from '#shared/lib/launcher-looks.ts';
import type { AppMode } from '#main/features/house.ts';
import type { LocalPrincipal, Principal, RequestContext } from '#main/features/access/principal.ts';
import type {
  GivenAtStart,
  InterfaceDoor,
  NetworkDoor,
  NetworkService,
  WebInterfaceService,
} from '#main/features/network/index.ts';
import type { OpenPage } from '#main/features/visitors/index.ts';
import type { Keychain } from '#main/platform/secrets/index.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { IncomingFile, IncomingFiles } from '#main/platform/incoming-files.ts';
import type { DiskStandIn } from './data.ts';
import type { FileDoor } from './file-door.ts';
import type { Router } from './router.ts';

export type { OpenPage };
export type { AppMode };
export type { GivenAtStart, IncomingFile, InterfaceDoor, NetworkDoor, Principal, RequestContext };

export type Credentials = { bearer: string | null; sessionCookie: string | null };

/** The lock of the desktop window, as the shell around the page works it. */
export type WindowLock = {
  isLocked(): boolean;
  /** Locks if a lock is set. `why` is for the log. */
  lock(why: string): void;
  /** Told now and then for how many seconds nobody has touched the computer. */
  idleFor(seconds: number): void;
  /** Calls back at each change until the returned function is called. */
  onChange(listener: () => void): () => void;
};

/** What the public listener asks of the core beside the routes of the contract. */
export type VisitorDoor = {
  /**
   * Throws `auth.session_expired`, `widget.disabled`, `widget.origin_refused`.
   *
   * @param host where the request went, as its `Host` header says
   */
  authenticate(token: string, host: string): Promise<Principal>;
  /** Where the panel of a widget may stand in a frame; null when it is not served. */
  placesOf(widgetId: string): { ancestors: string[]; fullPage: boolean } | null;
  /** What a page shows of a widget before it is opened; null when it is not served. */
  looksOf(widgetId: string): LauncherLooks | null;
  /** The chatbots whose own page is open to everybody. */
  openPages(): OpenPage[];
  /** Whether any widget may be used from a page of this origin. */
  isOriginKnown(origin: string): boolean;
  /** The bytes of a logo by their SHA-256; null when no widget has it. */
  logo(hash: string): Promise<{ bytes: Buffer; mediaType: string } | null>;
};

/** The local network as the door that listens on it needs it. */
export type NetworkPort = Pick<
  NetworkService,
  | 'settings'
  | 'attach'
  | 'announce'
  | 'certificateNames'
  | 'pairFor'
  | 'authorityPem'
  | 'visitorsUrl'
  | 'mayTellName'
  | 'isOffline'
>;

/** How the interface is reached, as the door that listens for it needs it. */
export type WebInterfacePort = Pick<
  WebInterfaceService,
  'settings' | 'attach' | 'announce' | 'publicUrl' | 'trustedProxies' | 'wantedAddresses'
>;

/** The running core. Doors (window, HTTP, command line) hold one and translate; they decide nothing. */
export type App = {
  readonly router: Router;
  readonly log: Log;
  readonly dataFolder: string;
  /**
   * Anonymous without credentials. Throws FoyerError `auth.session_expired`, or `auth.key_refused` for an API
   * key, when credentials are given but not (or no longer) valid.
   */
  authenticate(credentials: Credentials): Promise<Principal>;
  /** The owner of this machine, for the command line. */
  localPrincipal(): LocalPrincipal;
  /** The owner of this machine in the desktop window: of no rights while it is locked. */
  windowPrincipal(): LocalPrincipal;
  readonly windowLock: WindowLock;
  /** One-time token for the first account; null once an account exists. */
  setUpToken(): string | null;
  /** The routes through which bytes go in or out, as doors serve them. */
  readonly files: FileDoor;
  /** Tells of an error: its refusals by the disk become `storage.full` or `storage.read_only`. */
  readonly storage: Pick<Storage, 'state' | 'failed'>;
  /** Where parts of uploads lie while they come; emptied at each start. */
  readonly incomingFolder: string;
  readonly visitors: VisitorDoor;
  readonly network: NetworkPort;
  readonly webInterface: WebInterfacePort;
  /**
   * Cheap and without side effects; `ok` false when the database does not answer. `storage`: what the disk takes;
   * `conditions`: what is not as it should be.
   */
  health(): {
    ok: boolean;
    storage: StorageState;
    version: string;
    uptimeSeconds: number;
    conditions: ConditionKind[];
  };
  /** A typed client that calls the routes directly, with the rights of `context`. */
  client(context: RequestContext): FoyerClient;
  /** Announces the address of the HTTP door once it listens (shown in Settings). */
  setAddress(address: string | null): void;
  /** Asked to stop by a route; the entry point closes doors, then the app. */
  onShutDownRequested(listener: () => void): void;
  /** The data folder could not be used, a copy was read from, and now it can: the entry point starts the core anew. */
  onFolderUsable(listener: () => void): void;
  /** Ends jobs at their last completed step, answers under way as interrupted, then the database. */
  close(): Promise<void>;
};

export type AppOptions = {
  /** Absolute path; created with mode 0700 when absent. */
  dataFolder: string;
  mode: AppMode;
  /** What opens the stored secrets, where a file beside them does not. */
  keys?: {
    /** The system's keychain; the desktop window has one. */
    keychain?: Keychain;
    passphrase?: string | null;
  };
  /** Only tests give one. */
  disk?: DiskStandIn;
};

/** The same calls whether they go in process, through a message port or over HTTP. */
export type RemoteClient = ContractRouterClient<CalledContract>;

type InProcess<Route> =
  Route extends ContractProcedure<infer Input, infer Output, infer Errors, infer Meta>
    ? ContractProcedureClient<
        Meta extends { takes: FilesTaken } ? { files: IncomingFiles } : Record<never, never>,
        Input,
        Output,
        Errors
      >
    : never;

/** Every call in process: those that take files are given them beside the input, those that give one answer where it is. */
export type FoyerClient = {
  [Feature in keyof Contract]: { [Name in keyof Contract[Feature]]: InProcess<Contract[Feature][Name]> };
};
