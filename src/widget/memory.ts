/**
 * What a browser remembers of a widget: who the visitor is, the conversation that was open, messages still to be sent.
 * It lies in the storage of the page around the panel, which browsers keep even where they refuse storage to frames of
 * other origins. Each value has its own name, so that two tabs that write at once do not undo each other.
 */
import type { Memory } from './protocol.ts';

export type MemoryStore = {
  read(): Memory;
  /** Keeps the values given; null takes one away. */
  change(changes: Readonly<Record<string, unknown>>): void;
  clear(): void;
};

/** The part of `Storage` this file needs. */
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * @param shelf called at each use, because reading `window.localStorage` itself throws where storage is refused
 */
export function openMemory(widgetId: string, shelf: () => Shelf): MemoryStore {
  const name = `foyer:${widgetId}`;
  /** Stands in for the storage when that is refused or full: the visit works, the next one starts anew. */
  let here: Record<string, unknown> | null = null;

  function read(): Record<string, unknown> {
    if (here !== null) return here;
    try {
      const kept: unknown = JSON.parse(shelf().getItem(name) ?? '{}');
      return typeof kept === 'object' ? { ...kept } : {};
    } catch (error) {
      if (error instanceof SyntaxError) return {}; // somebody else wrote there: start anew
      return (here = {});
    }
  }

  function write(values: Record<string, unknown>): void {
    if (here === null) {
      try {
        if (Object.keys(values).length === 0) shelf().removeItem(name);
        else shelf().setItem(name, JSON.stringify(values));
        return;
      } catch {
        // Refused or full, which is no fault of the page's: what stands in takes over.
      }
    }
    here = values;
  }

  return {
    read,
    change(changes) {
      const values = Object.entries({ ...read(), ...changes });
      write(Object.fromEntries(values.filter(([, value]) => value !== null && value !== undefined)));
    },
    clear: () => write({}),
  };
}
