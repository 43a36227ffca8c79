import Switch from '@mui/material/Switch';
import Box from '@mui/material/Box';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClientModule } from '#shared/contract/modules.ts';
import { administrators } from '#shared/contract/route.ts';
import { modules } from '../../../modules/index.ts';
import { client as core, orpc } from '../../rpc/client.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { shownLanguage } from '../../state/i18n.ts';
import { useRights } from '../../state/rights.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** The modules, and whether each is on for the client shown. */
export function ModulesSection() {
  const { t } = useTranslation('modules');
  const { clientId, current } = useCurrentClient();
  const query = useQuery(
    orpc.modules.list.queryOptions({
      input: { clientId: clientId ?? '' },
      enabled: clientId !== undefined,
    }),
  );
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data || clientId === undefined) return <LoadingState rows={2} />;
  return (
    <>
      <Box sx={{ color: 'var(--muted)' }}>{t('intro', { client: current?.name ?? '' })}</Box>
      {query.data.map(module => (
        <ModuleCard key={module.name} module={module} clientId={clientId} />
      ))}
    </>
  );
}

function ModuleCard({ module: { name, enabled }, clientId }: { module: ClientModule; clientId: string }) {
  const { t } = useTranslation('modules');
  const { may } = useRights();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { title, summary, roles } = modules[name];
  const language = shownLanguage();
  const turn = useMutation({
    mutationFn: (wanted: boolean) => core.modules.switch({ clientId, name, enabled: wanted }),
    onSuccess: async switched => {
      await queries.invalidateQueries({ queryKey: orpc.modules.key() });
      toasts.done(t(switched.enabled ? 'switchedOn' : 'switchedOff', { module: title[language] }));
    },
    onError: toasts.failed,
  });
  return (
    <SettingCard
      title={title[language]}
      hint={summary[language]}
      action={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <StateChip tone={enabled ? 'ok' : 'quiet'} dot>
            {t(enabled ? 'on' : 'off')}
          </StateChip>
          {may(...administrators) && (
            <Switch
              checked={enabled}
              disabled={turn.isPending}
              onChange={(_, wanted) => turn.mutate(wanted)}
              slotProps={{ input: { 'aria-label': t('switch', { module: title[language] }) } }}
            />
          )}
        </Box>
      }
    >
      {enabled && may(...roles) && (
        <LinkButton size="small" to="/modules/$name" params={{ name }}>
          {t('open')}
        </LinkButton>
      )}
    </SettingCard>
  );
}
