import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schedule } from '#shared/contract/schedules.ts';
import { orpc } from '../../rpc/client.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { useFormat } from '../../ui/format.ts';
import { listLineStyle } from '../../ui/list-line.ts';
import { SettingCard } from '../../ui/setting-card.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';

const EVERY_MINUTE = '* * * * *';
const EVERY_HOUR = /^\d+ \* \* \* \*$/;

/** What Foyer does by itself, when next, and doing it now. */
export function SchedulesCard() {
  const { t } = useTranslation('tasks');
  const schedules = useQuery(orpc.jobs.schedules.queryOptions({ input: {} }));
  return (
    <SettingCard title={t('due')} hint={t('dueHint')}>
      {schedules.isError ? (
        <ErrorState error={schedules.error} onRetry={() => void schedules.refetch()} />
      ) : !schedules.data ? (
        <LoadingState rows={3} />
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {schedules.data.map(schedule => (
            <ScheduleLine key={schedule.name} schedule={schedule} />
          ))}
        </Box>
      )}
    </SettingCard>
  );
}

function ScheduleLine({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const toasts = useToasts();
  const language = shownLanguage();
  const name = schedule.called?.[language] ?? schedule.name;
  const run = useMutation(
    orpc.jobs.runSchedule.mutationOptions({
      onSuccess: () => toasts.done(t('started', { name })),
      onError: toasts.failed,
    }),
  );
  const { when, timeZone, nextRunAt, lastRunAt } = schedule;
  // Foyer may run where it is another hour.
  const isElsewhere = timeZone !== new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rhythm =
    'dailyAt' in when
      ? t(isElsewhere ? 'dailyThere' : 'daily', { time: when.dailyAt, zone: timeZone })
      : when.cron === EVERY_MINUTE
        ? t('everyMinute')
        : EVERY_HOUR.test(when.cron)
          ? t('hourly')
          : t('cron', { pattern: when.cron });
  const times = [
    rhythm,
    nextRunAt === null ? null : t('next', { at: format.dateTime(nextRunAt) }),
    lastRunAt === null ? t('never') : t('last', { at: format.dateTime(lastRunAt) }),
  ];
  return (
    <Box component="li" sx={listLineStyle}>
      <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
        <Box sx={{ fontWeight: 560 }}>{name}</Box>
        <Box sx={{ typography: 'small' }}>{schedule.about[language]}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{times.filter(Boolean).join(' · ')}</Box>
      </Box>
      <Button
        size="small"
        aria-label={t('runNowNamed', { name })}
        disabled={run.isPending}
        onClick={() => run.mutate({ name: schedule.name })}
      >
        {t('runNow')}
      </Button>
    </Box>
  );
}
