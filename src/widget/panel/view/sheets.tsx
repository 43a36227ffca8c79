import { useEffect } from '../dom/hooks.ts';
import type { PanelState } from '../state/panel-state.ts';
import { usePanel } from '../tools.ts';
import { DetailsForm } from './details-form.tsx';
import { Sheet } from './sheet.tsx';
import { SourceSheet } from './source-sheet.tsx';

/** Whatever lies over the conversation at this moment. */
export function Sheets({ state }: { state: PanelState }) {
  const { sheet } = state;
  switch (sheet?.kind) {
    case undefined:
      return null;
    case 'source':
      return <SourceSheet sheet={sheet} />;
    case 'conversations':
      return <Conversations state={state} />;
    case 'form':
      return <FormSheet form={sheet.form} state={state} />;
    case 'forget':
      return <Forget />;
    case 'link':
      return <LeaveForLink address={sheet.address} />;
  }
}

function Conversations({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  useEffect(() => void controller.refreshSession(), []);
  const conversations = state.session?.conversations ?? [];
  const date = new Intl.DateTimeFormat(t.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Sheet title={t('conversations')}>
      {conversations.length === 0 && <p class="muted">{t('noConversations')}</p>}
      <ul class="list">
        {conversations.map(({ id, title, updatedAt }) => (
          <li key={id}>
            <button
              aria-current={id === state.thread ? 'true' : undefined}
              onclick={() => void controller.openConversation(id)}
            >
              <span class="cut" dir="auto">
                {title}
              </span>
              <span class="muted">{date.format(new Date(updatedAt))}</span>
            </button>
          </li>
        ))}
      </ul>
      <button class="primary" onclick={controller.newConversation}>
        {t('newConversation')}
      </button>
    </Sheet>
  );
}

type FormSheetProps = { form: 'lead' | 'person' | 'offline' | 'transcript'; state: PanelState };

function FormSheet({ form, state }: FormSheetProps) {
  const { controller, t } = usePanel();
  const intro = state.session?.widget.leadForm?.intro;
  const [title, note, sent] = {
    lead: [t('leadAction'), intro ?? t('leadAsk'), t('leadSent')],
    person: [t('person'), t('personIntro'), t('personSent')],
    offline: [t('offlineTitle'), t('personIntro'), t('offlineSent')],
    transcript: [t('transcript'), '', t('transcriptSent')],
  }[form] as [string, string, string];
  return (
    <Sheet title={title} note={note}>
      <DetailsForm
        form={form}
        words={t('send')}
        onSent={() => {
          controller.openSheet(null);
          controller.notify('good', sent);
        }}
      />
    </Sheet>
  );
}

function Forget() {
  const { controller, t } = usePanel();
  return (
    <Sheet title={t('forgetTitle')} urgent>
      <p>{t('forgetBody')}</p>
      <div class="buttons">
        <button class="secondary" onclick={() => controller.openSheet(null)}>
          {t('cancel')}
        </button>
        <button
          class="danger"
          onclick={() => {
            controller.openSheet(null);
            void controller.forget();
          }}
        >
          {t('forgetConfirm')}
        </button>
      </div>
    </Sheet>
  );
}

function LeaveForLink({ address }: { address: string }) {
  const { controller, t } = usePanel();
  const close = (): void => controller.openSheet(null);
  return (
    <Sheet title={t('linkTitle')} note={t('linkBody')} urgent>
      <code class="address">{address}</code>
      <div class="buttons">
        <button class="secondary" onclick={close}>
          {t('cancel')}
        </button>
        <a class="primary" href={address} target="_blank" rel="noopener noreferrer" onclick={close}>
          {t('linkOpen')}
        </a>
      </div>
    </Sheet>
  );
}
