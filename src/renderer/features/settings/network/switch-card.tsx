import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { NetworkState } from '#shared/contract/network.ts';
import { StateChip } from '../../../ui/state-chip.tsx';
import { SettingCard } from '../../../ui/setting-card.tsx';
import { NetworkSwitch } from './network-switch.tsx';

/** Opens Foyer to the local network, and says whether it is. */
export function SwitchCard({ state }: { state: NetworkState }) {
  const { t } = useTranslation('network');
  const { settings, listening, problem, load } = state;
  return (
    <SettingCard title={t('switch')} hint={t('switchHint')} action={<NetworkSwitch state={state} />}>
      <Box role="status" sx={{ display: 'flex', gap: 1.25, alignItems: 'baseline', flexWrap: 'wrap' }}>
        {problem !== null ? (
          <>
            <StateChip tone="bad" dot>
              {t('stateFailed')}
            </StateChip>
            <Box sx={{ flex: '1 1 260px' }}>{t(`problem_${problem}`, { port: settings.port })}</Box>
          </>
        ) : listening ? (
          <>
            <StateChip tone="ok" dot>
              {t('stateOn')}
            </StateChip>
            <Box sx={{ color: 'var(--muted)', typography: 'small', fontVariantNumeric: 'tabular-nums' }}>
              {t('load', load)}
            </Box>
          </>
        ) : (
          <StateChip tone="quiet" dot>
            {t('stateOff')}
          </StateChip>
        )}
      </Box>
    </SettingCard>
  );
}
