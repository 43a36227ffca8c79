import type { Controller } from './controller.ts';
import type { Translate } from './words.ts';

/** What every part of the panel uses. There is one panel in a document. */
export type PanelTools = { controller: Controller; t: Translate };

let tools: PanelTools;

/** Called by the whole panel each time it is drawn, before its parts. */
export function provideTools(given: PanelTools): void {
  tools = given;
}

export function usePanel(): PanelTools {
  return tools;
}
