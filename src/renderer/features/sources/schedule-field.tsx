import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import { sourceSchedule, type SourceSchedule } from '#shared/contract/sources.ts';
import { Field } from '../../ui/field.tsx';
import { weekDays } from './schedule-words.ts';

const EVERY = ['never', 'hour', 'day', 'week', 'month'] as const;
type Every = (typeof EVERY)[number];
const USUAL_TIME = '06:00';
const LAST_DAY_OF_EVERY_MONTH = 28;

/** When a source is looked at by itself, in plain words. */
export function ScheduleField({
  schedule,
  onChange,
}: {
  schedule: SourceSchedule;
  onChange: (schedule: SourceSchedule) => void;
}) {
  const { t } = useTranslation('sources');
  const at = 'at' in schedule ? schedule.at : USUAL_TIME;
  const day = 'day' in schedule ? schedule.day : 1;
  const change = (next: object) => {
    const read = sourceSchedule.safeParse(next);
    if (read.success) onChange(read.data); // a time that is still being typed is none
  };
  const choose = (every: Every) => {
    if (every === 'never' || every === 'hour') change({ every });
    else if (every === 'day') change({ every, at });
    else
      change({ every, at, day: Math.min(day, every === 'week' ? weekDays.length : LAST_DAY_OF_EVERY_MONTH) });
  };
  const days =
    schedule.every === 'week'
      ? weekDays.map(value => ({ value, label: t(`day_${value}`) }))
      : Array.from({ length: LAST_DAY_OF_EVERY_MONTH }, (_, index) => ({
          value: index + 1,
          label: String(index + 1),
        }));
  return (
    <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
      <Field
        select
        label={t('schedule')}
        value={schedule.every}
        onChange={event => choose(EVERY.find(every => every === event.target.value) ?? 'never')}
        sx={{ flex: '2 1 190px' }}
      >
        {EVERY.map(every => (
          <MenuItem key={every} value={every}>
            {t(`every_${every}`)}
          </MenuItem>
        ))}
      </Field>
      {'day' in schedule && (
        <Field
          select
          label={t(schedule.every === 'week' ? 'weekday' : 'monthDay')}
          value={day}
          onChange={event => change({ ...schedule, day: Number(event.target.value) })}
          sx={{ flex: '1 1 110px' }}
        >
          {days.map(({ value, label }) => (
            <MenuItem key={value} value={value}>
              {label}
            </MenuItem>
          ))}
        </Field>
      )}
      {'at' in schedule && (
        <Field
          type="time"
          label={t('scheduleAt')}
          value={at}
          onChange={event => change({ ...schedule, at: event.target.value })}
          sx={{ flex: '1 1 100px' }}
        />
      )}
    </Box>
  );
}
