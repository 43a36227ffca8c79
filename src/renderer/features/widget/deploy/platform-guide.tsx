import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WidgetPlacement } from '#shared/contract/widgets.ts';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { deployPlatforms as english } from '#shared/i18n/en/deploy-platforms.ts';
import { deployPlatforms as french } from '#shared/i18n/fr/deploy-platforms.ts';
import { placeOfHost } from '#shared/lib/reach-rules.ts';
import { Icon } from '../../../ui/icon.tsx';
import { SafeMarkdown, type MarkdownWords } from '../../../ui/safe-markdown.tsx';
import type { Platform } from './platform-choice.tsx';
import { useWidgetChange } from './use-widget-change.ts';

/** Sites of the Internet that are served in https, and so take nothing else. */
const HOSTED: ReadonlySet<Platform> = new Set(['shopify', 'wix', 'squarespace', 'google']);
/** Where Google Sites shows frames from. */
const GOOGLE_DOMAINS = ['sites.google.com', '*.googleusercontent.com', 'www.gstatic.com'];

type Props = { widget: Widget; platform: Platform; placement: WidgetPlacement };

/** What to do, one thing after the other, on a site of this kind. */
export function PlatformGuide({ widget, platform, placement }: Props) {
  const { i18n } = useTranslation('deploy');
  const words = useMarkdownWords();
  const steps = (i18n.language.startsWith('en') ? english : french)[platform];
  return (
    <>
      {HOSTED.has(platform) && <HostedWarning placement={placement} />}
      <Box sx={{ lineHeight: 1.6, '&& ol': { mt: 0 }, '&& ol + p': { mt: 1.5 } }}>
        <SafeMarkdown text={steps} words={words} />
      </Box>
      {platform === 'google' && <GoogleDomains widget={widget} />}
    </>
  );
}

function HostedWarning({ placement: { baseUrl } }: { placement: WidgetPlacement }) {
  const { t } = useTranslation('deploy');
  const { protocol, hostname } = new URL(baseUrl);
  const insecure = protocol === 'http:';
  if (!insecure && placeOfHost(hostname) === 'public') return null;
  return (
    <Box sx={{ p: '9px 12px', borderRadius: 'var(--r-s)', background: 'var(--warn-soft)' }}>
      {t(insecure ? 'platformHttps' : 'platformPrivate')}
    </Box>
  );
}

function GoogleDomains({ widget: { chatbotId, allowedDomains } }: { widget: Widget }) {
  const { t } = useTranslation('deploy');
  const change = useWidgetChange(chatbotId);
  const missing = GOOGLE_DOMAINS.filter(domain => !allowedDomains.includes(domain));
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Box sx={{ fontWeight: 570 }}>{t('platformDomains')}</Box>
        <Box sx={{ color: 'var(--muted)', overflowWrap: 'anywhere' }}>{GOOGLE_DOMAINS.join(', ')}</Box>
      </Box>
      {missing.length === 0 ? (
        <Box sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center', color: 'var(--ok)' }}>
          <Icon name="check" size={16} />
          {t('platformDomainsDone')}
        </Box>
      ) : (
        <Button
          disabled={change.pending}
          onClick={() =>
            change.save({ allowedDomains: [...allowedDomains, ...missing] }, t('platformDomainsDone'))
          }
        >
          {t('platformDomainsAdd')}
        </Button>
      )}
    </Box>
  );
}

function useMarkdownWords(): MarkdownWords {
  const { t } = useTranslation(['help', 'common']);
  return useMemo(
    () => ({
      copy: t('common:copy'),
      copied: t('common:copied'),
      citation: String,
      doubt: String,
      linkTitle: t('help:linkTitle'),
      linkBody: t('help:linkBody'),
      linkOpen: t('help:linkOpen'),
      cancel: t('common:cancel'),
    }),
    [t],
  );
}
