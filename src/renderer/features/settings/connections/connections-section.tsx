import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConnectedPlace } from '#shared/contract/connections.ts';
import { orpc } from '../../../rpc/client.ts';
import { useFormat } from '../../../ui/format.ts';
import { SettingCard } from '../../../ui/setting-card.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { OfflineCard } from '../offline-card.tsx';
import { useSettingsChange } from '../use-settings-change.ts';
import { VerdictBox } from '../verdict-box.tsx';
import { verdictOf } from './connection-words.ts';
import { ConnectionTable } from './connection-table.tsx';
import { PlaceTable } from './place-table.tsx';
import { ReachableCard } from './reachable-card.tsx';

const DAYS_SHOWN = 30;
const HOSTS_NAMED = 3;
const KEPT_DAYS = [30, 90, 180, 365] as const;

/** Every connection: what it comes down to, what is let through, where to, and each of them. */
export function ConnectionsSection() {
  const { t } = useTranslation('connections');
  const places = useQuery(orpc.connections.places.queryOptions({ input: { days: DAYS_SHOWN } }));
  const settings = useQuery(orpc.system.settings.queryOptions({ input: {} }));
  if (places.isError) return <ErrorState error={places.error} onRetry={() => void places.refetch()} />;
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!places.data || !settings.data) return <LoadingState />;
  return (
    <>
      <Box sx={{ color: 'var(--muted)' }}>{t('intro')}</Box>
      <Verdict places={places.data.places} />
      <OfflineCard on={settings.data.offline} mayChange />
      <ReachableCard stillReachable={settings.data.stillReachable} />
      {places.data.places.length > 0 && <PlaceTable places={places.data.places} days={DAYS_SHOWN} />}
      <ConnectionTable />
      <KeptFor days={settings.data.connectionDays} />
    </>
  );
}

function Verdict({ places }: { places: readonly ConnectedPlace[] }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const { furthest, hosts, sentBytes, receivedBytes, lookedUp, refused } = verdictOf(places);
  const shown = hosts.slice(0, HOSTS_NAMED).join(', ');
  const named =
    hosts.length > HOSTS_NAMED ? t('andMore', { hosts: shown, count: hosts.length - HOSTS_NAMED }) : shown;
  const bytes = { sent: format.bytes(sentBytes), received: format.bytes(receivedBytes) };
  const text = () => {
    if (furthest === 'internet') return t('verdictInternet', { hosts: named, ...bytes });
    if (furthest === 'network') return t('verdictNetwork', { hosts: named, ...bytes });
    return t(places.some(({ count }) => count > 0) ? 'verdictMachine' : 'verdictNone');
  };
  return (
    <VerdictBox
      tone={furthest === 'internet' ? 'warn' : 'ok'}
      icon={furthest === 'internet' ? 'globe' : 'lock'}
      title={
        furthest === 'internet'
          ? t('verdict_internet', { count: hosts.length, days: DAYS_SHOWN })
          : t(`verdict_${furthest}`, { days: DAYS_SHOWN })
      }
    >
      <Box>{text()}</Box>
      {lookedUp && <Box>{t('lookedUp')}</Box>}
      {refused > 0 && <Box>{t('refused', { count: refused })}</Box>}
    </VerdictBox>
  );
}

function KeptFor({ days }: { days: number }) {
  const { t } = useTranslation('connections');
  const change = useSettingsChange(() => t('saved'));
  const offered = [...new Set<number>([...KEPT_DAYS, days])].toSorted((a, b) => a - b);
  return (
    <SettingCard
      title={t('keptFor')}
      hint={t('keptForHint')}
      action={
        <Select
          size="small"
          value={days}
          disabled={change.isPending}
          inputProps={{ 'aria-label': t('keptFor') }}
          onChange={event => change.mutate({ connectionDays: Number(event.target.value) })}
        >
          {offered.map(count => (
            <MenuItem key={count} value={count}>
              {t('days', { count })}
            </MenuItem>
          ))}
        </Select>
      }
    />
  );
}
