import { envelope, isOurs, readMessage, type Access, type ToPage, type ToPanel } from '../../protocol.ts';
import { ApiFailure } from '../api/visitor-api.ts';
import { failureOfAccess, RENEW_BEFORE_MS } from './access-failures.ts';
import type { HostEvents, PanelHost } from './panel-host.ts';

/** How long the page around may take to bring a new token; a page that is gone brings none. */
const RENEWAL_TIMEOUT_MS = 20_000;

type Waiting = { resolve(token: string): void; reject(failure: ApiFailure): void };

/** The panel in a frame: the loader in the page around it holds identity, memory and window. */
export function createFrameHost(page: Window = window.parent): PanelHost {
  /** The page's origin, known from its first message; nothing from any other is taken after it. */
  let origin: string | null = null;
  let access: Access | null = null;
  let events: HostEvents | null = null;
  let waiting: Waiting[] = [];
  let deadline = 0;

  function say(message: ToPage): void {
    // `ready` says nothing of the visitor: it may go to whoever embeds this, which only the allowed domains can.
    if (origin !== null || message.type === 'ready') page.postMessage(envelope(message), origin ?? '*');
  }

  function settle(outcome: Access | ApiFailure): void {
    const asked = waiting;
    waiting = [];
    window.clearTimeout(deadline);
    if (outcome instanceof ApiFailure) {
      for (const { reject } of asked) reject(outcome);
    } else {
      access = outcome;
      for (const { resolve } of asked) resolve(outcome.token);
    }
  }

  function renew(forget: boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      if (waiting.length > 1 && !forget) return; // one exchange serves all who wait
      say({ type: 'renew', forget });
      window.clearTimeout(deadline);
      deadline = window.setTimeout(() => settle(new ApiFailure('offline')), RENEWAL_TIMEOUT_MS);
    });
  }

  return {
    begin(given) {
      events = given;
      return new Promise(resolve => {
        window.addEventListener('message', event => {
          if (origin === null) {
            if (event.source !== page || !isOurs(event.data) || event.data.type !== 'init') return;
            origin = event.origin;
          }
          const message = readMessage<ToPanel>(event, { source: page, origin });
          if (message === null) return;
          if (message.type === 'init') {
            access = message.access;
            const { place, memory, person, shown } = message;
            resolve({ place, memory, person, shown });
          } else hear(message);
        });
        say({ type: 'ready' });
      });
    },
    async access(again) {
      if (!again && access !== null && access.expiresAt - Date.now() > RENEW_BEFORE_MS) return access.token;
      return await renew(false);
    },
    async forget() {
      await renew(true);
    },
    close: () => say({ type: 'close' }),
    unread: count => say({ type: 'unread', count }),
    remember: changes => say({ type: 'remember', changes: { ...changes } }),
    event: (name, detail) => say({ type: 'event', name, detail }),
  };

  function hear(message: ToPanel): void {
    switch (message.type) {
      case 'access':
        settle(message.access);
        break;
      case 'no-access':
        settle(failureOfAccess(message.failure));
        break;
      case 'shown':
        events?.onShown(message.focus);
        break;
      case 'hidden':
        events?.onHidden();
        break;
      case 'identify':
        events?.onIdentify(message.person);
        break;
      default: // `init` is taken where it comes first
    }
  }
}
