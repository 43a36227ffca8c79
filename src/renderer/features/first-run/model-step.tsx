import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelPull } from '#shared/contract/model-getting.ts';
import type { DetectedServer } from '#shared/contract/model-sources.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { ModelWays, RecommendedModels } from '../models/index.ts';
import { StepHeading } from './step-heading.tsx';

type Choice = { server: DetectedServer; model: string };

/** Lists the models already on this computer; going on without one is a real choice. */
export function ModelStep({ onNext }: { onNext: () => void }) {
  const { t } = useTranslation('firstRun');
  const { t: common } = useTranslation('common');
  const toasts = useToasts();
  const found = useQuery(orpc.models.detect.queryOptions({ input: {}, staleTime: 0 }));
  const configured = useQuery(orpc.models.list.queryOptions({ input: {} }));
  const [choice, setChoice] = useState<Choice | null>(null);
  const servers = found.data ?? [];
  const chatModels = servers.flatMap(server =>
    server.models.filter(model => model.purpose === 'chat').map(model => ({ server, ...model })),
  );
  const files = useQuery(orpc.models.foundFiles.queryOptions({ input: {} }));
  const pulls = useQuery(orpc.models.pulls.queryOptions({ input: {} }));
  const ready = (configured.data ?? []).filter(({ purpose }) => purpose === 'chat').map(({ name }) => name);
  const hasModel = ready.length > 0 || isComing(pulls.data);
  const embedding = choice?.server.models.find(model => model.purpose === 'embedding');

  const use = useMutation({
    async mutationFn({ server, model }: Choice) {
      const known = new Set((configured.data ?? []).map(item => item.name));
      const add = async (name: string, purpose: 'chat' | 'embedding') => {
        if (!known.has(name))
          await client.models.create({
            name,
            provider: server.provider,
            model: name,
            url: server.url,
            purpose,
            isDefault: true,
          });
      };
      await add(model, 'chat');
      if (embedding) await add(embedding.model, 'embedding');
    },
    onSuccess: onNext,
    onError: error => toasts.failed(error),
  });

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <StepHeading title={t('modelTitle')} {...(chatModels.length > 0 ? { text: t('modelFound') } : {})} />
      {ready.length > 0 && (
        <Notice tone="ok" icon="check" title={t('modelReady', { names: ready.join(', ') })} live />
      )}
      {found.isPending ? (
        <Box role="status">
          <Box sx={{ color: 'var(--muted)', mb: 1 }}>{t('modelLooking')}</Box>
          <LoadingState rows={2} />
        </Box>
      ) : chatModels.length === 0 ? (
        <>
          {files.data?.length === 0 && ready.length === 0 && <NoModel />}
          <ModelWays />
          <ServerAdvice onLookAgain={() => void found.refetch()} looking={found.isFetching} />
          <RecommendedModels servers={servers} />
        </>
      ) : (
        <>
          <Box
            role="radiogroup"
            aria-label={t('modelFound')}
            sx={{ display: 'grid', gap: 1, maxHeight: 320, overflowY: 'auto', p: '2px' }}
          >
            {chatModels.map(({ server, model, sizeBytes }) => (
              <ModelChoice
                key={`${server.url} ${model}`}
                name={model}
                server={server.label}
                sizeBytes={sizeBytes}
                chosen={choice?.model === model && choice.server.url === server.url}
                onChoose={() => setChoice({ server, model })}
              />
            ))}
            {embedding ? (
              <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
                {t('embeddingAlso', { model: embedding.model })}
              </Box>
            ) : null}
          </Box>
          <Box component="details" sx={{ '& summary': { cursor: 'pointer', fontWeight: 560, mb: 1 } }}>
            <summary>{t('modelOthers')}</summary>
            <ModelWays />
          </Box>
        </>
      )}
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'flex-end', flexWrap: 'wrap', mt: 1 }}>
        {chatModels.length > 0 ? (
          <>
            <Button variant="text" onClick={onNext}>
              {hasModel ? common('next') : t('modelWithout')}
            </Button>
            <Button
              variant="contained"
              disabled={!choice || use.isPending}
              onClick={() => choice && use.mutate(choice)}
            >
              {t('modelUse')}
            </Button>
          </>
        ) : (
          <Button variant="contained" onClick={onNext} disabled={found.isPending}>
            {found.isPending || hasModel ? common('next') : t('modelWithout')}
          </Button>
        )}
      </Box>
    </Box>
  );
}

/** What is on its way goes on while the next steps are taken. */
function isComing(pulls: readonly ModelPull[] = []): boolean {
  return pulls.some(({ state }) => state !== 'paused' && state !== 'failed');
}

function ModelChoice({
  name,
  server,
  sizeBytes,
  chosen,
  onChoose,
}: {
  name: string;
  server: string;
  sizeBytes: number | null;
  chosen: boolean;
  onChoose: () => void;
}) {
  const format = useFormat();
  return (
    <ButtonBase
      role="radio"
      aria-checked={chosen}
      onClick={onChoose}
      sx={{
        display: 'flex',
        gap: 1.5,
        p: '11px 14px',
        textAlign: 'left',
        justifyContent: 'flex-start',
        border: '1px solid',
        borderColor: chosen ? 'var(--accent)' : 'var(--line)',
        background: chosen ? 'var(--accent-soft)' : 'var(--surface)',
        borderRadius: 'var(--r-m)',
      }}
    >
      <Icon name="chip" />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ fontWeight: 600 }}>{name}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {[server, sizeBytes === null ? null : format.bytes(sizeBytes)].filter(Boolean).join(' · ')}
        </Box>
      </Box>
      {chosen ? <Icon name="check" /> : null}
    </ButtonBase>
  );
}

function NoModel() {
  const { t } = useTranslation('firstRun');
  return (
    <Box sx={{ p: 2, borderRadius: 'var(--r-m)', background: 'var(--surface-2)' }}>
      <Box sx={{ fontWeight: 600 }}>{t('modelNone')}</Box>
      <Box sx={{ color: 'var(--muted)' }}>{t('modelNoneText')}</Box>
    </Box>
  );
}

/** How to go on with a server of models, for those who prefer one. */
function ServerAdvice({ onLookAgain, looking }: { onLookAgain: () => void; looking: boolean }) {
  const { t } = useTranslation('firstRun');
  const format = useFormat();
  const info = useQuery(orpc.system.info.queryOptions({ input: {} }));
  return (
    <Box
      component="details"
      sx={{
        color: 'var(--muted)',
        '& summary': { cursor: 'pointer', color: 'var(--text)', fontWeight: 560 },
      }}
    >
      <summary>{t('modelHow')}</summary>
      <Box sx={{ mt: 1 }}>
        {t('modelHowText', { memory: info.data ? format.bytes(info.data.memoryBytes) : '…' })}
      </Box>
      <Button
        sx={{ mt: 1 }}
        size="small"
        disabled={looking}
        startIcon={<Icon name="refresh" size={16} />}
        onClick={onLookAgain}
      >
        {t('modelLookAgain')}
      </Button>
    </Box>
  );
}
