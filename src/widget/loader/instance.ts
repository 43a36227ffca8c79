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
  emit: (name: InstanceEventName, detail?: Record<string, unknown>) => void,
): Instance {
  const words = launcherWords(options.language);
  const inline = options.inline !== null;
  const memory = openMemory(options.widgetId, () => window.localStorage);
  const tab = openMemory(options.widgetId, () => window.sessionStorage);

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
  let person: PersonDetails | null = null;
  let returnTo: Element | null = null;
  /** The one thing that happens later by itself: opening, or trying again. */
  let timer = 0;

  function draw(failure: AccessFailure | null = null): void {
    launcher.show({ open, busy, unread });
    const learned = memory.read()['offlineMessage'];
    const owners = options.offlineMessage ?? (typeof learned === 'string' ? learned : null);
    says.hidden = failure === null;
    says.textContent =
      failure === null
        ? ''
        : (failure.message ?? (failure.reason === 'offline' ? owners : null) ?? words[failure.reason]);
    if (failure !== null && isPassing(failure))
      says.append(button('', words.tryAgain, () => void attempt(true)));
  }

  function show(focus: boolean): void {
    if (open) return;
    open = true;
    returnTo = document.activeElement;
    if (!inline) tab.change({ open: true }); // a part of one page says nothing of the next
    emit('open');
    void attempt(focus);
  }

  async function attempt(focus: boolean): Promise<void> {
    window.clearTimeout(timer);
    if (busy) return;
    busy = true;
    draw();
    let failure: AccessFailure | null = null;
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
      failure = (error as { failure?: AccessFailure }).failure ?? {
        reason: 'offline',
        message: null,
        retryAfterSeconds: null,
      };
    }
    busy = false;
    if (!open) failure = null; // closed meanwhile
    draw(failure);
    if (failure === null) return;
    emit('error', { reason: failure.reason });
    if (isPassing(failure))
      timer = window.setTimeout(
        () => void attempt(false),
        (failure.retryAfterSeconds ?? 0) * 1000 || TRY_AGAIN_MS,
      );
  }

  /** The person is not busy elsewhere in the page by now. */
  function isFree(active: Element | null): boolean {
    return active === null || active === document.body || active === host || active === returnTo;
  }

  function close(): void {
    window.clearTimeout(timer);
    if (!open || inline) return;
    const hadFocus = document.activeElement === host;
    open = false;
    tab.change({ open: null });
    opened?.hide();
    draw();
    if (hadFocus) {
      const former = returnTo instanceof HTMLElement && returnTo !== document.body && returnTo.isConnected;
      (former && returnTo !== host ? (returnTo as HTMLElement) : launcher.element).focus({
        preventScroll: true,
      });
    }
    emit('close');
  }

  draw();
  const leavePage = stayInPage(host, options.inline);
  if (inline) whenSeen(host, () => show(false));
  else if (tab.read()['open'] === true && !isSmall()) show(false);
  else if (options.autoOpen && tab.read()['auto'] !== true) {
    timer = window.setTimeout(() => {
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
      person = { ...person, ...details };
      opened?.identify(person);
    },
    destroy() {
      close();
      window.clearTimeout(timer);
      leavePage();
      opened?.destroy();
      host.remove();
      emit('destroy');
    },
  };
}

/** Worth trying again. */
function isPassing({ reason }: AccessFailure): boolean {
  return reason === 'offline' || reason === 'busy';
}

function isSmall(): boolean {
  return window.matchMedia(FULL_SCREEN).matches;
}

function isDark(theme: WidgetOptions['theme']): boolean {
  return theme === 'dark' || (theme !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
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
