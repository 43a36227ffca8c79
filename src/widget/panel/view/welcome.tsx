import { gateOf, isEmpty, type PanelState } from '../state/panel-state.ts';
import { isOpen } from '../office-hours.ts';
import { Icon } from './icon.tsx';
import { LeadForm } from './lead-form.tsx';
import { usePanel } from './panel-context.ts';

/** What stands at the beginning of a conversation: the greeting, and what the visitor may want to know or to do. */
export function Welcome({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const { session } = state;
  if (session === null) return null;
  const { widget } = session;
  const empty = isEmpty(state) && !state.loading;
  const gate = gateOf(state);
  return (
    <div class="welcome">
      {widget.welcomeMessage !== '' && (
        <div class="row answer">
          <div class="bubble" dir="auto">
            {widget.welcomeMessage}
          </div>
        </div>
      )}
      {empty && <Closed state={state} />}
      {empty && gate === 'form' && widget.leadForm !== null && (
        <section class="card" aria-labelledby="lead-title">
          <h2 id="lead-title">{t('leadTitle')}</h2>
          <p class="muted" dir="auto">
            {widget.leadForm.intro ?? t('leadIntro')}
          </p>
          <LeadForm reason="lead" submitWords={t('leadStart')} onSent={() => controller.onFocus()} />
        </section>
      )}
      {empty && gate === null && widget.quickReplies.length > 0 && (
        <ul class="replies" aria-label={t('suggestions')}>
          {widget.quickReplies.map(reply => (
            <li key={reply}>
              <button type="button" dir="auto" onClick={() => controller.delivery.send(reply)}>
                {reply}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Closed({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const widget = state.session?.widget;
  if (!widget || widget.officeHours === null || isOpen(widget.officeHours, new Date())) return null;
  const reachable = widget.askForPerson || widget.leadForm !== null;
  return (
    <section class="card closed">
      <p dir="auto">
        <Icon name="clock" />
        {widget.offlineMessage ?? t('closedNotice')}
      </p>
      {reachable && (
        <button
          type="button"
          class="secondary"
          onClick={() => controller.openSheet({ kind: 'form', reason: 'offline' })}
        >
          {t('leaveMessage')}
        </button>
      )}
    </section>
  );
}
