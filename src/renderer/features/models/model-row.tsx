import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { CloudCare } from './cloud-care.tsx';
import { EmbeddingConsent } from './embedding-consent.tsx';
import { Findings } from './findings.tsx';
import { ModelServers } from './model-servers.tsx';
import { ModelMenu } from './model-menu.tsx';
import { hostOf, presetOf } from './presets.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { Reading } from './reading.tsx';
import { Served } from './served.tsx';
import { RowLayout } from './row-layout.tsx';
import { TestFailure, TestResult } from './test-result.tsx';

type Props = { model: Model; mayChange: boolean; onEdit: () => void };

/** A configured model: where it is, testing it, changing it. */
export function ModelRow({ model, mayChange, onEdit }: Props) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  const settings = useQuery(orpc.system.settings.queryOptions({ input: {} }));
  const test = useMutation({
    mutationFn: () => client.models.test({ id: model.id }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: orpc.models.list.key() }),
  });
  const narrow = useMutation({
    mutationFn: (contextTokens: number) => client.models.update({ id: model.id, contextTokens }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: orpc.models.list.key() });
      toasts.done(t('saved', { name: model.name }));
      test.mutate();
    },
    onError: toasts.failed,
  });
  const { name, local, active, isDefault, purpose, url, otherUrls, hasKey } = model;
  const problem = useProblemWords();
  const failure = model.findings.failure === null ? null : problem(model.findings.failure);
  const blocked = !local && settings.data?.offline === true;
  const service = t(`preset_${presetOf(model).id}`);
  const parts = [
    service,
    ...(model.model === name ? [] : [model.model]),
    ...(url === null ? [] : [hostOf(url)]),
    ...(otherUrls.length === 0 ? [] : [t('servers', { count: otherUrls.length + 1 })]),
    ...(hasKey ? [t('keyStored')] : []),
  ];
  return (
    <RowLayout
      icon={purpose === 'chat' ? 'chip' : 'search'}
      name={name}
      dimmed={!active}
      text={
        <>
          {parts.join(' · ')}
          {mayChange && active && !local && <CloudCare model={model} onEdit={onEdit} />}
          {!test.data && (
            <Reading pace={model.pace} purpose={purpose} seconds={model.readingSeconds} name={name} />
          )}
          {!test.data && otherUrls.length === 0 && (
            <Served pace={model.pace} seconds={model.readingSeconds} />
          )}
          {!test.data && <Findings findings={model.findings} />}
          {!test.data && failure !== null && (
            <Box sx={{ color: 'var(--bad)' }}>
              {t('measureFailed', { reason: `${failure.title}. ${failure.advice}` })}
            </Box>
          )}
        </>
      }
      chips={
        <>
          {isDefault && active && <StateChip tone="quiet">{t('default')}</StateChip>}
          <Tooltip title={t(local ? 'localHint' : 'cloudHint')}>
            <span>
              <StateChip tone={local ? 'ok' : 'info'}>{t(local ? 'local' : 'cloud')}</StateChip>
            </span>
          </Tooltip>
          {!active && <StateChip tone="quiet">{t('inactive')}</StateChip>}
          {blocked && <StateChip tone="warn">{t('blocked')}</StateChip>}
        </>
      }
      actions={
        mayChange && (
          <>
            <Button size="small" disabled={test.isPending} onClick={() => test.mutate()}>
              {t(test.isPending ? 'testing' : 'test')}
            </Button>
            <ModelMenu model={model} onEdit={onEdit} />
          </>
        )
      }
    >
      {mayChange && otherUrls.length > 0 && purpose === 'chat' && <ModelServers modelId={model.id} />}
      <EmbeddingConsent model={model} mayChange={mayChange} />
      {test.isError && <TestFailure error={test.error} />}
      {test.data && !test.isPending && (
        <TestResult
          result={test.data}
          purpose={purpose}
          readingSeconds={model.readingSeconds}
          servers={otherUrls.length + 1}
          {...(mayChange ? { onWindow: narrow.mutate } : {})}
        />
      )}
    </RowLayout>
  );
}
