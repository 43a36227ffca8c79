import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DetectedServer } from '#shared/contract/model-sources.ts';
import type { Model } from '#shared/contract/models.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { useOfferedWords } from './offered-words.ts';
import { hostOf } from './presets.ts';
import { RowLayout } from './row-layout.tsx';
import { ServerNotices } from './server-notices.tsx';
import { UninstallButton } from './uninstall-button.tsx';

type Found = DetectedServer['models'][number] & { server: DetectedServer };

/** Models already on this computer that are not used yet. */
export function DetectedServers({ models }: { models: readonly Model[] }) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  const describe = useOfferedWords();
  const servers = useQuery(orpc.models.detect.queryOptions({ input: {}, staleTime: 0 }));
  const waiting: Found[] = (servers.data ?? []).flatMap(server =>
    server.models
      .filter(({ model }) => !isConfigured(models, server, model))
      .map(found => ({ ...found, server })),
  );
  const add = useMutation({
    mutationFn: ({ server, model, purpose }: Found) =>
      client.models.create({
        name: models.some(({ name }) => name === model) ? `${model} (${hostOf(server.url)})` : model,
        provider: server.provider,
        model,
        url: server.url,
        purpose,
      }),
    onSuccess: ({ name }) => {
      void queries.invalidateQueries({ queryKey: orpc.models.list.key() });
      void queries.invalidateQueries({ queryKey: orpc.system.key() });
      toasts.done(t('added', { name }));
    },
    onError: toasts.failed,
  });
  return (
    <section>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, mb: 1.25, flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 240px' }}>
          <Box component="h2" sx={{ typography: 'lead', fontWeight: 640 }}>
            {t('found')}
          </Box>
          <Box sx={{ color: 'var(--muted)' }} role="status">
            {servers.isFetching ? t('looking') : waiting.length > 0 ? t('foundHint') : null}
          </Box>
        </Box>
        <Button
          size="small"
          disabled={servers.isFetching}
          startIcon={<Icon name="refresh" size={15} />}
          onClick={() => void servers.refetch()}
        >
          {t('lookAgain')}
        </Button>
      </Box>
      <ServerNotices servers={servers.data ?? []} />
      <Card sx={{ overflow: 'hidden', '& > * + *': { borderTop: '1px solid var(--line)' } }}>
        {servers.isError ? (
          <ErrorState error={servers.error} onRetry={() => void servers.refetch()} />
        ) : waiting.length > 0 ? (
          waiting.map(found => (
            <RowLayout
              key={`${found.server.url} ${found.model}`}
              icon={found.purpose === 'chat' ? 'chip' : 'search'}
              name={found.model}
              text={[found.server.label, hostOf(found.server.url), describe(found)]
                .filter(Boolean)
                .join(' · ')}
              chips={<StateChip tone="quiet">{t(`purpose_${found.purpose}`)}</StateChip>}
              actions={
                <>
                  {found.server.provider === 'ollama' && (
                    <UninstallButton server={found.server} model={found.model} />
                  )}
                  <Button
                    size="small"
                    disabled={add.isPending}
                    aria-label={t('foundAdd', { name: found.model })}
                    onClick={() => add.mutate(found)}
                  >
                    {t('addShort')}
                  </Button>
                </>
              }
            />
          ))
        ) : (
          <Box sx={{ p: '14px 16px' }}>
            {servers.data && (
              <>
                <Box sx={{ fontWeight: 600 }}>{t('foundNone')}</Box>
                <Box sx={{ color: 'var(--muted)' }}>{t('foundNoneText')}</Box>
              </>
            )}
            {servers.isPending && <Box sx={{ color: 'var(--muted)' }}>{t('looking')}</Box>}
          </Box>
        )}
      </Card>
    </section>
  );
}

function isConfigured(models: readonly Model[], server: DetectedServer, name: string): boolean {
  return models.some(
    ({ provider, model, url }) =>
      provider === server.provider && model === name && (url === null || hostOf(url) === hostOf(server.url)),
  );
}
