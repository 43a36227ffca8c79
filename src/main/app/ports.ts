import type { Readable } from 'node:stream';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/index.ts';
import type { ConditionKind } from '#shared/contract/conditions.ts';
import type { Document, SameNameChoice } from '#shared/contract/documents.ts';
import type { VisitorAttachment } from '#shared/contract/visitor.ts';
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
import type { Staged } from '#main/platform/staging.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { DiskStandIn } from './data.ts';
import type { Router } from './router.ts';

export type { OpenPage };
export type { AppMode };
export type { GivenAtStart, InterfaceDoor, NetworkDoor, Principal, RequestContext };

export type Credentials = { bearer: string | null; sessionCookie: string | null };

/** A file that is written while it is sent. */
export type TextFile = {
  fileName: string;
  mediaType: string;
  /** Throws the reason of `signal` once it aborts: what nobody reads is not written on. */
  content: (signal: AbortSignal) => AsyncIterable<string>;
};

export type IncomingFile = { fileName: string; content: Readable };

/** For which chatbots of one client files are sent, and what becomes of documents of the same name. */
export type UploadTarget = { chatbotIds: readonly [string, ...string[]]; onSameName: SameNameChoice };

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

/** A stored file as it is sent: where its bytes are, and what they are. */
export type StoredFile = { path: string; fileName: string; mediaType: string; size: number };

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
  /** As `beginUpload`, for a file of a visitor. Throws `attachment.off` beside the same. */
  beginFile(context: RequestContext, announcedBytes: number): Staged;
  receiveFile(context: RequestContext, file: IncomingFile, signal: AbortSignal): Promise<VisitorAttachment>;
  openFile(context: RequestContext, id: string): Promise<StoredFile>;
  /** The bytes of a logo by their SHA-256; null when no widget has it. */
  logo(hash: string): Promise<{ bytes: Buffer; mediaType: string } | null>;
};

/** The local network as the door that listens on it needs it. */
export type NetworkPort = Pick<
  NetworkService,
  'settings' | 'attach' | 'announce' | 'certificateNames' | 'pairFor' | 'authorityPem' | 'visitorsUrl'
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
  /**
   * Before a byte of an upload is read: whether its sender may write at all, and whether there is room for what the
   * request says that it brings. Throws `auth.required`, `auth.forbidden`, `storage.full`, `storage.read_only`. Count the
   * bytes as they come, and close it when the request is over.
   */
  beginUpload(context: RequestContext, announcedBytes: number): Staged;
  /** Tells of an error: its refusals by the disk become `storage.full` or `storage.read_only`. */
  readonly storage: Pick<Storage, 'state' | 'failed'>;
  /** Where parts of uploads lie while they come; emptied at each start. */
  readonly incomingFolder: string;
  /**
   * Stores uploaded files and queues their reading. Checks rights like a route of access `editors`. Throws
   * `request.too_large`, `resource.not_found`, `auth.forbidden`, `storage.full`.
   */
  receiveFiles(
    context: RequestContext,
    target: UploadTarget,
    files: AsyncIterable<IncomingFile>,
  ): Promise<Document[]>;
  /** The stored original of a document, for download. Throws `resource.not_found`, `document.file_missing`. */
  originalFile(context: RequestContext, documentId: string): Promise<StoredFile>;
  /** A file that a visitor sent, for the office. Throws `resource.not_found`, `document.file_missing`. */
  visitorFile(context: RequestContext, attachmentId: string): Promise<StoredFile>;
  /**
   * The audit log as a table for spreadsheets; `query` are the filters of the list and a `language`. Checks rights
   * like a route of access `administrators`. Throws `request.invalid` for what is no filter.
   */
  exportAudit(context: RequestContext, query: Record<string, unknown>): TextFile;
  /**
   * The archive of one client, for download. Throws `resource.not_found` unless it is ready, `auth.forbidden` to
   * all but administrators and keys of scope `admin`.
   */
  exportFile(context: RequestContext, clientId: string, exportId: string): Promise<StoredFile>;
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
export type FoyerClient = ContractRouterClient<Contract>;
