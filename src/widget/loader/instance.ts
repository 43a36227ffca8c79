import { plainInkOn } from '../../shared/lib/colours.ts';
import { openMemory } from '../memory.ts';
import { addStyle, FULL_SCREEN } from '../shadow-style.ts';
import type { AccessFailure, PanelEventName } from '../protocol.ts';
import type { VisitorWindow } from '../window/visitor-window.ts';
import type { PersonDetails } from '../wire.ts';
import { button, element } from './elements.ts';
import { createLauncher } from './launcher.ts';
import { launcherWords } from './launcher-words.ts';
import type { WidgetOptions } from './options.ts';
import { stayInPage } from './stay-in-page.ts';
import { launcherStyle } from './style.ts';
import { loadWindow } from './window-script.ts';

/** How often a server that did not answer is asked again, while somebody waits for it. */
const TRY_AGAIN_MS = 15_000;

export type InstanceEventName = 'ready' | 'open' | 'close' | 'unread' | 'error' | 'destroy' | PanelEventName;

/** Why the window does not open; where its script did not come there is no more to say than that. */
type Failure = Pick<AccessFailure, 'reason'> & Partial<AccessFailure>;

/** One widget on one page. */
export type Instance = {
  readonly options: WidgetOptions;
  readonly isOpen: boolean;
  /** @param focus false when nobody asked: the window opens without taking the focus */
  open(focus: boolean): void;
  close(): void;
  identify(person: PersonDetails): void;
  destroy(): void;
};

export function createInstance(
  options: WidgetOptions,
  person: PersonDetails | null,
  emit: (name: InstanceEventName, detail?: Record<string, unknown>) => void,
): Instance {
  const words = launcherWords(options.language);
  const inline = options.inline !== null;
  const memory = openMemory(options.widgetId, () => localStorage);
  const tab = openMemory(options.widgetId, () => sessionStorage);

  const host = element('div');
  host.dataset['foyerWidget'] = options.widgetId;
  const root = host.attachShadow({ mode: 'open' });
  addStyle(root, launcherStyle, options.nonce);
  const box = element('div', `root ${inline ? 'inline' : options.position}`);
  box.classList.toggle('dark', isDark(options.theme));
  box.style.setProperty('--brand', options.color);
  box.style.setProperty('--ink', plainInkOn(options.color));
  const says = element('div', 'says');
  says.setAttribute('role', 'alert');
  const launcher = createLauncher(options.label, words, () => (open ? close() : show(true)));
  box.append(says);
  if (!inline) box.append(launcher.element);
  root.append(box);
  root.addEventListener('keydown', event => {
    if ((event as KeyboardEvent).key === 'Escape') close();
  });

  let opened: VisitorWindow | null = null;
  let open = false;
  let busy = false;
  let unread = 0;
  let returnTo: HTMLElement | null = null;
  /** The one thing that happens later by itself: opening, or trying again. */
  let timer = 0;

  function draw(failure: Failure | null = null): void {
    launcher.show({ open, busy, unread });
    says.hidden = failure === null;
    if (failure === null) return;
    const owners = failure.reason === 'offline' ? options.offlineMessage : null;
    says.textContent =
      failure.message ?? owners ?? words[failure.reason === 'gone' ? 'refused' : failure.reason];
    if (isPassing(failure)) says.append(button('', words.tryAgain, () => void attempt(true)));
  }

  function show(focus: boolean): void {
    if (open) return;
    open = true;
    returnTo = document.activeElement as HTMLElement | null; // drawings and formulas take the focus in the same way
    if (!inline) tab.change({ open: true }); // a part of one page says nothing of the next
    emit('open');
    void attempt(focus);
  }

  async function attempt(focus: boolean): Promise<void> {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    draw();
    let failure: Failure | null = null;
    try {
      opened ??= (await loadWindow(options.server, options.nonce))({
        options,
        memory,
        host,
        root,
        addStyle,
        box,
        words,
        title: options.title ?? words.title,
        person,
        isWanted: () => open,
        emit,
        onClose: close,
        onUnread(count) {
          unread = count;
          draw();
          emit('unread', { count });
        },
      });
      await opened.show(focus && isFree(document.activeElement));
      emit('ready');
    } catch (error) {
      failure = (error as { failure?: Failure }).failure ?? { reason: 'offline' };
    }
    busy = false;
    if (!open) failure = null; // closed meanwhile
    draw(failure);
    if (failure === null) return;
    emit('error', { reason: failure.reason });
    if (isPassing(failure))
      timer = setTimeout(() => void attempt(false), (failure.retryAfterSeconds ?? 0) * 1000 || TRY_AGAIN_MS);
  }

  /** The person is not busy elsewhere in the page by now. */
  function isFree(active: Element | null): boolean {
    return [null, document.body, host, returnTo].includes(active as HTMLElement | null);
  }

  function close(): void {
    clearTimeout(timer);
    if (!open || inline) return;
    const hadFocus = document.activeElement === host;
    open = false;
    tab.change({ open: null });
    opened?.hide();
    draw();
    if (hadFocus) {
      const former = returnTo === document.body || returnTo === host ? null : returnTo;
      (former?.isConnected ? former : launcher.element).focus({ preventScroll: true });
    }
    emit('close');
  }

  draw();
  const leavePage = stayInPage(host, options.inline);
  if (inline) whenSeen(host, () => show(false));
  else if (tab.read()['open'] === true && !isSmall()) show(false);
  else if (options.autoOpen && tab.read()['auto'] !== true) {
    timer = setTimeout(() => {
      tab.change({ auto: true });
      // On a phone the panel would take the whole page from whoever reads it: a sign must do.
      unread = 1;
      if (isSmall()) draw();
      else show(false);
    }, options.delaySeconds * 1000);
  }

  return {
    options,
    get isOpen() {
      return open;
    },
    open: show,
    close,
    identify(details) {
      person = details;
      opened?.identify(person);
    },
    destroy() {
      close();
      leavePage();
      opened?.destroy();
      host.remove();
      emit('destroy');
    },
  };
}

/** Worth trying again. */
function isPassing({ reason }: Failure): boolean {
  return reason === 'offline' || reason === 'busy';
}

function isSmall(): boolean {
  return matchMedia(FULL_SCREEN).matches;
}

function isDark(theme: WidgetOptions['theme']): boolean {
  return theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
}

/** Calls once the element comes near the part of the page that is seen. */
function whenSeen(element: Element, call: () => void): void {
  const observer = new IntersectionObserver(
    ([entry]) => {
      if (entry?.isIntersecting !== true) return;
      observer.disconnect();
      call();
    },
    { rootMargin: '200px' },
  );
  observer.observe(element);
}
