import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { ownAddress } from '../rpc/own-address.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { EmptyState } from '../ui/states.tsx';

/** A proxy shows the page at an address that Foyer was not told: what to tell it, letter by letter. */
export function WrongAddress() {
  const { t } = useTranslation('webInterface');
  return (
    <Box component="main" sx={{ minHeight: '100vh', display: 'grid', alignContent: 'center' }}>
      <EmptyState
        icon="globe"
        title={t('originTitle')}
        action={
          <Box
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 1,
              p: '4px 6px 4px 14px',
              borderRadius: 'var(--r-s)',
              background: 'var(--surface-2)',
            }}
          >
            <Box component="code" sx={{ overflowWrap: 'anywhere', userSelect: 'all' }}>
              {ownAddress}
            </Box>
            <CopyButton compact text={ownAddress} />
          </Box>
        }
      >
        {t('originText')}
      </EmptyState>
    </Box>
  );
}
