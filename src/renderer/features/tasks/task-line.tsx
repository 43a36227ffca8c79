import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Job } from '#shared/contract/operations.ts';
import { orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useTaskName } from '../../state/task-name.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { listLineStyle } from '../../ui/list-line.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** One task: how it is, and what can be done about it. `client`: whose it is, where there are several. */
export function TaskLine({ job, client }: { job: Job; client?: string | undefined }) {
  const { t } = useTranslation('tasks');
  const toasts = useToasts();
  const name = useTaskName()(job);
  const cancel = useMutation(orpc.jobs.cancel.mutationOptions({ onError: toasts.failed }));
  const retry = useMutation(orpc.jobs.retry.mutationOptions({ onError: toasts.failed }));
  const dismiss = useMutation(orpc.jobs.dismiss.mutationOptions({ onError: toasts.failed }));
  return (
    <Box component="li" sx={listLineStyle}>
      <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
        <Box sx={{ fontWeight: 560, overflowWrap: 'anywhere' }}>{name}</Box>
        <Standing job={job} client={client} name={name} />
      </Box>
      {job.cancellable && (
        <IconButton
          size="small"
          aria-label={t('cancel', { name })}
          disabled={cancel.isPending}
          onClick={() => cancel.mutate({ id: job.id })}
        >
          <Icon name="close" size={16} />
        </IconButton>
      )}
      {(job.state === 'failed' || job.state === 'cancelled') && (
        <Button
          size="small"
          aria-label={t('retry', { name })}
          disabled={retry.isPending}
          onClick={() => retry.mutate({ id: job.id })}
        >
          {t('retryShort')}
        </Button>
      )}
      {job.state === 'failed' && (
        <Button
          size="small"
          aria-label={t('dismiss', { name })}
          disabled={dismiss.isPending}
          onClick={() => dismiss.mutate({ id: job.id })}
        >
          {t('dismissShort')}
        </Button>
      )}
    </Box>
  );
}

function Standing({ job, client, name }: { job: Job; client: string | undefined; name: string }) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const problem = useProblemWords()(job.failure ?? 'internal.unexpected');
  const said = (...words: (string | null | undefined)[]) => (
    <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
      {[client, ...words].filter(Boolean).join(' · ')}
    </Box>
  );
  const endedAt = format.dateTime(job.finishedAt ?? job.createdAt);
  if (job.state === 'running')
    return (
      <>
        <Box sx={{ my: 0.75, maxWidth: 320 }}>
          <ProgressBar value={job.progress} label={name} />
        </Box>
        {said(job.progressNote)}
      </>
    );
  if (job.state === 'queued') return said(t('queued'));
  if (job.state !== 'failed') return said(t(`state_${job.state}`), endedAt);
  return (
    <>
      <Box sx={{ color: 'var(--bad)', typography: 'small' }}>
        {problem.title}. {problem.advice}
      </Box>
      {said(t('failedAt', { at: endedAt, count: job.attempts }))}
    </>
  );
}
