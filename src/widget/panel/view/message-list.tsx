import { Fragment } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { liveHere, type PanelState } from '../state/panel-state.ts';
import { Icon } from './icon.tsx';
import { LiveRow, MessageRow, OutgoingRow } from './message-row.tsx';
import { usePanel } from './panel-context.ts';
import { Welcome } from './welcome.tsx';

/** Messages drawn at first, and more of them each time the visitor goes up to the first. */
const SHOWN_AT_ONCE = 40;
/** Nearer to the end than this, a person reads along and the list follows. */
const AT_END_PX = 60;

export function MessageList({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const box = useRef<HTMLElement>(null);
  const following = useRef(true);
  const [away, setAway] = useState(false);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const live = liveHere(state);
  const outbox = state.outbox.filter(({ thread }) => thread === state.thread);
  const waiting = outbox.filter(({ state: fate }) => fate !== 'sending' || live?.phase !== 'asking');
  const messages = state.messages.slice(-shown);
  const name = state.session?.widget.title ?? '';

  // Another conversation starts at its end.
  useLayoutEffect(() => {
    following.current = true;
    setShown(SHOWN_AT_ONCE);
  }, [state.thread]);
  // What the visitor just sent is where they look.
  useLayoutEffect(() => {
    following.current = true;
  }, [state.outbox.length]);
  useLayoutEffect(() => {
    const { current } = box;
    if (current !== null && following.current) current.scrollTop = current.scrollHeight;
  });

  const earlier = useCallback(() => {
    const { current } = box;
    const before = current === null ? 0 : current.scrollHeight - current.scrollTop;
    following.current = false;
    setShown(count => count + SHOWN_AT_ONCE);
    // The message that was read stays where it is, once the others stand above it.
    requestAnimationFrame(() => {
      if (current !== null) current.scrollTop = current.scrollHeight - before;
    });
  }, []);

  return (
    <div class="talk-box">
      <section
        class="talk"
        ref={box}
        aria-label={t('messages')}
        tabIndex={0}
        onScroll={event => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          following.current = scrollHeight - scrollTop - clientHeight < AT_END_PX;
          setAway(!following.current);
        }}
      >
        <Welcome state={state} />
        {state.messages.length > shown && (
          <button type="button" class="text earlier" onClick={earlier} ref={whenSeen(earlier)}>
            {t('earlier')}
          </button>
        )}
        <ol class="rows">
          {messages.map((message, index) => {
            const day = dayOf(message.createdAt, t.language, t('today'), t('yesterday'));
            const former = messages[index - 1]?.createdAt;
            const newDay = former === undefined ? day !== t('today') : day !== dayOf(former, t.language, t('today'), t('yesterday'));
            return (
              <Fragment key={message.id}>
                {newDay && (
                  <li class="day">
                    <span>{day}</span>
                  </li>
                )}
                <MessageRow message={message} name={name} />
              </Fragment>
            );
          })}
          {waiting.length < outbox.length &&
            outbox
              .filter(each => !waiting.includes(each))
              .map(each => <OutgoingRow key={each.clientMessageId} outgoing={each} turn={false} />)}
          {live !== null && live.phase !== 'asking' && <LiveRow live={live} name={name} />}
          {waiting.map(each => (
            <OutgoingRow key={each.clientMessageId} outgoing={each} turn={live !== null && state.connection === 'up'} />
          ))}
        </ol>
        {state.loading && (
          <p class="muted loading" role="status">
            <span class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span class="unseen">{t('starting')}</span>
          </p>
        )}
      </section>
      {away && (
        <button
          type="button"
          class="to-end"
          aria-label={t('toEnd')}
          title={t('toEnd')}
          onClick={() => {
            const { current } = box;
            following.current = true;
            setAway(false);
            if (current !== null) current.scrollTop = current.scrollHeight;
            controller.onFocus();
          }}
        >
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

/** For a `ref`: calls when the element comes into sight. */
function whenSeen(call: () => void) {
  return (element: Element | null) => {
    if (element === null) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting !== true) return;
      observer.disconnect();
      call();
    });
    observer.observe(element);
    return () => observer.disconnect();
  };
}

function dayOf(instant: string, language: string, today: string, yesterday: string): string {
  const date = new Date(instant);
  const now = new Date();
  if (date.toDateString() === now.toDateString()) return today;
  now.setDate(now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return yesterday;
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(date);
}
