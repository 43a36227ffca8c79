import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Controller } from '../controller.ts';
import type { Language } from '../language.ts';
import { showAppearance } from '../appearance.ts';
import { gateOf, isEmpty, type PanelState } from '../state/panel-state.ts';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { Header } from './header.tsx';
import { Icon } from './icon.tsx';
import { MessageList } from './message-list.tsx';
import { Notices, Privacy } from './notices.tsx';
import { PanelContext, usePanel } from './panel-context.ts';
import { Sheets } from './sheets.tsx';
import { useStore } from './use-store.ts';

type Props = { controller: Controller; language: Language; onClose: (() => void) | null };

export function Panel({ controller, language, onClose }: Props) {
  const state = useStore(controller.store);
  const { translate } = useStore(language.store);
  const tools = useMemo(() => ({ controller, t: translate }), [controller, translate]);
  const widget = state.session?.widget;
  const { theme } = state.place;
  useEffect(() => (widget === undefined ? undefined : showAppearance(document.documentElement, widget, theme)), [
    widget,
    theme,
  ]);
  const close = state.place.kind === 'launcher' ? onClose : null;
  useEffect(() => {
    if (close === null) return;
    // Whatever lies over the conversation ends first: it keeps the key to itself.
    const escape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    document.addEventListener('keydown', escape);
    return () => document.removeEventListener('keydown', escape);
  }, [close]);
  return (
    <PanelContext.Provider value={tools}>
      <div class={`panel ${state.place.kind}`}>
        <Header state={state} onClose={close} />
        {state.phase === 'ready' ? <Conversation state={state} /> : <NotReady state={state} />}
        <Announcer state={state} />
      </div>
    </PanelContext.Provider>
  );
}

function Conversation({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const [dragging, setDragging] = useState(false);
  const gate = gateOf(state);
  const takesFiles = state.session?.widget.attachments.enabled === true && gate === null;
  return (
    <main
      class="conversation"
      onDragOver={event => {
        if (!takesFiles || event.dataTransfer?.types.includes('Files') !== true) return;
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={event => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget))
          setDragging(false);
      }}
      onDrop={event => {
        if (!takesFiles) return;
        event.preventDefault();
        setDragging(false);
        controller.files.add([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <MessageList state={state} />
      <div class="foot">
        <Notices state={state} />
        {gate === 'consent' && <Privacy state={state} gate />}
        {gate === null && <Composer state={state} />}
        {gate !== 'consent' && isEmpty(state) && <Privacy state={state} gate={false} />}
        {state.session?.widget.branding === true && (
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

function NotReady({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const { phase, startFailure } = state;
  if (phase === 'starting') {
    return (
      <main class="middle">
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <p class="unseen" role="status">
          {t('starting')}
        </p>
      </main>
    );
  }
  const ended = phase === 'ended';
  return (
    <main class="middle">
      <div role="alert">
        <h2>{t('startFailed')}</h2>
        <p class="muted" dir="auto">
          {startFailure?.words ?? (ended ? t('noLongerHere') : t('startFailedAdvice'))}
        </p>
      </div>
      {!ended && (
        <button type="button" class="primary" onClick={() => void controller.tryStart()}>
          {t('tryAgain')}
        </button>
      )}
    </main>
  );
}
