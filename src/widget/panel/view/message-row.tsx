import type { Attachment, Message, Source } from '../../wire.ts';
import { bytesInWords } from '../files.ts';
import { useMemo } from '../dom/hooks.ts';
import type { Child } from '../dom/jsx-runtime.ts';
import { plainWords } from '../spoken.ts';
import type { LiveAnswer } from '../state/live-answer.ts';
import type { Outgoing } from '../state/outbox.ts';
import { usePanel } from '../tools.ts';
import { AnswerText } from './answer-text.tsx';
import { AnswerActions, timeOf } from './answer-actions.tsx';
import { Dots } from './dots.tsx';
import { Icon } from './icon.tsx';

/** A message that is kept. Drawn once: messages do not change while others come. */
export function MessageRow({ message, name }: { message: Message; name: string }) {
  const { t } = usePanel();
  return useMemo(() => {
    const { sender, content, attachments } = message;
    if (sender.kind === 'visitor') return <Asked text={content} attachments={attachments} />;
    // What happened in the conversation was said by nobody.
    if (sender.kind === 'system') return <li class="day">{content}</li>;
    return <Answer message={message} name={name} />;
  }, [message, name, t]);
}

type AskedProps = {
  text: string;
  attachments: readonly Attachment[];
  state?: Outgoing['state'] | undefined;
  children?: Child;
};

function Asked({ text, attachments, state, children }: AskedProps) {
  const { t } = usePanel();
  return (
    <li class={`row asked ${state ?? ''}`}>
      <span class="unseen">{t('you')}</span>
      <div class="bubble" dir="auto">
        {text}
      </div>
      <Files attachments={attachments} />
      {children}
    </li>
  );
}

function Files({ attachments }: { attachments: readonly Attachment[] }) {
  const { t } = usePanel();
  if (attachments.length === 0) return null;
  return (
    <ul class="attachments" aria-label={t('attached')}>
      {attachments.map(({ fileName, size, notice }) => (
        <li>
          <Icon name="file" />
          <span class="cut" dir="auto">
            {fileName}
          </span>
          <span class="muted">{bytesInWords(size, t.language)}</span>
          {notice === 'image_not_read' && <span class="muted whole">{t('imageNotRead')}</span>}
        </li>
      ))}
    </ul>
  );
}

/** A message of the visitor's that has not left. @param turn true when it only waits for the answer before it */
export function OutgoingRow({ outgoing, turn }: { outgoing: Outgoing; turn: boolean }) {
  const { controller, t } = usePanel();
  const { clientMessageId, state, reason, notBefore } = outgoing;
  const failed = state === 'failed';
  return (
    <Asked text={outgoing.text} attachments={outgoing.attachments} state={state}>
      <div class={failed ? 'fate bad' : 'fate'} role={failed && 'alert'}>
        <Icon name={failed ? 'warning' : 'clock'} />
        <span>
          {failed && <strong>{t('notSent')}. </strong>}
          {failed ? reason : state === 'sending' ? t('sending') : turn ? t('waitingTurn') : t('waiting')}
          {notBefore > Date.now() && ` ${t('limitedUntil', { time: timeOf(notBefore, t.language) })}`}
        </span>
      </div>
      {state !== 'sending' && (
        <div>
          {failed && (
            <button class="text" onclick={() => controller.delivery.sendAgain(clientMessageId)}>
              {t('sendAgain')}
            </button>
          )}
          <button class="text" onclick={() => controller.delivery.discard(clientMessageId)}>
            {t('discard')}
          </button>
        </div>
      )}
    </Asked>
  );
}

type Cite = (source: Source, place?: number) => void;

function useCite(messageId: string | null): Cite {
  const { controller } = usePanel();
  return (source, place) =>
    controller.openSheet({ kind: 'source', messageId: messageId ?? '', source, place });
}

function Answer({ message, name }: { message: Message; name: string }) {
  const { t } = usePanel();
  const { content, status, sources, cut, sender, tools } = message;
  const operator = sender.kind === 'operator' && (sender.name ?? t('team'));
  const cite = useCite(message.id);
  const bad = status === 'interrupted' || status === 'failed';
  const fate = bad || status === 'stopped' ? status : cut;
  return (
    <li class="row answer">
      {operator ? (
        <span class="muted">{operator}</span>
      ) : (
        <span class="unseen">{t('answerArrived', { name })}</span>
      )}
      {tools.length > 0 && <p class="fate">{t('lookedUp', { tools: tools.join(', ') })}</p>}
      {content !== '' && (
        <div class="bubble">
          <AnswerText text={content} message={message} sources={sources} onCite={cite} />
        </div>
      )}
      <Files attachments={message.attachments} />
      {fate && (
        <p class={bad ? 'fate bad' : 'fate'}>
          <Icon name={fate === 'stopped' ? 'stop' : 'warning'} />
          {t(fate)}
        </p>
      )}
      {message.official && <p class="fate">{t('official')}</p>}
      {message.toCheck && <p class="fate">{t('unsure')}</p>}
      {sources.length > 0 && (
        <ul class="sources" aria-label={t('sources')}>
          {sources.map(source => (
            <li>
              <button class="chip" onclick={() => cite(source)}>
                <span class="number">{source.number}</span>
                <span class="cut" dir="auto">
                  {source.title}
                </span>
                {source.pages && <span class="muted">{t('page', { page: source.pages })}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
      <AnswerActions message={message} text={plainWords(content)} />
    </li>
  );
}

/** The answer under way. */
export function LiveRow({ live, name }: { live: LiveAnswer; name: string }) {
  const { t } = usePanel();
  const { phase, text, sources, messageId, position } = live;
  const cite = useCite(messageId);
  return (
    <li class="row answer live" aria-busy={true}>
      <span class="unseen">{t('answerArrived', { name })}</span>
      {text !== '' && (
        <div class="bubble">
          <AnswerText text={text} sources={sources} onCite={cite} />
        </div>
      )}
      {phase !== 'writing' && (
        <div class="bubble thinking">
          <Dots />
          {phase === 'queued'
            ? t('queued', { count: position })
            : phase === 'rejoining'
              ? t('rejoining')
              : t('searching')}
        </div>
      )}
    </li>
  );
}
