import { useEffect } from 'preact/hooks';
import type { PanelState } from '../state/panel-state.ts';
import { Icon } from './icon.tsx';
import { usePanel } from './panel-context.ts';

const GOOD_NEWS_MS = 6_000; // long enough to be read; bad news stay until they are closed

/** The state of the connection, and what came of what the visitor did. */
export function Notices({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const { notice, connection } = state;
  useEffect(() => {
    if (notice?.tone !== 'good') return;
    const timer = window.setTimeout(() => controller.notify(null), GOOD_NEWS_MS);
    return () => window.clearTimeout(timer);
  }, [notice, controller]);
  const words =
    connection === 'lost'
      ? t('connectionLost')
      : connection === 'asleep'
        ? (state.session?.widget.offlineMessage ?? t('asleep'))
        : connection === 'crowded'
          ? t('crowded')
          : null;
  return (
    <div class="notices" role="status">
      {words !== null && (
        <p class="notice warn">
          <Icon name="clock" />
          <span dir="auto">{words}</span>
        </p>
      )}
      {notice !== null && (
        <p class={`notice ${notice.tone}`}>
          <Icon name={notice.tone === 'good' ? 'check' : 'warning'} />
          <span dir="auto">{notice.text}</span>
          <button type="button" class="small" aria-label={t('close')} onClick={() => controller.notify(null)}>
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  );
}

/** The owner's privacy notice: small print, or what must be agreed to first. */
export function Privacy({ state, gate }: { state: PanelState; gate: boolean }) {
  const { controller, t } = usePanel();
  const notice = state.session?.widget.privacyNotice;
  if (!notice) return null;
  const more =
    notice.url === null ? null : (
      <a href={notice.url} target="_blank" rel="noopener noreferrer">
        {t('privacyMore')}
      </a>
    );
  if (!gate) {
    return (
      <p class="small-print" dir="auto">
        {notice.text} {more}
      </p>
    );
  }
  return (
    <section class="card consent" aria-labelledby="privacy-needed">
      <p class="consent-text" dir="auto" tabIndex={0}>
        {notice.text}
      </p>
      {more}
      <p id="privacy-needed" class="muted">
        {t('privacyNeeded')}
      </p>
      <button type="button" class="primary" onClick={() => void controller.agree().then(() => controller.onFocus())}>
        {t('privacyAgree')}
      </button>
    </section>
  );
}
