import type { Message, Rating } from '../../wire.ts';
import { useState } from '../dom/hooks.ts';
import { usePanel } from '../tools.ts';
import { CopyButton } from './copy-button.tsx';
import { IconButton } from './icon-button.tsx';

const COMMENT_MAX = 1_000; // characters the server takes

/** What a visitor can do with an answer. @param text the answer as words, to be copied */
export function AnswerActions({ message, text }: { message: Message; text: string }) {
  const { controller, t } = usePanel();
  const [asking, setAsking] = useState(false);
  const { id, feedback } = message;
  const widget = controller.store.get().session?.widget;
  const rate = (rating: Rating) => (
    <IconButton
      icon={rating}
      words={rating === 'up' ? t('helpful') : t('unhelpful')}
      class="small"
      pressed={feedback?.rating === rating}
      onclick={() => {
        void controller.rate(id, rating, null);
        setAsking(rating === 'down');
      }}
    />
  );
  return (
    <div class="after">
      <div class="actions">
        <time datetime={message.createdAt}>{timeOf(Date.parse(message.createdAt), t.language)}</time>
        {text !== '' && <CopyButton text={text} />}
        {text !== '' && message.sender.kind === 'bot' && [rate('up'), rate('down')]}
        {(message.offersPerson ?? (message.abstained && widget?.askForPerson)) && (
          <button class="text" onclick={() => controller.openSheet({ kind: 'form', form: 'person' })}>
            {t('person')}
          </button>
        )}
      </div>
      {asking && (
        <FeedbackForm
          onDone={comment => {
            setAsking(false);
            if (comment !== '') void controller.rate(id, 'down', comment);
          }}
        />
      )}
    </div>
  );
}

function FeedbackForm({ onDone }: { onDone(comment: string): void }) {
  const { t } = usePanel();
  const [comment, setComment] = useState('');
  return (
    <form
      class="card field"
      onsubmit={event => {
        event.preventDefault();
        onDone(comment.trim());
      }}
      onkeydown={event => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone('');
      }}
    >
      <label>
        {t('feedbackAsk')}
        <textarea
          rows={2}
          maxlength={COMMENT_MAX}
          value={comment}
          oninput={event => setComment(event.currentTarget.value)}
          // It appears because the visitor asked for it: here they type next.
          ref={field => queueMicrotask(() => field.focus())}
        />
      </label>
      <div class="buttons">
        <button class="text" onclick={() => onDone('')}>
          {t('close')}
        </button>
        <button type="submit" class="primary">
          {t('send')}
        </button>
      </div>
    </form>
  );
}

export function timeOf(instant: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(instant);
}
