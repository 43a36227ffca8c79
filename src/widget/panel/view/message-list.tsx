import { useEffect, useRef, useState } from '../dom/hooks.ts';
import { liveHere, type PanelState } from '../state/panel-state.ts';
import { usePanel } from '../tools.ts';
import type { Translate } from '../words.ts';
import { Dots } from './dots.tsx';
import { IconButton } from './icon-button.tsx';
import { LiveRow, MessageRow, OutgoingRow } from './message-row.tsx';
import { Welcome } from './welcome.tsx';

/** Messages drawn at first, and more of them each time the visitor goes up to the first. */
const SHOWN_AT_ONCE = 40;
/** Nearer to the end than this, a person reads along and the list follows. */
const AT_END_PX = 60;

export function MessageList({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const box = useRef<HTMLElement | null>(null);
  const following = useRef(true);
  const former = useRef(0);
  const [away, setAway] = useState(false);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const live = liveHere(state);
  const outbox = state.outbox.filter(({ thread }) => thread === state.thread);
  const messages = state.messages.slice(-shown);
  const name = state.session?.widget.title ?? '';

  const toEnd = (): void => {
    following.current = true;
    box.current?.scrollTo(0, box.current.scrollHeight);
  };
  // Another conversation starts at its end.
  useEffect(() => setShown(SHOWN_AT_ONCE), [state.thread]);
  // What the visitor just sent is where they look.
  useEffect(toEnd, [state.thread, state.outbox.length]);
  useEffect(() => {
    const grown = new ResizeObserver(() => {
      if (following.current) toEnd();
    });
    for (const part of box.current?.children ?? []) grown.observe(part);
    return () => grown.disconnect();
  }, []);

  const earlier = (): void => {
    const { current } = box;
    if (current === null) return;
    const below = current.scrollHeight - current.scrollTop;
    following.current = false;
    setShown(shown + SHOWN_AT_ONCE);
    // The message that was read stays where it is, once the others stand above it.
    requestAnimationFrame(() => current.scrollTo(0, current.scrollHeight - below));
  };

  let day = '';
  return (
    <div class="talk-box">
      <section
        class="talk"
        ref={box}
        aria-label={t('messages')}
        tabindex={0}
        onscroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          const atEnd = scrollHeight - scrollTop - clientHeight < AT_END_PX;
          // Only a person goes up; what grows below by itself is followed.
          if (atEnd || scrollTop < former.current) following.current = atEnd;
          former.current = scrollTop;
          setAway(!following.current);
          if (scrollTop === 0 && state.messages.length > shown) earlier();
        }}
      >
        <Welcome state={state} />
        {state.messages.length > shown && (
          <button class="text earlier" onclick={earlier}>
            {t('earlier')}
          </button>
        )}
        <ol class="rows">
          {messages.map(message => {
            const before = day;
            day = dayOf(message.createdAt, t);
            return [
              day !== (before || t('today')) && <li class="day">{day}</li>,
              <MessageRow key={message.id} message={message} name={name} />,
            ];
          })}
          {live !== null && live.phase !== 'asking' && <LiveRow live={live} name={name} />}
          {outbox.map(each => (
            <OutgoingRow
              key={each.clientMessageId}
              outgoing={each}
              turn={live !== null && state.connection === 'up'}
            />
          ))}
        </ol>
        {state.loading && (
          <p class="loading">
            <Dots />
          </p>
        )}
      </section>
      {away && (
        <IconButton
          icon="downward"
          words={t('toEnd')}
          class="to-end"
          onclick={() => {
            toEnd();
            controller.focus();
          }}
        />
      )}
    </div>
  );
}

function dayOf(instant: string, t: Translate): string {
  const date = new Date(instant);
  const now = new Date();
  if (date.toDateString() === now.toDateString()) return t('today');
  now.setDate(now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return t('yesterday');
  return new Intl.DateTimeFormat(t.language, { day: 'numeric', month: 'long' }).format(date);
}
