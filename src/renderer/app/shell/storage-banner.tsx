import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useStorage } from '../../state/storage.ts';
import { Icon } from '../../ui/icon.tsx';

/** Says on every page that nothing (or nothing more) is kept, for as long as that is so. */
export function StorageBanner() {
  const { t } = useTranslation('shell');
  const storage = useStorage();
  if (storage === null || storage.state === 'writable') return null;
  const sentences = [
    t(`storage_${storage.state}`),
    t(storage.keepsAnswers ? 'storageKeepsAnswers' : 'storageKeepsNothing'),
    t('storageGoesOn'),
  ];
  return (
    <Box
      role="alert"
      sx={{
        background: 'var(--bad-soft)',
        color: 'var(--bad)',
        p: '8px 16px',
        fontWeight: 560,
        display: 'flex',
        gap: 1,
        alignItems: 'center',
      }}
    >
      <Icon name="warning" />
      <Box component="span" sx={{ minWidth: 0 }}>
        {sentences.join(' ')}
      </Box>
    </Box>
  );
}
