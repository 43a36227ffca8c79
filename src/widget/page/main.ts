import { createHttpApi } from '../panel/api/http-api.ts';
import { isEmpty } from '../panel/state/panel-state.ts';
import { endWhenLeft } from './kiosk.ts';
import './page.css';
import { createPageHost } from './page-host.ts';
import '../panel/panel.css';
import { startPanel } from '../panel/start.ts';

/** `/chat/{widgetId}`: the panel as a page of its own. `?kiosk` for a screen that many people use. */
const root = document.querySelector<HTMLElement>('#panel');
const widgetId = /\/chat\/([\w-]+)\/?$/.exec(location.pathname)?.[1];
if (root !== null && widgetId !== undefined) {
  const kiosk = new URLSearchParams(location.search).has('kiosk');
  const host = createPageHost(widgetId, { kiosk });
  const { store } = startPanel(root, host, createHttpApi(host));
  if (kiosk) {
    const forget = (): void => {
      window.sessionStorage.clear();
      location.reload();
    };
    const typed = () => (document.querySelector('textarea')?.value ?? '') !== '';
    endWhenLeft(() => !isEmpty(store.get()) || typed(), forget);
  }
}
