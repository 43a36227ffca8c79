import { widget as english } from '../../shared/i18n/en/widget.ts';
import { widget as french } from '../../shared/i18n/fr/widget.ts';
import { plainInkOn } from '../../shared/lib/colours.ts';
import { createLauncher, type Launcher } from '../loader/launcher.ts';
import { launcherWords } from '../loader/launcher-words.ts';
import { launcherStyle } from '../loader/style.ts';
import type { Controller } from '../panel/controller.ts';
import '../panel/panel.css';
import { startPanel } from '../panel/start.ts';
import type { PreviewMessage as Message } from '../../shared/lib/widget-preview.ts';
import { isOurs, PROTOCOL_VERSION } from '../protocol.ts';
import { addStyle } from '../shadow-style.ts';
import type { Session } from '../wire.ts';
import { createPreviewApi } from './preview-api.ts';
import { createPreviewHost } from './preview-host.ts';
import './preview.css';

type PreviewMessage = Message<Session>;

/** The preview of the administration: the widget itself, fed by messages. See `protocol.ts`. */
const catalogues = { fr: french, en: english } as const;

/** The frame is as narrow as a phone, but stands for a page on a desk: the launcher's words are seen. */
const ON_A_DESK = '.label:not([hidden]){display:block}.launcher.worded{padding:0 22px 0 18px}';

let latest: PreviewMessage | null = null;
let controller: Controller | null = null;
let around: ReturnType<typeof createPreviewHost> | null = null;
let launcher: Launcher | null = null;
let open = true;

window.addEventListener('message', event => {
  // Sandboxed, this document has no origin of its own; its address still says where it comes from.
  if (event.source !== window.parent || event.origin !== location.origin || !isOurs(event.data)) return;
  if (event.data.type !== 'preview') return;
  const before = latest;
  latest = event.data as unknown as PreviewMessage;
  if (controller === null || before === null) begin(latest, event.ports[0] ?? null);
  else void change(controller, latest, before);
});
window.parent.postMessage({ foyer: PROTOCOL_VERSION, type: 'preview-ready' }, '*');

function begin(message: PreviewMessage, port: MessagePort | null): void {
  const root = document.querySelector<HTMLElement>('#panel');
  if (root === null) return;
  const words = () => catalogues[message.pageLanguage === 'en' ? 'en' : 'fr'].preview;
  around = createPreviewHost(message.pageLanguage, message.launcher, () => {
    toggle(false, false);
    launcher?.element.focus();
  });
  const api = createPreviewApi(() => latest ?? message, port, words);
  controller = startPanel(
    root,
    around.host,
    api,
    async code => await Promise.resolve(catalogues[code.split('-')[0] as keyof typeof catalogues] ?? null),
  );
  drawLauncher(message);
  const { store } = controller;
  const unsubscribe = store.subscribe(() => {
    if (store.get().phase !== 'ready' || controller === null) return;
    unsubscribe();
    look(controller, message);
  });
}

/** What is edited shows at once; what was said in the preview stays. */
async function change(shown: Controller, message: PreviewMessage, before: PreviewMessage): Promise<void> {
  await shown.refreshSession();
  const was = before.session.widget;
  const is = message.session.widget;
  const moved = message.launcher !== before.launcher || message.label !== before.label;
  if (moved || was.color !== is.color || was.position !== is.position) drawLauncher(message);
  if (message.look !== before.look) look(shown, message);
}

function look(shown: Controller, message: PreviewMessage): void {
  shown.store.set({ connection: message.look === 'offline' ? 'asleep' : 'up' });
  shown.openSheet(message.look === 'lead-form' ? { kind: 'form', form: 'lead' } : null);
}

function drawLauncher({ launcher: wanted, label, pageLanguage, session }: PreviewMessage): void {
  document.querySelector('#launcher')?.remove();
  launcher = null;
  document.documentElement.classList.toggle('staged', wanted);
  if (!wanted) return toggle(true, false);
  const place = document.createElement('div');
  place.id = 'launcher';
  const root = place.attachShadow({ mode: 'open' });
  addStyle(root, launcherStyle + ON_A_DESK, null);
  const box = document.createElement('div');
  box.className = `root ${session.widget.position}`;
  box.style.setProperty('--brand', session.widget.color);
  box.style.setProperty('--ink', plainInkOn(session.widget.color));
  launcher = createLauncher(label, launcherWords(pageLanguage), () => toggle(!open, true));
  box.append(launcher.element);
  root.append(box);
  document.body.append(place);
  document.documentElement.dataset['position'] = session.widget.position;
  toggle(open, false);
}

/** @param focus true only when a person asked: an edit in the administration must not lose its field */
function toggle(wanted: boolean, focus: boolean): void {
  open = wanted;
  launcher?.show({ open, busy: false, unread: 0 });
  document.documentElement.classList.toggle('shut', !open);
  if (open) around?.shown(focus);
  else around?.hidden();
}
