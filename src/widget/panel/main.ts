import { createHttpApi } from './api/http-api.ts';
import { createFrameHost } from './host/frame-host.ts';
import './panel.css';
import { startPanel } from './start.ts';

const root = document.querySelector<HTMLElement>('#panel');
if (root !== null) {
  const host = createFrameHost();
  startPanel(root, host, createHttpApi(host));
}
