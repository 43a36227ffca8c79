import { useTranslation } from 'react-i18next';
import type { SourceSchedule } from '#shared/contract/sources.ts';

const WEEK_DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type WeekDay = (typeof WEEK_DAYS)[number];
export const weekDays: readonly WeekDay[] = WEEK_DAYS;

export const asWeekDay = (day: number): WeekDay => WEEK_DAYS.find(one => one === day) ?? 1;

/** When a source is looked at by itself, in words. */
export function useScheduleWords(): (schedule: SourceSchedule) => string {
  const { t } = useTranslation('sources');
  return schedule => {
    const every = t(`every_${schedule.every}`);
    if (schedule.every === 'never' || schedule.every === 'hour') return every;
    const day =
      schedule.every === 'week'
        ? ` ${t('weekday')} ${t(`day_${asWeekDay(schedule.day)}`)}`
        : schedule.every === 'month'
          ? ` ${t('monthDay')} ${schedule.day}`
          : '';
    return `${every}${day} ${t('scheduleAt')} ${schedule.at}`;
  };
}
