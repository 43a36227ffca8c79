import type { Session } from '../../wire.ts';
import { useEffect, useRef, useState } from '../dom/hooks.ts';
import { openingWords } from '../office-hours.ts';
import { isNewThread } from '../state/outbox.ts';
import { isEmpty, type PanelState, type Sheet } from '../state/panel-state.ts';
import { usePanel } from '../tools.ts';
import { IconButton } from './icon-button.tsx';

const HOUR_TICK_MS = 30_000;

export function Header({ state, onClose }: { state: PanelState; onClose: (() => void) | null }) {
  const { t } = usePanel();
  const { session } = state;
  const widget = session?.widget;
  return (
    <header class="head">
      {widget && (
        <span class="avatar" aria-hidden="true">
          {widget.logo === null ? widget.avatar : <img src={widget.logo} alt="" />}
        </span>
      )}
      <div class="names">
        <h1 dir="auto" tabindex={-1}>
          {widget?.title}
        </h1>
        {session && <Status session={session} />}
      </div>
      {state.phase === 'ready' && <Menu state={state} />}
      {onClose !== null && <IconButton icon="close" words={t('closePanel')} onclick={onClose} />}
    </header>
  );
}

/** Open or closed when there are office hours; otherwise the owner's line. */
function Status({ session }: { session: Session }) {
  const { t } = usePanel();
  const { officeHours, subtitle } = session.widget;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), HOUR_TICK_MS);
    return () => window.clearInterval(timer);
  }, []);
  if (officeHours === null) return <p dir="auto">{subtitle}</p>;
  const closed = openingWords(officeHours, new Date(now), t);
  return (
    <p>
      <span class={closed === null ? 'dot open' : 'dot'} aria-hidden="true" />
      {closed ?? t('statusOpen')}
    </p>
  );
}

type Entry = [words: string, act: () => void];

function Menu({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement | null>(null);
  const opener = useRef<HTMLButtonElement | null>(null);
  useEffect(() => {
    if (!open) return undefined;
    box.current?.querySelector<HTMLElement>('.menu button')?.focus();
    const away = ({ target }: Event): void => {
      if (!box.current?.contains(target as Node)) setOpen(false);
    };
    const closing = new AbortController();
    for (const leaves of ['pointerdown', 'focusin']) document.addEventListener(leaves, away, closing);
    return () => closing.abort();
  }, [open]);

  const sheet = (given: Sheet) => () => controller.openSheet(given);
  const widget = state.session?.widget;
  const entries: (Entry | false | undefined)[] = [
    !isEmpty(state) && [t('newConversation'), controller.newConversation],
    [t('conversations'), sheet({ kind: 'conversations' })],
    widget?.askForPerson && [t('person'), sheet({ kind: 'form', form: 'person' })],
    widget?.leadForm?.when === 'on-request' && [t('leadAction'), sheet({ kind: 'form', form: 'lead' })],
    widget?.transcriptByMail &&
      !isNewThread(state.thread) && [t('transcript'), sheet({ kind: 'form', form: 'transcript' })],
    [t('forget'), sheet({ kind: 'forget' })],
  ];
  return (
    <div
      class="menu-box"
      ref={box}
      onkeydown={event => {
        if (!open || event.key !== 'Escape') return;
        event.stopPropagation();
        setOpen(false);
        opener.current?.focus();
      }}
    >
      <IconButton
        icon="more"
        words={t('menu')}
        expanded={open}
        ref={button => (opener.current = button)}
        onclick={() => setOpen(!open)}
      />
      {open && (
        <ul class="menu">
          {entries.map(
            entry =>
              entry && (
                <li>
                  <button
                    onclick={() => {
                      opener.current?.focus(); // where a dialog gives the focus back to
                      setOpen(false);
                      entry[1]();
                    }}
                  >
                    {entry[0]}
                  </button>
                </li>
              ),
          )}
        </ul>
      )}
    </div>
  );
}
