import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import { orpc } from '../../../rpc/client.ts';
import { useRights } from '../../../state/rights.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { StateChip } from '../../../ui/state-chip.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { AddressesCard } from '../../settings/network/addresses-card.tsx';
import { SwitchCard } from '../../settings/network/switch-card.tsx';
import { TestCard } from '../../settings/network/test-card.tsx';
import { SettingCard } from '../../settings/setting-card.tsx';

type Summary = { listening: boolean; administrators: readonly string[] };

/** Whether visitors reach this machine: whoever decides switches it here, the others learn whom to ask. */
export function ListenerCards({ summary }: { summary: Summary }) {
  const { may } = useRights();
  return may(...administrators) ? <ForAdministrators /> : <ForEditors summary={summary} />;
}

function ForAdministrators() {
  const { t } = useTranslation('deploy');
  const state = useQuery(orpc.network.get.queryOptions({ input: {} }));
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data) return <LoadingState rows={2} />;
  const { listening, settings } = state.data;
  return (
    <>
      <SwitchCard state={state.data} />
      {listening && <AddressesCard state={state.data} />}
      {listening && <TestCard port={settings.port} />}
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 0.5, px: 0.25 }}>
        <LinkButton
          variant="text"
          size="small"
          to="/settings/$section"
          params={{ section: 'network' }}
          sx={{ ml: -1 }}
        >
          {t('networkMore')}
        </LinkButton>
        <Box sx={{ color: 'var(--muted)', fontSize: 13 }}>{t('networkMoreHint')}</Box>
      </Box>
    </>
  );
}

function ForEditors({ summary: { listening, administrators: names } }: { summary: Summary }) {
  const { t, i18n } = useTranslation(['deploy', 'network']);
  const listed = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(names);
  return (
    <SettingCard
      title={t('networkTitle')}
      hint={t(listening ? 'networkOn' : 'networkOff')}
      action={
        <StateChip tone={listening ? 'ok' : 'quiet'} dot>
          {t(listening ? 'network:stateOn' : 'network:stateOff')}
        </StateChip>
      }
    >
      {!listening && <Box>{names.length === 0 ? t('askSomebody') : t('askWhom', { names: listed })}</Box>}
    </SettingCard>
  );
}
