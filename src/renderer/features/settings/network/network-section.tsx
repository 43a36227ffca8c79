import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkState } from '#shared/contract/network.ts';
import { orpc } from '../../../rpc/client.ts';
import { StateChip } from '../../../ui/state-chip.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { SettingCard } from '../setting-card.tsx';
import { AddressesCard } from './addresses-card.tsx';
import { CrowdCard } from './crowd-card.tsx';
import { EncryptionCard } from './encryption-card.tsx';
import { ReachCard } from './reach-card.tsx';
import { TestCard } from './test-card.tsx';
import { useNetworkChange } from './use-network-change.ts';

/** Whether, where and how the devices around reach the assistants. */
export function NetworkSection() {
  const state = useQuery(orpc.network.get.queryOptions({ input: {} }));
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data) return <LoadingState />;
  const { listening, settings } = state.data;
  return (
    <>
      <SwitchCard state={state.data} />
      {listening && <AddressesCard state={state.data} />}
      {listening && <TestCard port={settings.port} />}
      {/* Fields begin anew when what is kept changes elsewhere. */}
      <ReachCard key={`reach ${keyOf(settings)}`} state={state.data} />
      <EncryptionCard state={state.data} />
      <CrowdCard key={`crowd ${keyOf(settings)}`} settings={settings} />
    </>
  );
}

function keyOf({ enabled: _enabled, ...rest }: NetworkState['settings']): string {
  return JSON.stringify(rest);
}

function SwitchCard({ state }: { state: NetworkState }) {
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
