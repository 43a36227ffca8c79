import { IDENTITY } from '../access.ts';
import type { InstanceEventName } from '../loader/instance.ts';
import type { LauncherWords } from '../loader/launcher-words.ts';
import type { WidgetOptions } from '../loader/options.ts';
import type { MemoryStore } from '../memory.ts';
import type { Memory, ToPage } from '../protocol.ts';
import type { addStyle } from '../shadow-style.ts';
import type { PersonDetails } from '../wire.ts';
import { coverScreen } from './full-screen.ts';
import { openPanelFrame } from './panel-frame.ts';
import { windowStyle } from './window-style.ts';

/** What the loader hands over: the place it made, and what it wants to hear. */
export type WindowParts = {
  options: WidgetOptions;
  memory: MemoryStore;
  host: HTMLElement;
  root: ShadowRoot;
  addStyle: typeof addStyle;
  /** The element of the shadow root everything is in. */
  box: HTMLElement;
  words: LauncherWords;
  /** Accessible name of the window. */
  title: string;
  person: PersonDetails | null;
  /** Whether the window is still to be open, now that the panel is there. */
  isWanted(): boolean;
  emit(name: InstanceEventName, detail?: Record<string, unknown>): void;
  onClose(): void;
  onUnread(count: number): void;
};

export type VisitorWindow = {
  /**
   * Opens once the panel is there. With `focus` the person asked for it and goes into it.
   * @throws NoAccess
   */
  show(focus: boolean): Promise<void>;
  hide(): void;
  identify(person: PersonDetails): void;
  destroy(): void;
};

export type OpenWindow = (parts: WindowParts) => VisitorWindow;

/** The window of a widget: the panel's frame, where it stands in the page, who has the focus. */
export const openWindow: OpenWindow = parts => {
  const { options, words, memory, host, root, box, emit } = parts;
  const inline = options.inline !== null;
  parts.addStyle(root, windowStyle, options.nonce);
  const pane = document.createElement('div');
  pane.className = 'window';
  pane.setAttribute('role', inline ? 'region' : 'dialog');
  pane.setAttribute('aria-label', parts.title);
  box.prepend(pane);

  let { person } = parts;
  let shown = false;
  let uncoverScreen = (): void => undefined;
  const panel = openPanelFrame(options, memory, pane, {
    beginning: access => ({
      type: 'init',
      access,
      place: {
        kind: inline ? 'inline' : 'launcher',
        pageLanguage: document.documentElement.lang || null,
        words: {
          tryAgain: words.tryAgain,
          startFailedAdvice: options.offlineMessage ?? words.offline,
          closePanel: words.close,
        },
      },
      memory: shareable(memory.read()),
      person,
      shown,
    }),
    onMessage: hear,
  });

  function hear(message: ToPage): void {
    if (message.type === 'close') parts.onClose();
    else if (message.type === 'unread') parts.onUnread(message.count);
    else if (message.type === 'remember') memory.change(shareable(message.changes));
    else if (message.type === 'event') emit(message.name, message.detail);
  }

  function takeFocus(): void {
    panel.frame?.focus({ preventScroll: true });
    panel.post({ type: 'shown', focus: true });
  }

  return {
    async show(focus) {
      await panel.load(parts.title);
      if (!parts.isWanted()) return; // closed meanwhile
      shown = true;
      pane.classList.add('open');
      if (!inline) uncoverScreen = coverScreen(host, pane, takeFocus);
      if (focus) takeFocus();
      else panel.post({ type: 'shown', focus: false });
    },
    hide() {
      shown = false;
      uncoverScreen();
      pane.classList.remove('open');
      panel.post({ type: 'hidden' });
    },
    identify(details) {
      person = details;
      panel.post({ type: 'identify', person });
    },
    destroy() {
      uncoverScreen();
      panel.close();
      pane.remove();
    },
  };
};

/** Everything but the visitor's secret, which the panel neither learns nor changes. */
function shareable(memory: Memory): Record<string, unknown> {
  const { [IDENTITY]: _secret, ...rest } = memory;
  return rest;
}
