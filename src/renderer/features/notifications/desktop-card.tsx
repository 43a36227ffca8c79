import Button from '@mui/material/Button';
import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../state/session.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { askForDesktop, desktopState } from './desktop.ts';

/** Whether this browser may show notifications of the system; it is asked when a person says so, never before. */
export function DesktopCard() {
  const { t } = useTranslation('notifications');
  const { local } = useSession();
  const [state, setState] = useState(desktopState);
  const granted = state === 'granted';
  return (
    <SettingCard
      title={t('desktopTitle')}
      hint={t('desktopHint')}
      action={
        <StateChip tone={granted ? 'ok' : 'quiet'} dot>
          {t(granted ? 'desktopOn' : 'desktopOff')}
        </StateChip>
      }
    >
      <Box role="status">{t(granted && local ? 'desktop_window' : `desktop_${state}`)}</Box>
      {state === 'default' && (
        <Button variant="contained" sx={{ mt: 1.5 }} onClick={() => void askForDesktop().then(setState)}>
          {t('desktopAllow')}
        </Button>
      )}
    </SettingCard>
  );
}
