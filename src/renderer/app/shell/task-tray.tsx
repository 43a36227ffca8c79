import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '#shared/contract/operations.ts';
import { orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { useTaskName } from '../../state/task-name.ts';
import { useRights } from '../../state/rights.ts';

const SHOWN = 30;

/** What the current task is called over its bar; the others are only tasks. */
const titles: Record<string, 'tasksReading' | 'tasksIndexing' | undefined> = {
  'document.read': 'tasksReading',
  'index.embed': 'tasksIndexing',
  'index.keywords': 'tasksIndexing',
  'document.naming': 'tasksIndexing',
};

/** What runs in the background: how far, how long yet, and a way to stop it. */
export function TaskTray({ folded }: { folded: boolean }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const nameOf = useTaskName();
  const { may } = useRights();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { data } = useQuery({
    ...orpc.jobs.list.queryOptions({ input: { limit: SHOWN } }),
    enabled: may('owner', 'admin', 'editor'),
  });
  if (!data) return null;
  const { items, batch } = data;
  const current = items.find(job => job.state === 'running') ?? items.find(job => job.state === 'queued');
  const failed = items.filter(job => job.state === 'failed').length;
  if (!current && failed === 0) return null;

  const title = t(titles[current?.type ?? ''] ?? 'tasks');
  const left =
    batch.secondsLeft === null ? null : t('timeLeft', { time: format.duration(batch.secondsLeft * 1000) });
  return (
    <>
      <ButtonBase
        aria-haspopup="dialog"
        aria-label={t('tasks')}
        onClick={event => setAnchor(event.currentTarget)}
        sx={{
          display: 'block',
          width: '100%',
          textAlign: 'left',
          border: '1px solid var(--line)',
          borderRadius: 'var(--r-m)',
          background: 'var(--surface)',
          p: 1.25,
          typography: 'small',
        }}
      >
        {folded ? (
          <Box
            sx={{ display: 'grid', placeItems: 'center', color: current ? 'var(--accent)' : 'var(--bad)' }}
          >
            <Icon name={current ? 'clock' : 'warning'} />
          </Box>
        ) : current ? (
          <>
            <b style={{ fontWeight: 600 }}>{title}</b>{' '}
            <Box component="span" sx={{ color: 'var(--muted)', fontVariantNumeric: 'tabular-nums' }}>
              {t('tasksProgress', { done: batch.done, total: batch.total })}
            </Box>
            <Box sx={{ m: '7px 0 4px' }}>
              <ProgressBar value={batch.progress} label={title} />
            </Box>
            <Box
              sx={{
                color: 'var(--muted)',
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                display: '-webkit-box',
                WebkitLineClamp: 2,
                WebkitBoxOrient: 'vertical',
              }}
            >
              {[nameOf(current), left].filter(Boolean).join(' · ')}
            </Box>
          </>
        ) : (
          <Box sx={{ color: 'var(--bad)', fontWeight: 560 }}>{t('tasksFailed', { count: failed })}</Box>
        )}
      </ButtonBase>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            sx: {
              width: 360,
              maxWidth: 'calc(100vw - 32px)',
              maxHeight: 440,
              borderRadius: 'var(--r-m)',
              boxShadow: 'var(--shadow-2)',
              border: '1px solid var(--line)',
            },
            role: 'dialog',
            'aria-label': t('tasks'),
          },
        }}
      >
        <Box
          component="h2"
          sx={{ typography: 'lead', fontWeight: 620, p: '12px 16px', borderBottom: '1px solid var(--line)' }}
        >
          {t('tasks')}
        </Box>
        {items.map(job => (
          <Task key={job.id} job={job} />
        ))}
      </Popover>
    </>
  );
}

function Task({ job }: { job: Job }) {
  const { t } = useTranslation('tasks');
  const words = useProblemWords();
  const toasts = useToasts();
  const cancel = useMutation(orpc.jobs.cancel.mutationOptions({ onError: error => toasts.failed(error) }));
  const retry = useMutation(orpc.jobs.retry.mutationOptions({ onError: error => toasts.failed(error) }));
  const name = useTaskName()(job);
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        p: '9px 10px 9px 16px',
        borderBottom: '1px solid var(--line)',
        '&:last-child': { border: 0 },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0, typography: 'small' }}>
        <Box sx={{ fontWeight: 560, ...ONE_LINE }}>{name}</Box>
        {job.state === 'running' ? (
          <Box sx={{ mt: 0.75 }}>
            <ProgressBar value={job.progress} label={name} />
          </Box>
        ) : (
          <Box sx={{ color: job.state === 'failed' ? 'var(--bad)' : 'var(--muted)', typography: 'small' }}>
            {job.state === 'queued'
              ? t('queued')
              : job.state === 'failed'
                ? words(job.failure ?? 'internal.unexpected').title
                : t(`state_${job.state}`)}
          </Box>
        )}
      </Box>
      {job.cancellable ? (
        <IconButton
          size="small"
          aria-label={t('cancel', { name })}
          onClick={() => cancel.mutate({ id: job.id })}
        >
          <Icon name="close" size={16} />
        </IconButton>
      ) : null}
      {job.state === 'failed' || job.state === 'cancelled' ? (
        <IconButton
          size="small"
          aria-label={t('retry', { name })}
          onClick={() => retry.mutate({ id: job.id })}
        >
          <Icon name="refresh" size={16} />
        </IconButton>
      ) : null}
    </Box>
  );
}
