import { useEffect } from '../dom/hooks.ts';
import type { PanelState } from '../state/panel-state.ts';
import { usePanel } from '../tools.ts';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';

const GOOD_NEWS_MS = 6_000; // long enough to be read; bad news stay until they are closed

/** The state of the connection, and what came of what the visitor did. */
export function Notices({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const { notice, connection } = state;
  useEffect(() => {
    if (notice?.tone !== 'good') return undefined;
    const timer = window.setTimeout(() => controller.notify('good', ''), GOOD_NEWS_MS);
    return () => window.clearTimeout(timer);
  }, [notice]);
  const trouble = {
    up: '',
    lost: t('connectionLost'),
    asleep: state.session?.widget.offlineMessage ?? t('asleep'),
    crowded: t('crowded'),
  }[connection];
  return (
    <div role="status">
      {trouble !== '' && (
        <p class="notice warn">
          <Icon name="clock" />
          <span dir="auto">{trouble}</span>
        </p>
      )}
      {notice !== null && (
        <p class={`notice ${notice.tone}`}>
          <Icon name={notice.tone === 'good' ? 'check' : 'warning'} />
          <span dir="auto">{notice.text}</span>
          <IconButton
            icon="close"
            words={t('close')}
            class="small"
            onclick={() => controller.notify('good', '')}
          />
        </p>
      )}
    </div>
  );
}

/** The owner's privacy notice: small print, or (`gate`) what must be agreed to first. */
export function Privacy({ state, gate }: { state: PanelState; gate: boolean }) {
  const { controller, t } = usePanel();
  const notice = state.session?.widget.privacyNotice;
  if (!notice) return null;
  return (
    <section class={gate ? 'card consent' : 'small-print'} aria-labelledby="privacy-text">
      <p id="privacy-text" dir="auto" tabindex={0}>
        {notice.text}{' '}
        {notice.url !== null && (
          <a href={notice.url} target="_blank" rel="noopener noreferrer">
            {t('privacyMore')}
          </a>
        )}
      </p>
      {gate && <p class="muted">{t('privacyNeeded')}</p>}
      {gate && (
        <button class="primary" onclick={() => void controller.agree()}>
          {t('privacyAgree')}
        </button>
      )}
    </section>
  );
}
