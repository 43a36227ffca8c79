import { useEffect, useRef, useState } from 'preact/hooks';
import { openingWords } from '../office-hours.ts';
import type { PanelState, Sheet } from '../state/panel-state.ts';
import { isEmpty } from '../state/panel-state.ts';
import { isNewThread } from '../state/outbox.ts';
import type { Session } from '../../wire.ts';
import { Icon, type IconName } from './icon.tsx';
import { usePanel } from './panel-context.ts';

const HOUR_TICK_MS = 30_000;

export function Header({ state, onClose }: { state: PanelState; onClose: (() => void) | null }) {
  const { t } = usePanel();
  const widget = state.session?.widget;
  return (
    <header class="head">
      {widget !== undefined && <Avatar avatar={widget.avatar} logo={widget.logo} />}
      <div class="names">
        <h1 dir="auto">{widget?.title ?? ''}</h1>
        {state.session !== null && <Status session={state.session} />}
      </div>
      {state.phase === 'ready' && <Menu state={state} />}
      {onClose !== null && (
        <button type="button" class="round" aria-label={t('closePanel')} title={t('closePanel')} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}

export function Avatar({ avatar, logo }: { avatar: string; logo: string | null }) {
  return (
    <span class="avatar" aria-hidden="true">
      {logo === null ? avatar : <img src={logo} alt="" width={40} height={40} />}
    </span>
  );
}

/** Open or closed when there are office hours; otherwise the owner's line. */
function Status({ session }: { session: Session }) {
  const { controller, t } = usePanel();
  const { officeHours, subtitle } = session.widget;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (officeHours === null) return;
    const timer = window.setInterval(() => setNow(Date.now()), HOUR_TICK_MS);
    return () => window.clearInterval(timer);
  }, [officeHours]);
  if (officeHours === null) return subtitle === '' ? null : <p dir="auto">{subtitle}</p>;
  const closed = openingWords(officeHours, new Date(now), t);
  return (
    <button type="button" class="status" onClick={() => controller.openSheet({ kind: 'hours' })}>
      <span class={closed === null ? 'dot open' : 'dot'} aria-hidden="true" />
      {closed ?? t('statusOpen')}
    </button>
  );
}

type Entry = { icon: IconName; words: string; act(): void };

function Menu({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>('.menu button')?.focus();
    const away = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
    };
  }, [open]);

  const sheet = (given: Sheet) => () => controller.openSheet(given);
  const entries = entriesFor(state, t, sheet, controller.newConversation);
  return (
    <div
      class="menu-box"
      ref={box}
      onKeyDown={event => {
        if (!open) return;
        if (event.key === 'Escape') {
          event.stopPropagation();
          setOpen(false);
          box.current?.querySelector('button')?.focus();
        } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          event.preventDefault();
          moveFocus(box.current, event.key === 'ArrowDown' ? 1 : -1);
        }
      }}
    >
      <button
        type="button"
        class="round"
        aria-label={t('menu')}
        title={t('menu')}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="menu" />
      </button>
      {open && (
        <ul class="menu">
          {entries.map(({ icon, words, act }) => (
            <li key={words}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  box.current?.querySelector('button')?.focus(); // where a dialog gives the focus back to
                  act();
                }}
              >
                <Icon name={icon} />
                {words}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function entriesFor(
  state: PanelState,
  t: ReturnType<typeof usePanel>['t'],
  sheet: (given: Sheet) => () => void,
  newConversation: () => void,
): Entry[] {
  const widget = state.session?.widget;
  const entries: (Entry | false | undefined)[] = [
    !isEmpty(state) && { icon: 'plus', words: t('newConversation'), act: newConversation },
    { icon: 'history', words: t('conversations'), act: sheet({ kind: 'conversations' }) },
    widget?.askForPerson && { icon: 'person', words: t('person'), act: sheet({ kind: 'form', reason: 'person' }) },
    widget?.leadForm?.when === 'on-request' && {
      icon: 'mail',
      words: t('leadAction'),
      act: sheet({ kind: 'form', reason: 'lead' }),
    },
    widget?.transcriptByMail === true &&
      !isNewThread(state.thread) && { icon: 'mail', words: t('transcript'), act: sheet({ kind: 'transcript' }) },
    { icon: 'trash', words: t('forget'), act: sheet({ kind: 'forget' }) },
  ];
  return entries.filter((entry): entry is Entry => typeof entry === 'object');
}

function moveFocus(box: HTMLElement | null, step: 1 | -1): void {
  const buttons = [...(box?.querySelectorAll<HTMLElement>('.menu button') ?? [])];
  const at = buttons.findIndex(button => button === document.activeElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
