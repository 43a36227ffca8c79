import type { LauncherLooks } from '../../shared/lib/launcher-looks.ts';
import type { PersonDetails } from '../wire.ts';
import { createInstance, type Instance, type InstanceEventName } from './instance.ts';
import { askLooks } from './looks.ts';
import { optionsOfScript, readOptions, serverOf, type Given, type WidgetOptions } from './options.ts';

export type FoyerEvent = { widgetId: string; [detail: string]: unknown };
type Listener = (event: FoyerEvent) => void;

/** A call made before the script came: `(window.Foyer = window.Foyer || []).push(['open'])`. */
type QueuedCall = [method: string, ...values: unknown[]];

/**
 * `window.Foyer`. Calls without a widget's id are for the first widget of the page, `identify` and `destroy` for all.
 */
export type FoyerApi = {
  readonly version: 1;
  open(widgetId?: string): void;
  close(widgetId?: string): void;
  toggle(widgetId?: string): void;
  /** `ready`, `open`, `close`, `unread`, `message`, `answer`, `lead`, `feedback`, `error`, `destroy`. Returns what ends it. */
  on(name: InstanceEventName, listener: Listener): () => void;
  off(name: InstanceEventName, listener: Listener): void;
  /** Who the visitor is, as far as the page knows: fills in forms. Not proof of anything. */
  identify(person: PersonDetails): void;
  /** Takes a widget out of the page, or all; a page may `mount` again later. */
  destroy(widgetId?: string): void;
  /**
   * Adds a widget by program: the names of the snippet's attributes in camel case, `widgetId` first of all. Without a
   * `color` the server is asked what the widget looks like, and it shows when that is known.
   */
  mount(options: Given): void;
  push(...calls: QueuedCall[]): void;
};

declare global {
  interface Window {
    Foyer?: FoyerApi | QueuedCall[];
  }
}

/** Calls made before the script had come, or the widget they are for. */
let queued: QueuedCall[] = [];

/**
 * Puts `window.Foyer` into the page, or joins the one that another snippet of the page has put there.
 * @param looks of the one widget that the script's address names; null for a script of any
 */
export function joinPage(script: HTMLScriptElement | null, looks: LauncherLooks | null): void {
  // Where it is not known which script runs, all that it may be are read.
  const own = looks === null ? '[data-widget-id]' : `[src*="/${looks.widgetId}.js"]`;
  const scripts =
    script === null ? [...document.querySelectorAll<HTMLScriptElement>(`script${own}`)] : [script];
  const present = window.Foyer;
  let api: FoyerApi;
  if (present && !Array.isArray(present)) api = present;
  else {
    queued = present ?? [];
    window.Foyer = api = createApi(serverOf(scripts[0]?.src ?? location.origin));
  }
  const options = scripts.map(each => optionsOfScript(each, looks));
  const begin = (): void => {
    options.forEach(api.mount);
    api.push(...queued.splice(0));
  };
  if (document.body === null) document.addEventListener('DOMContentLoaded', begin);
  else begin();
}

function createApi(server: string): FoyerApi {
  const instances: Instance[] = [];
  /** What is not in the page yet, because the server was asked for its looks. */
  const awaited = new Set<WidgetOptions>();
  const listeners: Partial<Record<string, Set<Listener>>> = {};
  let person: PersonDetails | null = null;

  const isOf = (options: WidgetOptions, widgetId = options.widgetId): boolean =>
    options.widgetId === widgetId;
  const chosen = (widgetId?: string): Instance | undefined =>
    instances.find(({ options }) => isOf(options, widgetId));

  function show(options: WidgetOptions): void {
    const { widgetId, inline } = options;
    // A page that runs the snippet again at each of its own turns still has one widget.
    if (instances.some(({ options: one }) => one.widgetId === widgetId && one.inline === inline)) return;
    const emit = (name: InstanceEventName, detail?: Record<string, unknown>): void =>
      listeners[name]?.forEach(listener => listener({ ...detail, widgetId }));
    instances.push(createInstance(options, person, emit));
    api.push(...queued.splice(0));
  }

  const api: FoyerApi = {
    version: 1,
    open(widgetId) {
      const instance = chosen(widgetId);
      if (instance) instance.open(true);
      else queued.push(['open', widgetId]);
    },
    close: widgetId => chosen(widgetId)?.close(),
    toggle(widgetId) {
      const instance = chosen(widgetId);
      if (instance?.isOpen) instance.close();
      else api.open(widgetId);
    },
    on(name, listener) {
      (listeners[name] ??= new Set()).add(listener);
      return () => api.off(name, listener);
    },
    off: (name, listener) => void listeners[name]?.delete(listener),
    identify(details) {
      person = { ...person, ...details };
      for (const instance of instances) instance.identify(person);
    },
    destroy(widgetId) {
      for (const options of awaited) if (isOf(options, widgetId)) awaited.delete(options);
      for (let ended = chosen(widgetId); ended !== undefined; ended = chosen(widgetId)) {
        instances.splice(instances.indexOf(ended), 1);
        ended.destroy();
      }
    },
    mount(given) {
      const options = readOptions(given, server);
      if (!options.widgetId) return;
      if (given['color']) return show(options);
      awaited.add(options);
      void askLooks(options).then(looks => {
        if (awaited.delete(options) && looks !== null) show(readOptions({ ...looks, ...given }, server));
      });
    },
    push(...calls) {
      for (const [method, ...values] of calls) {
        const call = (api as unknown as Record<string, ((...values: unknown[]) => unknown) | undefined>)[
          method
        ];
        call?.(...values);
      }
    },
  };
  return api;
}
