import { exchange, NoAccess } from '../access.ts';
import type { WidgetOptions } from '../loader/options.ts';
import type { MemoryStore } from '../memory.ts';
import { envelope, readMessage, type Access, type ToPage, type ToPanel } from '../protocol.ts';

/** How long the panel may take to say that it is there; a frame that shows an error of the browser never says so. */
const READY_TIMEOUT_MS = 15_000;
/** A token that ends sooner than this is exchanged before it is handed over. */
const MARGIN_MS = 30_000;

/**
 * What the panel may do: run, keep its own origin (without it the server could not tell it from a stranger), send its
 * forms, and open a link the visitor confirmed. Not: lead the page away, open dialogs of the browser, download.
 */
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox';

type Events = {
  /** What the panel is told once it is there. */
  beginning(access: Access): Extract<ToPanel, { type: 'init' }>;
  /** Everything the panel says, but `ready` and `renew`. */
  onMessage(message: ToPage): void;
};

export type PanelFrame = {
  /**
   * Resolves when the panel is there. The exchange comes first, so that a page that may not show the widget is told
   * so in words. @throws NoAccess
   */
  load(title: string): Promise<void>;
  /** To the panel when it is there; it learns the rest when it begins. */
  post(message: ToPanel): void;
  readonly frame: HTMLIFrameElement | null;
  close(): void;
};

/** The panel in its frame, from the page's side: access, its document, and the messages between the two. */
export function openPanelFrame(
  options: WidgetOptions,
  memory: MemoryStore,
  pane: HTMLElement,
  events: Events,
): PanelFrame {
  const { origin } = new URL(options.server);
  let frame: HTMLIFrameElement | null = null;
  let access: Access | null = null;
  let loading: Promise<void> | null = null;
  let isReady = false;
  let onReady = (): void => undefined;

  window.addEventListener('message', listen);

  async function load(title: string): Promise<void> {
    try {
      access = await exchange(options.server, options.widgetId, memory);
    } catch (error) {
      if (error instanceof NoAccess) explainToOwner(error.failure.reason, options);
      throw error;
    }
    const made = document.createElement('iframe');
    made.title = title;
    made.setAttribute('sandbox', SANDBOX);
    made.allow = 'clipboard-write';
    made.referrerPolicy = 'no-referrer';
    made.src = `${options.server}/widget/panel/${options.widgetId}`;
    frame = made;
    await new Promise<void>((resolve, reject) => {
      const deadline = window.setTimeout(() => {
        made.remove();
        frame = null;
        explainToOwner('offline', options);
        reject(new NoAccess({ reason: 'offline', message: null, retryAfterSeconds: null }));
      }, READY_TIMEOUT_MS);
      onReady = () => {
        window.clearTimeout(deadline);
        resolve();
      };
      pane.append(made);
    });
  }

  function listen(event: MessageEvent<unknown>): void {
    const message = readMessage<ToPage>(event, {
      source: frame?.contentWindow ?? null,
      origin,
    });
    if (message === null) return;
    if (message.type === 'ready') void begin();
    else if (message.type === 'renew') void renew(message.forget);
    else events.onMessage(message);
  }

  /** The document says `ready` once; again when the page moved the frame, which loads it anew. */
  async function begin(): Promise<void> {
    if (access === null || access.expiresAt - Date.now() < MARGIN_MS) await renew(false);
    if (access === null) return;
    isReady = true;
    send(events.beginning(access));
    onReady();
  }

  async function renew(forget: boolean): Promise<void> {
    if (forget) memory.clear();
    try {
      access = await exchange(options.server, options.widgetId, memory);
      send({ type: 'access', access });
    } catch (error) {
      if (!(error instanceof NoAccess)) throw error;
      send({ type: 'no-access', failure: error.failure });
    }
  }

  function send(message: ToPanel): void {
    frame?.contentWindow?.postMessage(envelope(message), origin);
  }

  return {
    async load(title) {
      if (frame !== null && isReady) return;
      loading ??= load(title).finally(() => (loading = null));
      await loading;
    },
    post: message => {
      if (isReady) send(message);
    },
    get frame() {
      return frame;
    },
    close() {
      window.removeEventListener('message', listen);
      frame?.remove();
      frame = null;
    },
  };
}

/** For whoever runs the page and opens its console: what to look at. */
function explainToOwner(reason: string, { server }: WidgetOptions): void {
  if (reason === 'refused')
    console.warn('Foyer: not among the domains of this widget (Deploy tab):', location.host);
  else if (reason === 'offline')
    console.warn(
      `Foyer: no answer from ${server}. Allowed here (Deploy tab), in connect-src and frame-src? An https page needs https.`,
    );
}
