import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { DetectedServer } from '#shared/contract/model-sources.ts';
import { Notice } from '../../ui/notice.tsx';
import { hostOf } from './presets.ts';

/** What a person should do about the servers found: one that is old, one that is open, one that wants a key. */
export function ServerNotices({ servers }: { servers: readonly DetectedServer[] }) {
  const { t } = useTranslation('models');
  const notices = servers.flatMap(server => {
    const { label, url, product, hole, isOpen, wantsKey } = server;
    const named = { name: label, host: hostOf(url) };
    return [
      hole !== null && (
        <Notice key={`${url} hole`} tone="bad" icon="shield" title={t('oldTitle', named)}>
          {t('oldText', { hole: hole.name, closedIn: hole.closedIn })}{' '}
          {t(`oldWhatToDo_${product === 'ollama' ? 'ollama' : 'other'}`)}
        </Notice>
      ),
      isOpen && (
        <Notice key={`${url} open`} tone="warn" icon="wifi" title={t('openTitle', named)}>
          {t('openText')} {t(`openWhatToDo_${product}`)}
        </Notice>
      ),
      wantsKey && (
        <Notice key={`${url} key`} tone="info" icon="key" title={t('wantsKeyTitle', named)}>
          {t('wantsKeyText', named)}
        </Notice>
      ),
    ].filter(notice => notice !== false);
  });
  return notices.length === 0 ? null : <Box sx={{ display: 'grid', gap: 1, mb: 1.25 }}>{notices}</Box>;
}
