import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { IssuedLink } from '#shared/contract/people.ts';
import type { LinkAddress } from '#shared/contract/web-interface.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';

type Props = {
  link: IssuedLink;
  /** Where it leads. */
  address: LinkAddress;
  name: string;
  /** Where it was to go by mail, and whether it is on its way; null when nobody asked. */
  mail: { email: string; mailed: boolean } | null;
};

/** A link just made, to be handed over: shown this once. */
export function OneTimeLink({ link, address, name, mail }: Props) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const url = address.url === null ? null : `${address.url}/#/join?token=${link.token}`;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box>{t(`linkText_${link.kind}`, { name })}</Box>
      {mail && (
        <Box role="status" sx={{ color: mail.mailed ? 'var(--ok)' : 'var(--warn)', fontWeight: 570 }}>
          {mail.mailed ? t('mailed', { email: mail.email }) : t('notMailed')}
        </Box>
      )}
      {url !== null && (
        <Box
          role="group"
          aria-label={t('link')}
          sx={{
            p: '8px 8px 8px 14px',
            border: '1px solid var(--line)',
            borderRadius: 'var(--r-s)',
            background: 'var(--surface-2)',
            display: 'flex',
            gap: 1,
            alignItems: 'center',
          }}
        >
          <Box
            component="code"
            data-testid="one-time-link"
            sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere', typography: 'small', userSelect: 'all' }}
          >
            {url}
          </Box>
          <CopyButton text={url} />
        </Box>
      )}
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
        {t('linkOnce', { date: format.dateTime(link.expiresAt) })}
      </Box>
      {address.reach === 'here' && (
        <Notice tone="warn" icon="warning">
          {t(url === null ? 'linkNowhere' : 'linkHere')}
        </Notice>
      )}
    </Box>
  );
}
