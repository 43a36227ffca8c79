import { createHttpApi } from './api/http-api.ts';
import { createFrameHost } from './host/frame-host.ts';
import { createPageHost } from './host/page-host.ts';
import './panel.css';
import { startPanel } from './start.ts';

/** `/chat/{widgetId}` is a page of its own; anywhere else the panel is in the frame of a page. */
const ownPage = /^\/chat\/([\w-]+)\/?$/.exec(location.pathname)?.[1];
const root = document.querySelector<HTMLElement>('#panel');
if (root !== null) {
  const kiosk = new URLSearchParams(location.search).has('kiosk');
  const host = ownPage === undefined ? createFrameHost() : createPageHost(ownPage, { kiosk });
  startPanel(root, host, createHttpApi(host));
}
