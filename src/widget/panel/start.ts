import { h, render } from 'preact';
import type { VisitorApi } from './api/visitor-api.ts';
import { createController, type Controller } from './controller.ts';
import type { PanelHost } from './host/panel-host.ts';
import { createLanguage, fetchLanguageFile } from './language.ts';
import { Panel } from './view/panel.tsx';

/** Draws a panel into `root` and begins: who is around it, who the visitor is, what was said before. */
export function startPanel(root: HTMLElement, host: PanelHost, api: VisitorApi): Controller {
  const language = createLanguage(document.documentElement, fetchLanguageFile);
  const controller = createController(api, host, language);
  render(h(Panel, { controller, language, onClose: () => host.close() }), root);
  void controller.start();
  return controller;
}
