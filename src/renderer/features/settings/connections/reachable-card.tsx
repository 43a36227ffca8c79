import Box from '@mui/material/Box';
import Switch from '@mui/material/Switch';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReachablePlace } from '#shared/contract/connections.ts';
import { orpc } from '../../../rpc/client.ts';
import { SettingCard } from '../../../ui/setting-card.tsx';
import { StateChip } from '../../../ui/state-chip.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { useSettingsChange } from '../use-settings-change.ts';
import { placeTones } from './connection-words.ts';

/** The addresses that settings name, and which of them stay reachable while everything is blocked. */
export function ReachableCard({ stillReachable }: { stillReachable: readonly string[] }) {
  const { t } = useTranslation('connections');
  const { data, isError, error, refetch } = useQuery(orpc.connections.reachable.queryOptions({ input: {} }));
  const change = useSettingsChange(() => t('saved'));
  const chosen = (change.isPending ? change.variables.stillReachable : undefined) ?? stillReachable;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const turn = ({ place }: ReachablePlace, stays: boolean) =>
    change.mutate({
      stillReachable: stays ? [...chosen, place] : chosen.filter(other => other !== place),
    });
  return (
    <SettingCard title={t('reachable')} hint={t(data.length === 0 ? 'reachableNone' : 'reachableHint')}>
      {data.length > 0 && (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
          {data.map(one => (
            <Box
              key={one.place}
              component="li"
              sx={{ display: 'flex', gap: 1.5, alignItems: 'center', minHeight: 38 }}
            >
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
                  <Box component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                    {one.place}
                  </Box>
                  <StateChip tone={placeTones[one.where]}>{t(`place_${one.where}`)}</StateChip>
                </Box>
                <UsedBy place={one} />
              </Box>
              {one.choosable ? (
                <Switch
                  checked={chosen.includes(one.place)}
                  onChange={event => turn(one, event.target.checked)}
                  slotProps={{ input: { 'aria-label': t('stays', { place: one.place }) } }}
                />
              ) : (
                <Box sx={{ color: 'var(--muted)', typography: 'small', whiteSpace: 'nowrap' }}>
                  {t(one.reachable ? 'always' : 'never')}
                </Box>
              )}
            </Box>
          ))}
        </Box>
      )}
    </SettingCard>
  );
}

function UsedBy({ place: { models, mail } }: { place: ReachablePlace }) {
  const { t } = useTranslation('connections');
  const names = [...models, ...(mail ? [t('mailServer')] : [])].join(', ');
  return <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('usedBy', { names })}</Box>;
}
