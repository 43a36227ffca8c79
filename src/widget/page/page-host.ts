import { exchange, NoAccess } from '../access.ts';
import { base } from '../base.ts';
import { launcherWords } from '../loader/launcher-words.ts';
import { openMemory } from '../memory.ts';
import type { Access } from '../protocol.ts';
import { failureOfAccess, RENEW_BEFORE_MS } from '../panel/host/access-failures.ts';
import type { PanelHost } from '../panel/host/panel-host.ts';

/**
 * The panel as a page of its own (`/chat/:widgetId`), for a phone or a kiosk. It does for itself what the loader does
 * for it elsewhere. On a kiosk nothing outlasts the tab: the next person is another one.
 */
export function createPageHost(widgetId: string, { kiosk }: { kiosk: boolean }): PanelHost {
  const words = launcherWords('visitor');
  const memory = openMemory(widgetId, () => (kiosk ? window.sessionStorage : window.localStorage));
  let access: Access | null = null;
  let renewal: Promise<string> | null = null;

  async function renew(): Promise<string> {
    try {
      access = await exchange(base(), widgetId, memory);
      return access.token;
    } catch (error) {
      if (error instanceof NoAccess) throw failureOfAccess(error.failure);
      throw error;
    }
  }

  return {
    async begin(events) {
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') events.onShown(false);
        else events.onHidden();
      });
      return await Promise.resolve({
        place: {
          kind: 'page',
          pageLanguage: navigator.language,
          words: { tryAgain: words.tryAgain, startFailedAdvice: words.offline, closePanel: words.close },
        },
        memory: memory.read(),
        person: null,
        shown: document.visibilityState === 'visible',
      });
    },
    async access(again) {
      if (!again && access !== null && access.expiresAt - Date.now() > RENEW_BEFORE_MS) return access.token;
      // One exchange serves all who wait for it.
      renewal ??= renew().finally(() => (renewal = null));
      return await renewal;
    },
    async forget() {
      memory.clear();
      access = null;
      await renew();
    },
    close: () => undefined,
    unread(count) {
      document.title = document.title.replace(/^\(\d+\) /, '');
      if (count > 0) document.title = `(${count}) ${document.title}`;
    },
    remember: changes => memory.change(changes),
    event: () => undefined,
  };
}
