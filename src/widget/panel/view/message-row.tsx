import { useMemo, useState } from 'preact/hooks';
import type { LiveAnswer } from '../state/live-answer.ts';
import type { Outgoing } from '../state/outbox.ts';
import type { Attachment, Message, Source } from '../../wire.ts';
import { bytesInWords } from '../files.ts';
import { plainWords } from '../spoken.ts';
import { AnswerText } from './answer-text.tsx';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { usePanel } from './panel-context.ts';

/** A message that is kept. Drawn once: messages do not change while others come. */
export function MessageRow({ message, name }: { message: Message; name: string }) {
  const tools = usePanel();
  return useMemo(
    () => (message.sender === 'user' ? <Asked message={message} /> : <Answer message={message} name={name} />),
    [message, name, tools],
  );
}

function Asked({ message }: { message: Message }) {
  const { t } = usePanel();
  return (
    <li class="row asked">
      <span class="unseen">{t('you')}</span>
      <div class="bubble" dir="auto">
        {message.content}
      </div>
      <AttachmentList attachments={message.attachments} />
    </li>
  );
}

export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  const { t } = usePanel();
  if (attachments.length === 0) return null;
  return (
    <ul class="attachments" aria-label={t('attached')}>
      {attachments.map(({ id, fileName, size, kind, notice }) => (
        <li key={id}>
          <Icon name={kind === 'image' ? 'image' : 'file'} />
          <span class="file-name" dir="auto">
            {fileName}
          </span>
          <span class="muted">{bytesInWords(size, t.language)}</span>
          {notice === 'image_not_read' && <span class="muted whole">{t('imageNotRead')}</span>}
        </li>
      ))}
    </ul>
  );
}

/** A message of the visitor's that has not left. */
export function OutgoingRow({ outgoing, turn }: { outgoing: Outgoing; turn: boolean }) {
  const { controller, t } = usePanel();
  const { clientMessageId, state, reason, notBefore } = outgoing;
  const later = notBefore > Date.now();
  return (
    <li class={`row asked ${state}`}>
      <span class="unseen">{t('you')}</span>
      <div class="bubble" dir="auto">
        {outgoing.text}
      </div>
      <AttachmentList attachments={outgoing.attachments} />
      {state === 'failed' ? (
        <div class="fate bad" role="alert">
          <Icon name="warning" />
          <span>
            <strong>{t('notSent')}.</strong> {reason}
            {later && ` ${t('limitedUntil', { time: timeOf(new Date(notBefore), t.language) })}`}
          </span>
        </div>
      ) : (
        <div class="fate">
          <Icon name="clock" />
          <span>{state === 'sending' ? t('sending') : turn ? t('waitingTurn') : t('waiting')}</span>
        </div>
      )}
      {state !== 'sending' && (
        <div class="fate-actions">
          {state === 'failed' && (
            <button type="button" class="text" onClick={() => controller.delivery.sendAgain(clientMessageId)}>
              {t('sendAgain')}
            </button>
          )}
          <button type="button" class="text" onClick={() => controller.delivery.discard(clientMessageId)}>
            {t('discard')}
          </button>
        </div>
      )}
    </li>
  );
}

function Answer({ message, name }: { message: Message; name: string }) {
  const { controller, t } = usePanel();
  const { content, status, sources } = message;
  const cite = (source: Source) => controller.openSheet({ kind: 'source', messageId: message.id, source });
  const words =
    status === 'stopped'
      ? t('stopped')
      : status === 'interrupted'
        ? t('interrupted')
        : status === 'failed'
          ? t('failed')
          : null;
  return (
    <li class="row answer">
      <span class="unseen">{t('answerArrived', { name })}</span>
      {content !== '' && (
        <div class="bubble">
          <AnswerText text={content} sources={sources} streaming={false} onCite={cite} />
        </div>
      )}
      {words !== null && (
        <p class={status === 'stopped' ? 'fate' : 'fate bad'}>
          {status !== 'stopped' && <Icon name="warning" />}
          <span>{words}</span>
        </p>
      )}
      <SourceChips sources={sources} onCite={cite} />
      <AnswerActions message={message} />
    </li>
  );
}

export function LiveRow({ live, name }: { live: LiveAnswer; name: string }) {
  const { controller, t } = usePanel();
  const { phase, text, sources, messageId } = live;
  const cite = (source: Source) =>
    controller.openSheet({ kind: 'source', messageId: messageId ?? '', source });
  const said =
    phase === 'queued'
      ? t('queued', { count: live.position })
      : phase === 'rejoining'
        ? t('rejoining')
        : t('searching');
  return (
    <li class="row answer live" aria-busy="true">
      <span class="unseen">{t('answerArrived', { name })}</span>
      {text !== '' && (
        <div class="bubble">
          <AnswerText text={text} sources={sources} streaming onCite={cite} />
        </div>
      )}
      {(text === '' || phase === 'rejoining') && (
        <div class="bubble thinking">
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {phase === 'asking' ? t('sending') : said}
        </div>
      )}
    </li>
  );
}

function SourceChips({ sources, onCite }: { sources: readonly Source[]; onCite(source: Source): void }) {
  const { t } = usePanel();
  if (sources.length === 0) return null;
  return (
    <ul class="sources" aria-label={t('sources')}>
      {sources.map(source => (
        <li key={source.number}>
          <button
            type="button"
            class="chip"
            aria-label={
              source.page === null
                ? t('sourceNamed', { number: source.number, title: source.title })
                : t('sourceNamedPage', { number: source.number, title: source.title, page: source.page })
            }
            onClick={() => onCite(source)}
          >
            <span class="number">{source.number}</span>
            <span class="chip-title" dir="auto">
              {source.title}
            </span>
            {source.page !== null && <span class="muted">{t('page', { page: source.page })}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

function AnswerActions({ message }: { message: Message }) {
  const { controller, t } = usePanel();
  const [asking, setAsking] = useState(false);
  const { id, feedback, content } = message;
  const widget = controller.store.get().session?.widget;
  const rate = (rating: 'up' | 'down') => {
    void controller.rate(id, rating, null);
    setAsking(rating === 'down');
  };
  return (
    <>
      <div class="actions">
        <time dateTime={message.createdAt}>{timeOf(new Date(message.createdAt), t.language)}</time>
        {content !== '' && <CopyButton text={plainWords(content)} />}
        {content !== '' && (
          <>
            <RateButton up pressed={feedback?.rating === 'up'} onClick={() => rate('up')} />
            <RateButton up={false} pressed={feedback?.rating === 'down'} onClick={() => rate('down')} />
          </>
        )}
        {message.abstained && widget?.askForPerson === true && (
          <button
            type="button"
            class="text"
            onClick={() => controller.openSheet({ kind: 'form', reason: 'person' })}
          >
            {t('person')}
          </button>
        )}
      </div>
      {asking && (
        <FeedbackForm
          onDone={comment => {
            setAsking(false);
            if (comment !== null) void controller.rate(id, 'down', comment);
          }}
        />
      )}
    </>
  );
}

function RateButton({ up, pressed, onClick }: { up: boolean; pressed: boolean; onClick(): void }) {
  const { t } = usePanel();
  const words = up ? t('helpful') : t('unhelpful');
  return (
    <button type="button" class="small" aria-label={words} title={words} aria-pressed={pressed} onClick={onClick}>
      <Icon name={up ? 'thumbUp' : 'thumbDown'} />
    </button>
  );
}

const COMMENT_MAX = 1_000; // characters the server takes

function FeedbackForm({ onDone }: { onDone(comment: string | null): void }) {
  const { t } = usePanel();
  const [comment, setComment] = useState('');
  return (
    <form
      class="feedback"
      onSubmit={event => {
        event.preventDefault();
        onDone(comment.trim() === '' ? null : comment.trim());
      }}
      onKeyDown={event => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone(null);
      }}
    >
      <label>
        {t('feedbackAsk')}
        <textarea
          rows={2}
          maxLength={COMMENT_MAX}
          placeholder={t('feedbackOptional')}
          value={comment}
          onInput={event => setComment(event.currentTarget.value)}
          ref={focusOnce}
        />
      </label>
      <div class="buttons">
        <button type="button" class="text" onClick={() => onDone(null)}>
          {t('close')}
        </button>
        <button type="submit" class="primary">
          {t('send')}
        </button>
      </div>
    </form>
  );
}

/** The field that just appeared because a person asked for it is where they type next. */
function focusOnce(field: HTMLTextAreaElement | null): void {
  field?.focus();
}

export function timeOf(date: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(date);
}
