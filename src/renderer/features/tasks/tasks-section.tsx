import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import type { Job } from '#shared/contract/operations.ts';
import { orpc } from '../../rpc/client.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useRights } from '../../state/rights.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { SchedulesCard } from './schedules-card.tsx';
import { TaskLine } from './task-line.tsx';

const SHOWN = 10;
const SHOWN_MORE = 200;

/** What runs, what waits, what failed and why, what is due when. */
export function TasksSection() {
  const { t } = useTranslation('tasks');
  const { may } = useRights();
  return (
    <>
      <Tasks title={t('open')} hint={t('openHint')} none={t('openNone')} filter={{ open: true }} />
      <Tasks title={t('failed')} hint={t('failedHint')} none={t('failedNone')} filter={{ state: 'failed' }} />
      {may(...administrators) && <SchedulesCard />}
      <Tasks title={t('ended')} hint={t('endedHint')} none={t('endedNone')} filter={{ state: 'succeeded' }} />
    </>
  );
}

type TasksProps = {
  title: string;
  hint: string;
  none: string;
  filter: { open: true } | { state: Job['state'] };
};

function Tasks({ title, hint, none, filter }: TasksProps) {
  const { t } = useTranslation('tasks');
  const { clients } = useCurrentClient();
  const [limit, setLimit] = useState(SHOWN);
  const list = useQuery({
    ...orpc.jobs.list.queryOptions({ input: { ...filter, limit } }),
    placeholderData: keepPreviousData,
  });
  const clientOf = ({ clientId }: Job) =>
    clients.length > 1 ? clients.find(({ id }) => id === clientId)?.name : undefined;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <LoadingState rows={2} />;
  const { items, nextCursor, batch } = list.data;
  return (
    <SettingCard title={title} hint={hint}>
      {'open' in filter && batch.total > 1 && (
        <Box sx={{ mb: 2, maxWidth: 320 }}>
          <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 0.75 }}>{t('batch', batch)}</Box>
          <ProgressBar value={batch.progress} label={title} />
        </Box>
      )}
      {items.length === 0 ? (
        <Box sx={{ color: 'var(--muted)' }}>{none}</Box>
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {items.map(job => (
            <TaskLine key={job.id} job={job} client={clientOf(job)} />
          ))}
        </Box>
      )}
      {nextCursor !== null && limit < SHOWN_MORE && (
        <Button size="small" sx={{ mt: 1 }} onClick={() => setLimit(SHOWN_MORE)}>
          {t('more')}
        </Button>
      )}
    </SettingCard>
  );
}
