import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NetworkState } from '#shared/contract/network.ts';
import { orpc } from '../../../rpc/client.ts';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { AddressesCard } from './addresses-card.tsx';
import { CrowdCard } from './crowd-card.tsx';
import { EncryptionCard } from './encryption-card.tsx';
import { InterfaceCard } from './interface-card.tsx';
import { PublicAddressCard } from './public-address-card.tsx';
import { ReachCard } from './reach-card.tsx';
import { SwitchCard } from './switch-card.tsx';
import { InterfaceTestCard, TestCard } from './test-card.tsx';

/** Whether, where and how people reach the interface, and the devices around the assistants. */
export function NetworkSection() {
  const { t } = useTranslation('webInterface');
  const state = useQuery(orpc.network.get.queryOptions({ input: {} }));
  const own = useQuery(orpc.webInterface.get.queryOptions({ input: {} }));
  const failed = state.isError ? state : own.isError ? own : null;
  if (failed !== null) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!state.data || !own.data) return <LoadingState />;
  const { listening, settings } = state.data;
  const { settings: interfaceSettings, local } = own.data;
  const ownPort = interfaceSettings.port ?? (local === null ? 0 : Number(new URL(local).port));
  return (
    <>
      <GroupTitle>{t('interfaceGroup')}</GroupTitle>
      <InterfaceCard state={own.data} />
      <PublicAddressCard key={`public ${JSON.stringify(interfaceSettings)}`} state={own.data} />
      {local !== null && <InterfaceTestCard port={ownPort} />}
      <GroupTitle>{t('visitorsGroup')}</GroupTitle>
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

function GroupTitle({ children }: { children: string }) {
  return (
    <Box component="h2" sx={{ typography: 'small', fontWeight: 640, color: 'var(--muted)', mt: 1, mb: -1 }}>
      {children}
    </Box>
  );
}

function keyOf({ enabled: _enabled, ...rest }: NetworkState['settings']): string {
  return JSON.stringify(rest);
}
