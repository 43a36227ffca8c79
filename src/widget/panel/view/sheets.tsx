import { useEffect, useRef, useState } from 'preact/hooks';

import { failureOf } from '../controller.ts';
import { dayName, hoursOf, timeInWords, WEEK } from '../office-hours.ts';
import { isNewThread } from '../state/outbox.ts';
import type { PanelState } from '../state/panel-state.ts';
import { isAddress, LeadForm } from './lead-form.tsx';
import { usePanel } from './panel-context.ts';
import { Sheet } from './sheet.tsx';
import { SourceSheet } from './source-sheet.tsx';

/** Whatever lies over the conversation at this moment. */
export function Sheets({ state }: { state: PanelState }) {
  const { controller } = usePanel();
  const { sheet } = state;
  const close = () => controller.openSheet(null);
  switch (sheet?.kind) {
    case undefined:
      return null;
    case 'source':
      return <SourceSheet messageId={sheet.messageId} source={sheet.source} onClose={close} />;
    case 'conversations':
      return <Conversations state={state} onClose={close} />;
    case 'form':
      return <FormSheet reason={sheet.reason} state={state} onClose={close} />;
    case 'transcript':
      return <Transcript state={state} onClose={close} />;
    case 'forget':
      return <Forget onClose={close} />;
    case 'hours':
      return <Hours state={state} onClose={close} />;
    case 'link':
      return <LeaveForLink address={sheet.address} onClose={close} />;
  }
}

type Closing = { onClose(): void };

function Conversations({ state, onClose }: { state: PanelState } & Closing) {
  const { controller, t } = usePanel();
  useEffect(() => void controller.refreshSession(), [controller]);
  const conversations = state.session?.conversations ?? [];
  const date = new Intl.DateTimeFormat(t.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Sheet title={t('conversations')} onClose={onClose}>
      {conversations.length === 0 ? (
        <p class="muted">{t('noConversations')}</p>
      ) : (
        <ul class="list">
          {conversations.map(({ id, title, updatedAt }) => (
            <li key={id}>
              <button
                type="button"
                aria-current={id === state.thread ? 'true' : undefined}
                onClick={() => void controller.openConversation(id)}
              >
                <span class="list-title" dir="auto">
                  {title}
                </span>
                <span class="muted">{date.format(new Date(updatedAt))}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <button type="button" class="primary" onClick={controller.newConversation}>
        {t('newConversation')}
      </button>
    </Sheet>
  );
}

function FormSheet({
  reason,
  state,
  onClose,
}: { reason: 'lead' | 'person' | 'offline'; state: PanelState } & Closing) {
  const { controller, t } = usePanel();
  const title = reason === 'lead' ? t('leadAction') : reason === 'person' ? t('person') : t('offlineTitle');
  const intro = reason === 'lead' ? (state.session?.widget.leadForm?.intro ?? t('leadAsk')) : t('personIntro');
  const sent = reason === 'lead' ? t('leadSent') : reason === 'person' ? t('personSent') : t('offlineSent');
  return (
    <Sheet title={title} note={intro} onClose={onClose}>
      <LeadForm
        reason={reason}
        submitWords={t('send')}
        onSent={() => {
          onClose();
          controller.notify({ tone: 'good', text: sent });
        }}
      />
    </Sheet>
  );
}

function Transcript({ state, onClose }: { state: PanelState } & Closing) {
  const { controller, t } = usePanel();
  const [email, setEmail] = useState(state.session?.visitor.email ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = async (): Promise<void> => {
    if (!isAddress(email.trim())) {
      setFault(t('formEmailWrong'));
      field.current?.focus();
      return;
    }
    setSending(true);
    try {
      await controller.sendTranscript(email.trim());
      onClose();
      controller.notify({ tone: 'good', text: t('transcriptSent', { email: email.trim() }) });
    } catch (error) {
      setFault(failureOf(error).words ?? t('transcriptFailed'));
      setSending(false);
    }
  };
  return (
    <Sheet title={t('transcript')} note={t('transcriptIntro')} onClose={onClose}>
      <form
        class="form"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (!sending && !isNewThread(state.thread)) void submit();
        }}
      >
        <div class="field">
          <label htmlFor="transcript-email">{t('formEmail')}</label>
          <input
            ref={field}
            id="transcript-email"
            type="email"
            autoComplete="email"
            required
            value={email}
            aria-invalid={fault !== null}
            aria-describedby={fault === null ? undefined : 'transcript-fault'}
            onInput={event => setEmail(event.currentTarget.value)}
          />
          {fault !== null && (
            <p class="fault" id="transcript-fault" role="alert">
              {fault}
            </p>
          )}
        </div>
        <button type="submit" class="primary" aria-disabled={sending}>
          {sending ? t('sending') : t('send')}
        </button>
      </form>
    </Sheet>
  );
}

function Forget({ onClose }: Closing) {
  const { controller, t } = usePanel();
  const [working, setWorking] = useState(false);
  return (
    <Sheet title={t('forgetTitle')} onClose={onClose} urgent>
      <p>{t('forgetBody')}</p>
      <div class="buttons">
        <button type="button" class="secondary" onClick={onClose}>
          {t('cancel')}
        </button>
        <button
          type="button"
          class="danger"
          aria-disabled={working}
          onClick={() => {
            if (working) return;
            setWorking(true);
            void controller.forget().finally(onClose);
          }}
        >
          {t('forgetConfirm')}
        </button>
      </div>
    </Sheet>
  );
}

function Hours({ state, onClose }: { state: PanelState } & Closing) {
  const { t } = usePanel();
  const hours = state.session?.widget.officeHours;
  if (!hours) return null;
  return (
    <Sheet title={t('hours')} note={hours.timeZone.replace(/_/g, ' ')} onClose={onClose}>
      <table class="hours">
        <tbody>
          {WEEK.map((day, index) => {
            const [from, to] = hoursOf(hours, index) ?? [];
            return (
              <tr key={day}>
                <th scope="row">{dayName(index, t.language)}</th>
                <td>
                  {from === undefined || to === undefined
                    ? t('closedDay')
                    : `${timeInWords(from, t.language)} – ${timeInWords(to, t.language)}`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Sheet>
  );
}

function LeaveForLink({ address, onClose }: { address: string } & Closing) {
  const { t } = usePanel();
  return (
    <Sheet title={t('linkTitle')} note={t('linkBody')} onClose={onClose} urgent>
      <code class="address">{address}</code>
      <div class="buttons">
        <button type="button" class="secondary" onClick={onClose}>
          {t('cancel')}
        </button>
        <a class="primary" href={address} target="_blank" rel="noopener noreferrer" onClick={onClose}>
          {t('linkOpen')}
        </a>
      </div>
    </Sheet>
  );
}

