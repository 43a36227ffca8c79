import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { NetworkState } from '#shared/contract/network.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Facts } from '../../../ui/setting-card.tsx';

/** Where devices learn to trust the authority of this Foyer, and how to tell that it is that one. */
export function AuthorityBox({ authority }: { authority: NonNullable<NetworkState['authority']> }) {
  const { t } = useTranslation('network');
  const page = authority.url.replace('/ca.crt', '/trust');
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1,
        p: '12px 14px',
        borderRadius: 'var(--r-s)',
        background: 'var(--surface-2)',
      }}
    >
      <Box component="h3" sx={{ typography: 'body', fontWeight: 620 }}>
        {t('authority')}
      </Box>
      <Box sx={{ typography: 'small' }}>{t('authorityHowTo')}</Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, flexWrap: 'wrap' }}>
        <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
          {page}
        </Box>
        <CopyButton compact text={page} />
      </Box>
      <Box sx={{ typography: 'small', color: 'var(--muted)' }}>{t('authorityScope')}</Box>
      <Facts facts={[{ name: t('fingerprint'), value: <Fingerprint value={authority.fingerprint} /> }]} />
    </Box>
  );
}

function Fingerprint({ value }: { value: string }) {
  return (
    <Box component="code" sx={{ typography: 'small', overflowWrap: 'anywhere' }}>
      {value}
    </Box>
  );
}
