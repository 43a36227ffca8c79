import { isOpen } from '../../../shared/lib/office-hours.ts';
import { gateOf, isEmpty, type PanelState } from '../state/panel-state.ts';
import { usePanel } from '../tools.ts';
import { DetailsForm } from './details-form.tsx';
import { Icon } from './icon.tsx';

/** What stands at the beginning of a conversation: the greeting, and what the visitor may want to know or to do. */
export function Welcome({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const widget = state.session?.widget;
  if (!widget) return null;
  const empty = isEmpty(state) && !state.loading;
  const gate = gateOf(state);
  const closed = !isOpen(widget.officeHours, new Date());
  return (
    <div class="welcome">
      {widget.welcomeMessage !== '' && (
        <div class="row">
          <div class="bubble" dir="auto">
            {widget.welcomeMessage}
          </div>
        </div>
      )}
      {empty && closed && (
        <section class="card closed">
          <p dir="auto">
            <Icon name="clock" />
            {widget.offlineMessage ?? t('closedNotice')}
          </p>
          {(widget.askForPerson || widget.leadForm !== null) && (
            <button class="secondary" onclick={() => controller.openSheet({ kind: 'form', form: 'offline' })}>
              {t('leaveMessage')}
            </button>
          )}
        </section>
      )}
      {empty && gate === 'form' && (
        <section class="card" aria-labelledby="lead-title">
          <h2 id="lead-title">{t('leadTitle')}</h2>
          <p class="muted" dir="auto">
            {widget.leadForm?.intro ?? t('leadIntro')}
          </p>
          <DetailsForm form="lead" words={t('leadStart')} onSent={() => controller.focus()} />
        </section>
      )}
      {empty && gate === null && (
        <ul class="replies" aria-label={t('suggestions')}>
          {widget.quickReplies.map(reply => (
            <li>
              <button dir="auto" onclick={() => controller.delivery.send(reply)}>
                {reply}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
