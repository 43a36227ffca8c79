import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type * as Electron from 'electron';

/**
 * A stand-in of the `electron` module for tests of the desktop shell, whose program is not on every machine. It keeps
 * what it is told and lets a test play the system and the page. Each member is typed from Electron's own types, so a
 * call that Electron would not accept does not compile here either.
 *
 * Use: `vi.mock('electron', async () => (await import('…/electron-stand-in.ts')).electronStandIn)`.
 */

type PermissionRequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type PermissionCheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;
type RequestListener = (
  details: Pick<Electron.OnBeforeRequestListenerDetails, 'url'>,
  answer: (response: Electron.CallbackResponse) => void,
) => void;
type DevicePermissionHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>;
type ProtocolHandler = Parameters<Electron.Protocol['handle']>[1];
type InvokeListener = Parameters<Electron.IpcMain['handle']>[1];
type WindowOpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/** A frame of a page, as far as the sender check looks at it. Messages posted to it are kept in `received`. */
export class FrameStandIn implements Pick<
  Electron.WebFrameMain,
  'url' | 'processId' | 'routingId' | 'parent' | 'postMessage'
> {
  received: { channel: string; message: unknown; ports: Electron.MessagePortMain[] }[] = [];
  readonly processId = 7;
  readonly routingId: number;
  readonly parent: Electron.WebFrameMain | null;
  url: string;

  constructor(url: string, routingId: number, parent: Electron.WebFrameMain | null = null) {
    this.url = url;
    this.routingId = routingId;
    this.parent = parent;
  }

  postMessage(channel: string, message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    this.received.push({ channel, message, ports: transfer });
  }
}

class WebContentsStandIn
  extends EventEmitter
  implements Pick<Electron.WebContents, 'isDestroyed' | 'reload'>
{
  mainFrame = new FrameStandIn('', 1);
  windowOpenHandler: WindowOpenHandler | null = null;
  reloads = 0;

  isDestroyed(): boolean {
    return false;
  }
  reload(): void {
    this.reloads += 1;
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }
}

type WindowMembers = Pick<
  Electron.BrowserWindow,
  | 'focus'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isMaximized'
  | 'isMinimized'
  | 'loadURL'
  | 'maximize'
  | 'restore'
  | 'show'
>;

export class BrowserWindowStandIn extends EventEmitter implements WindowMembers {
  static readonly opened: BrowserWindowStandIn[] = [];
  readonly webContents = new WebContentsStandIn();
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly calls: string[] = [];
  minimized = false;
  maximized = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    BrowserWindowStandIn.opened.push(this);
    application.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  restore(): void {
    this.calls.push('restore');
    this.minimized = false;
  }
  maximize(): void {
    this.maximized = true;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isDestroyed(): boolean {
    return false;
  }
  getNormalBounds(): Electron.Rectangle {
    return {
      x: this.options.x ?? 10,
      y: this.options.y ?? 20,
      width: this.options.width ?? 0,
      height: this.options.height ?? 0,
    };
  }
}

type AppMembers = Pick<
  Electron.App,
  | 'enableSandbox'
  | 'exit'
  | 'getPreferredSystemLanguages'
  | 'isPackaged'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setPath'
  | 'whenReady'
>;

class AppStandIn extends EventEmitter implements AppMembers {
  isPackaged = true;
  languages = ['fr-FR'];
  /** Whether the lock is free, that is: no other window has this profile. */
  lockFree = true;
  sandboxed = false;
  switches: Record<string, string> = {};
  readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch'> = {
    appendSwitch: (name, value = '') => void (this.switches[name] = value),
  };
  exitCode: number | null = null;
  /** Set once Electron would really end: a quit that nothing prevented. */
  ended = false;
  paths: Record<string, string> = {};

  enableSandbox(): void {
    this.sandboxed = true;
  }
  exit(code = 0): void {
    this.exitCode = code;
  }
  getPreferredSystemLanguages(): string[] {
    return this.languages;
  }
  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (prevented) return;
    this.ended = true;
    this.emit('ended');
  }
  requestSingleInstanceLock(): boolean {
    return this.lockFree;
  }
  setPath(name: string, path: string): void {
    this.paths[name] = path;
  }
  async whenReady(): Promise<void> {}
}

class IpcMainStandIn extends EventEmitter {
  readonly handlers = new Map<string, InvokeListener>();

  handle(channel: string, listener: InvokeListener): void {
    this.handlers.set(channel, listener);
  }
}

/** A port of Electron's main process over one of Node's: same messages, same events. */
class MessagePortMainStandIn
  extends EventEmitter
  implements Pick<Electron.MessagePortMain, 'close' | 'postMessage' | 'start'>
{
  readonly #port: import('node:worker_threads').MessagePort;
  closed = false;

  constructor(port: import('node:worker_threads').MessagePort) {
    super();
    this.#port = port;
    port.on('message', data => this.emit('message', { data, ports: [] }));
    port.on('close', () => {
      this.closed = true;
      this.emit('close');
    });
    port.unref();
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
  start(): void {
    this.#port.start();
  }
  close(): void {
    this.#port.close();
  }
}

class MessageChannelMainStandIn {
  readonly port1: MessagePortMainStandIn;
  readonly port2: MessagePortMainStandIn;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMainStandIn(port1);
    this.port2 = new MessagePortMainStandIn(port2);
  }
}

class SessionStandIn {
  requestHandler: PermissionRequestHandler | null = null;
  checkHandler: PermissionCheckHandler | null = null;
  deviceHandler: DevicePermissionHandler | null = null;
  requestFilter: readonly string[] = [];
  requestListener: RequestListener | null = null;
  spellChecker = true;
  readonly webRequest = {
    onBeforeRequest: ({ urls }: Electron.WebRequestFilter, listener: RequestListener): void => {
      this.requestFilter = urls ?? [];
      this.requestListener = listener;
    },
  };
  readonly protocols = new Map<string, ProtocolHandler>();
  readonly protocol: Pick<Electron.Protocol, 'handle'> = {
    handle: (scheme, handler) => void this.protocols.set(scheme, handler),
  };

  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }
  setPermissionRequestHandler(handler: PermissionRequestHandler | null): void {
    this.requestHandler = handler;
  }
  setPermissionCheckHandler(handler: PermissionCheckHandler | null): void {
    this.checkHandler = handler;
  }
  setDevicePermissionHandler(handler: DevicePermissionHandler | null): void {
    this.deviceHandler = handler;
  }
}

type StorageBackend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;

/** The system's sense of whether someone is there. */
class PowerMonitorStandIn extends EventEmitter implements Pick<Electron.PowerMonitor, 'getSystemIdleTime'> {
  idleSeconds = 0;

  getSystemIdleTime(): number {
    return this.idleSeconds;
  }
}

const application = new AppStandIn();

/** What the shell told the system, for tests to read, and what the system answers, for tests to choose. */
export const system = {
  app: application,
  ipcMain: new IpcMainStandIn(),
  powerMonitor: new PowerMonitorStandIn(),
  session: new SessionStandIn(),
  schemes: [] as Electron.CustomScheme[],
  opened: [] as string[],
  openedPaths: [] as string[],
  errorBoxes: [] as { title: string; content: string }[],
  dialogs: [] as Electron.OpenDialogOptions[],
  chosenPaths: [] as string[],
  menu: [] as Electron.MenuItemConstructorOptions[],
  keychain: { backend: 'gnome_libsecret' as StorageBackend, available: true },
  displays: [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] as Pick<
    Electron.Display,
    'id' | 'workArea'
  >[],
  windows: BrowserWindowStandIn.opened,
};

/** A system where nothing has started: call it before each test. */
export function resetSystem(): void {
  Object.assign(application, new AppStandIn());
  application.removeAllListeners();
  system.ipcMain.removeAllListeners();
  system.powerMonitor.removeAllListeners();
  system.powerMonitor.idleSeconds = 0;
  system.ipcMain.handlers.clear();
  Object.assign(system.session, { requestHandler: null, checkHandler: null, deviceHandler: null });
  system.session.protocols.clear();
  for (const kept of [
    system.schemes,
    system.opened,
    system.openedPaths,
    system.errorBoxes,
    system.dialogs,
    system.windows,
  ]) {
    kept.length = 0;
  }
  system.chosenPaths = [];
  system.menu = [];
  system.keychain = { backend: 'gnome_libsecret', available: true };
}

type Chosen = Pick<Electron.OpenDialogReturnValue, 'canceled' | 'filePaths'>;

export const electronStandIn = {
  app: application,
  BrowserWindow: BrowserWindowStandIn,
  MessageChannelMain: MessageChannelMainStandIn,
  ipcMain: system.ipcMain,
  powerMonitor: system.powerMonitor,
  session: { defaultSession: system.session },
  nativeTheme: { shouldUseDarkColors: false } satisfies Partial<Electron.NativeTheme>,
  protocol: {
    registerSchemesAsPrivileged: schemes => void system.schemes.push(...schemes),
  } satisfies Partial<Electron.Protocol>,
  shell: {
    openExternal: async url => void system.opened.push(url),
    openPath: async path => {
      system.openedPaths.push(path);
      return '';
    },
  } satisfies Partial<Electron.Shell>,
  dialog: {
    showErrorBox: (title: string, content: string) => void system.errorBoxes.push({ title, content }),
    showOpenDialog: async (_window: unknown, options: Electron.OpenDialogOptions): Promise<Chosen> => {
      system.dialogs.push(options);
      return { canceled: system.chosenPaths.length === 0, filePaths: system.chosenPaths };
    },
  },
  safeStorage: {
    getSelectedStorageBackend: () => system.keychain.backend,
    isAsyncEncryptionAvailable: async () => system.keychain.available,
    encryptStringAsync: async text => Buffer.from(`kept:${text}`),
    decryptStringAsync: async encrypted => {
      const text = encrypted.toString();
      if (!text.startsWith('kept:')) throw new Error('Error while decrypting the ciphertext');
      return { result: text.slice('kept:'.length), shouldReEncrypt: false };
    },
  } satisfies Partial<Electron.SafeStorage>,
  screen: {
    getPrimaryDisplay: () => system.displays[0],
    getAllDisplays: () => system.displays,
  },
  Menu: {
    buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
    setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]) => {
      system.menu = menu;
    },
  },
};
