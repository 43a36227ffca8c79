import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import type { ClientEditing } from './use-client-edits.ts';

/** Present while something is not saved; stays in view while the form scrolls. */
export function ClientSaveBar({ editing }: { editing: ClientEditing }) {
  const { t } = useTranslation('clients');
  return (
    <Card
      role="region"
      aria-label={t('unsaved')}
      sx={{
        position: 'sticky',
        bottom: 0,
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        p: '10px 12px 10px 16px',
        boxShadow: 'var(--shadow-2)',
        zIndex: 1,
      }}
    >
      <Box role="status" sx={{ flex: 1, color: 'var(--muted)' }}>
        {t('unsaved')}
      </Box>
      <Button variant="text" onClick={editing.discard} disabled={editing.saving}>
        {t('discard')}
      </Button>
      <Button
        variant="contained"
        onClick={editing.save}
        disabled={!editing.valid || editing.saving}
        sx={{ gap: 1 }}
      >
        {t('save')}
        <Box component="span" sx={{ display: { xs: 'none', md: 'inline-flex' }, opacity: 0.85 }}>
          <Kbd>Ctrl S</Kbd>
        </Box>
      </Button>
    </Card>
  );
}
