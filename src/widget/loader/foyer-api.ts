import type { PersonDetails } from '../wire.ts';
import { createInstance, type Instance, type InstanceEventName } from './instance.ts';
import { optionsOfScript, readOptions, serverOf } from './options.ts';

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
  /** Adds a widget by program: the names of the snippet's attributes in camel case, `widgetId` first of all. */
  mount(options: Readonly<Record<string, string | number | boolean>>): void;
  push(...calls: QueuedCall[]): void;
};

declare global {
  interface Window {
    Foyer?: FoyerApi | QueuedCall[];
  }
}

/** Calls made before the script had come. */
let queued: QueuedCall[] = [];

/** Puts `window.Foyer` into the page, or joins the one that another snippet of the page has put there. */
export function joinPage(script: HTMLScriptElement | null): void {
  // Where it is not known which script runs, all snippets of the page are read.
  const scripts =
    script === null ? [...document.querySelectorAll<HTMLScriptElement>('script[data-widget-id]')] : [script];
  const present = window.Foyer;
  let api: FoyerApi;
  if (present !== undefined && !Array.isArray(present)) api = present;
  else {
    queued = present ?? [];
    window.Foyer = api = createApi(scripts[0]);
  }
  const options = scripts.map(optionsOfScript);
  const begin = (): void => {
    for (const each of options) if (each !== null) api.mount(each);
    api.push(...queued.splice(0));
  };
  if (document.body === null) document.addEventListener('DOMContentLoaded', begin);
  else begin();
}

function createApi(script: HTMLScriptElement | undefined): FoyerApi {
  const server = script === undefined ? location.origin : serverOf(script.src);
  const instances: Instance[] = [];
  const listeners: Partial<Record<string, Set<Listener>>> = {};

  const chosen = (widgetId?: string): Instance | undefined =>
    instances.find(({ options }) => widgetId === undefined || options.widgetId === widgetId);

  const api: FoyerApi = {
    version: 1,
    open: widgetId => chosen(widgetId)?.open(true),
    close: widgetId => chosen(widgetId)?.close(),
    toggle(widgetId) {
      const instance = chosen(widgetId);
      if (instance?.isOpen === true) instance.close();
      else instance?.open(true);
    },
    on(name, listener) {
      (listeners[name] ??= new Set()).add(listener);
      return () => api.off(name, listener);
    },
    off: (name, listener) => void listeners[name]?.delete(listener),
    identify: person => instances.forEach(instance => instance.identify(person)),
    destroy(widgetId) {
      for (let ended = chosen(widgetId); ended !== undefined; ended = chosen(widgetId)) {
        instances.splice(instances.indexOf(ended), 1);
        ended.destroy();
      }
    },
    mount(given) {
      const options = readOptions(given, server);
      const { widgetId, inline } = options;
      // A page that runs the snippet again at each of its own turns still has one widget.
      if (
        widgetId === '' ||
        instances.some(({ options: one }) => one.widgetId === widgetId && one.inline === inline)
      )
        return;
      const emit = (name: InstanceEventName, detail?: Record<string, unknown>): void =>
        listeners[name]?.forEach(listener => listener({ ...detail, widgetId }));
      instances.push(createInstance(options, emit));
    },
    push(...calls) {
      for (const [method, ...values] of calls) {
        const call: unknown = Reflect.get(api, method);
        if (typeof call === 'function') Reflect.apply(call, api, values);
      }
    },
  };
  return api;
}
