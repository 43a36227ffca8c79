import Box from '@mui/material/Box';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DetectedServer, RecommendedModel } from '#shared/contract/model-sources.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { hostOf } from './presets.ts';
import { OfferedRow } from './offered-row.tsx';
import { PullRow } from './pull-row.tsx';

/** Models that fit this computer, fetched through its Ollama at a click; and those on their way. */
export function RecommendedModels({ servers }: { servers: readonly DetectedServer[] }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const recommended = useQuery(orpc.models.recommended.queryOptions({ input: {} }));
  const pulls = useQuery(orpc.models.pulls.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<RecommendedModel | null>(null);
  const ollama = servers.find(({ product }) => product === 'ollama');
  const underWay = (pulls.data ?? []).filter(({ source }) => source === 'ollama');
  if (!recommended.data || (ollama === undefined && underWay.length === 0)) return null;
  const { models, memoryBytes, offline } = recommended.data;
  const waiting =
    ollama === undefined
      ? []
      : models.filter(
          ({ model }) =>
            !ollama.models.some(one => isSame(one.model, model)) &&
            !underWay.some(one => isSame(one.model, model)),
        );
  if (waiting.length + underWay.length === 0) return null;
  return (
    <section>
      <Box component="h2" sx={{ typography: 'lead', fontWeight: 640 }}>
        {t('recommended')}
      </Box>
      <Box sx={{ color: 'var(--muted)', mb: 1.25 }}>
        {t('recommendedHint', { memory: format.bytes(memoryBytes) })}
      </Box>
      {offline && (
        <Box sx={{ mb: 1.25 }}>
          <Notice tone="warn" icon="shield" title={t('pullOffline')}>
            {t('pullOfflineText')}
          </Notice>
        </Box>
      )}
      <Card sx={{ overflow: 'hidden', '& > * + *': { borderTop: '1px solid var(--line)' } }}>
        {underWay.map(pull => (
          <PullRow key={pull.id} pull={pull} />
        ))}
        {waiting.map(model => (
          <Recommended key={model.model} model={model} disabled={offline} onChoose={() => setChosen(model)} />
        ))}
      </Card>
      {chosen !== null && ollama !== undefined && (
        <PullDialog model={chosen} server={ollama} onClose={() => setChosen(null)} />
      )}
    </section>
  );
}

type RecommendedProps = { model: RecommendedModel; disabled: boolean; onChoose: () => void };

function Recommended({ model, ...rest }: RecommendedProps) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { name, purpose, sizeBytes, licence } = model;
  return (
    <OfferedRow
      model={model}
      chip={t(`purpose_${purpose}`)}
      facts={t('recommendedFacts', { size: format.bytes(sizeBytes), licence })}
      label={t('pullNamed', { name })}
      {...rest}
    />
  );
}

type PullDialogProps = { model: RecommendedModel; server: DetectedServer; onClose: () => void };

/** What will be fetched, from where, how large, under which licence: said before it is. */
function PullDialog({ model, server, onClose }: PullDialogProps) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { name, sizeBytes, licence } = model;
  const pull = useMutation({
    mutationFn: () => client.models.pull({ url: server.url, model: model.model }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: orpc.models.pulls.key() });
      onClose();
    },
    onError: toasts.failed,
  });
  return (
    <ConfirmDialog
      open
      title={t('pullTitle', { name })}
      confirm={t('pullConfirm')}
      busy={pull.isPending}
      onConfirm={() => pull.mutate()}
      onClose={onClose}
    >
      {t('pullBody', {
        model: model.model,
        size: format.bytes(sizeBytes),
        licence,
        server: server.label,
        host: hostOf(server.url),
      })}
    </ConfirmDialog>
  );
}

/** `bge-m3` is `bge-m3:latest`. */
function isSame(one: string, other: string): boolean {
  return one.replace(/:latest$/, '') === other.replace(/:latest$/, '');
}
