import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Controller } from '../controller.ts';
import type { Translate } from '../words.ts';

/** What every part of the panel needs; it changes with the language alone. */
export type PanelTools = {
  controller: Controller;
  t: Translate;
};

export const PanelContext = createContext<PanelTools | null>(null);

export function usePanel(): PanelTools {
  const tools = useContext(PanelContext);
  if (tools === null) throw new Error('Used outside the panel');
  return tools;
}
