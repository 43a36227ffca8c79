import { showAppearance } from '../appearance.ts';
import type { Controller } from '../controller.ts';
import { useEffect, useState } from '../dom/hooks.ts';
import type { Language } from '../language.ts';
import { gateOf, isEmpty, type PanelState } from '../state/panel-state.ts';
import { provideTools, usePanel } from '../tools.ts';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { Dots } from './dots.tsx';
import { Header } from './header.tsx';
import { Icon } from './icon.tsx';
import { MessageList } from './message-list.tsx';
import { Notices, Privacy } from './notices.tsx';
import { Sheets } from './sheets.tsx';
import { useStore } from './use-store.ts';

type Props = { controller: Controller; language: Language; onClose: () => void };

export function Panel({ controller, language, onClose }: Props) {
  const state = useStore(controller.store);
  const { translate } = useStore(language.store);
  provideTools({ controller, t: translate });
  const { session, place, phase } = state;
  useEffect(
    () => (session === null ? undefined : showAppearance(document.documentElement, session.widget)),
    [session?.widget],
  );
  const close = place.kind === 'launcher' ? onClose : null;
  useEffect(() => {
    // Whatever lies over the conversation ends first: it keeps the key to itself.
    document.onkeydown = event => {
      if (event.key === 'Escape' && !event.defaultPrevented) close?.();
    };
  }, [close]);
  return (
    <div class={`panel ${place.kind}`}>
      <Header state={state} onClose={close} />
      {phase === 'ready' ? <Conversation state={state} /> : <NotReady state={state} />}
      <Announcer />
    </div>
  );
}

function Conversation({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const [dragging, setDragging] = useState(false);
  const gate = gateOf(state);
  useEffect(() => controller.takeFocusBy(focusFirst), []);
  const widget = state.session?.widget;
  const takesFiles = widget?.attachments.enabled === true && gate === null;
  return (
    <main
      class="conversation"
      ondragover={event => {
        if (!takesFiles || !event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setDragging(true);
      }}
      ondragleave={event => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDragging(false);
      }}
      ondrop={event => {
        event.preventDefault();
        setDragging(false);
        if (takesFiles) controller.files.add([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <MessageList state={state} />
      <div class="foot">
        <Notices state={state} />
        {gate === 'consent' && <Privacy state={state} gate />}
        {gate === null && <Composer state={state} />}
        {gate !== 'consent' && isEmpty(state) && <Privacy state={state} gate={false} />}
        {widget?.branding && (
          <p class="brand-line">
            <Icon name="flame" />
            {t('branding')}
          </p>
        )}
      </div>
      {dragging && (
        <div class="drop" aria-hidden="true">
          <Icon name="clip" />
          {t('dropHere')}
        </div>
      )}
      <Sheets state={state} />
    </main>
  );
}

/** Where a person types next; a finger wants to read first: the keyboard of a phone would cover half of it. */
function focusFirst(): void {
  const places = ['.composer textarea', '.form input', '.consent button', '.talk'];
  const [target] = (window.matchMedia('(pointer: coarse)').matches ? ['h1'] : places).flatMap(
    place => document.querySelector<HTMLElement>(place) ?? [],
  );
  target?.focus();
}

function NotReady({ state: { phase, startFailure } }: { state: PanelState }) {
  const { controller, t } = usePanel();
  if (phase === 'starting') {
    return (
      <main class="middle" aria-busy={true}>
        <Dots />
      </main>
    );
  }
  const ended = phase === 'ended';
  return (
    <main class="middle">
      <p role="alert" dir="auto">
        {startFailure?.words ?? (ended ? t('noLongerHere') : t('startFailedAdvice'))}
      </p>
      {!ended && (
        <button class="primary" onclick={() => void controller.tryStart()}>
          {t('tryAgain')}
        </button>
      )}
    </main>
  );
}
