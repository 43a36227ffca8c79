import { useQuery } from '@tanstack/react-query';
import type { NetworkState } from '#shared/contract/network.ts';
import { orpc } from '../../../rpc/client.ts';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { AddressesCard } from './addresses-card.tsx';
import { CrowdCard } from './crowd-card.tsx';
import { EncryptionCard } from './encryption-card.tsx';
import { ReachCard } from './reach-card.tsx';
import { SwitchCard } from './switch-card.tsx';
import { TestCard } from './test-card.tsx';

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
