import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkState } from '#shared/contract/network.ts';
import { StateChip } from '../../../ui/state-chip.tsx';
import { SettingCard } from '../setting-card.tsx';
import { useNetworkChange } from './use-network-change.ts';

/** Opens Foyer to the local network, and says whether it is. */
export function SwitchCard({ state }: { state: NetworkState }) {
  const { t } = useTranslation('network');
  const { settings, listening, problem, load } = state;
  const [asked, ask] = useState<boolean | null>(null); // until it is confirmed
  const change = useNetworkChange({ onSettled: () => ask(null) });
  const turn = (enabled: boolean) => {
    ask(enabled);
    change.save({ enabled }, t(enabled ? 'switchedOn' : 'switchedOff'));
  };
  return (
    <SettingCard
      title={t('switch')}
      hint={t('switchHint')}
      action={
        <FormControlLabel
          sx={{ m: 0 }}
          label={<span className="visually-hidden">{t('switch')}</span>}
          control={
            <Switch
              checked={asked ?? settings.enabled}
              disabled={change.pending}
              onChange={event => turn(event.target.checked)}
            />
          }
        />
      }
    >
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
            <Box sx={{ color: 'var(--muted)', fontSize: 13, fontVariantNumeric: 'tabular-nums' }}>
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
