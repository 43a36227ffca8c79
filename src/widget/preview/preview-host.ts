import { launcherWords } from '../loader/launcher-words.ts';
import type { HostEvents, PanelHost } from '../panel/host/panel-host.ts';

/** What is around the panel of a preview: nothing that remembers, and a window that opens and closes on the spot. */
export function createPreviewHost(pageLanguage: string, inWindow: boolean, onClose: () => void) {
  let events: HostEvents | null = null;
  const words = launcherWords(pageLanguage);
  const host: PanelHost = {
    async begin(given) {
      events = given;
      return await Promise.resolve({
        place: {
          kind: inWindow ? 'launcher' : 'inline',
          pageLanguage,
          words: { tryAgain: words.tryAgain, startFailedAdvice: words.offline, closePanel: words.close },
        },
        memory: {},
        person: null,
        shown: true,
      });
    },
    access: async () => await Promise.resolve(''),
    forget: async () => await Promise.resolve(),
    close: onClose,
    unread: () => undefined,
    remember: () => undefined,
    event: () => undefined,
  };
  return { host, shown: (focus: boolean) => events?.onShown(focus), hidden: () => events?.onHidden() };
}
