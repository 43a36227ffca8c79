import type { VisitorApi } from './api/visitor-api.ts';
import { createController, type Controller } from './controller.ts';
import { jsx } from './dom/jsx-runtime.ts';
import { render } from './dom/render.ts';
import type { PanelHost } from './host/panel-host.ts';
import { createLanguage, fetchWords, type FindWords } from './language.ts';
import { Panel } from './view/panel.tsx';

/** Draws a panel into `root` and begins: who is around it, who the visitor is, what was said before. */
export function startPanel(
  root: HTMLElement,
  host: PanelHost,
  api: VisitorApi,
  find: FindWords = fetchWords,
): Controller {
  const language = createLanguage(document.documentElement, find);
  const controller = createController(api, host, language);
  render(jsx(Panel, { controller, language, onClose: () => host.close() }), root);
  void controller.start();
  return controller;
}
