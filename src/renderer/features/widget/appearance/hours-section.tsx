import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { OfficeHours, WeekDay } from '#shared/contract/widget-settings.ts';
import { WEEK } from '#shared/lib/office-hours.ts';
import { Icon } from '../../../ui/icon.tsx';
import { TimeZoneField } from '../../../ui/time-zone-field.tsx';
import { DayHours } from './day-hours.tsx';
import { SwitchField } from './fields.tsx';
import { Section } from './section.tsx';
import type { SectionProps } from './section-props.ts';
import { useLatest } from './use-latest.ts';

const WORKDAYS = WEEK.slice(0, 5);
const USUAL = ['09:00', '18:00'] as const;

type Hours = OfficeHours['days'];

/** When the office is open, by its own clock. */
export function HoursSection({ widget, problems, timeZone, edit }: SectionProps & { timeZone: string }) {
  const { t } = useTranslation('appearance');
  const hours = widget.behaviour.officeHours;
  const latest = useLatest(hours, { timeZone, days: hoursOn(WORKDAYS, USUAL) });
  const set = (officeHours: OfficeHours | null) => edit({ behaviour: { officeHours } });
  const count = Object.keys(hours?.days ?? {}).length;
  return (
    <Section
      title={t('hours')}
      summary={hours === null ? t('hours_none') : t('hours_some', { count })}
      faulty={problems.hours || problems.days.length > 0}
    >
      <SwitchField
        label={t('hoursOn')}
        hint={t('hoursOnHint')}
        value={hours !== null}
        onChange={on => set(on ? latest : null)}
      />
      {hours !== null && (
        <>
          <TimeZoneField
            label={t('timeZone')}
            hint={t('timeZoneHint')}
            noneMatches={t('noTimeZone')}
            value={hours.timeZone}
            onChange={chosen => set({ ...hours, timeZone: chosen })}
          />
          <Week hours={hours.days} wrong={problems.days} onChange={days => set({ ...hours, days })} />
        </>
      )}
    </Section>
  );
}

function hoursOn(days: readonly WeekDay[], [from, to]: readonly [string, string]): Hours {
  return Object.fromEntries(days.map(day => [day, [from, to]]));
}

type WeekProps = { hours: Hours; wrong: readonly WeekDay[]; onChange: (hours: Hours) => void };

function Week({ hours, wrong, onChange }: WeekProps) {
  const { t } = useTranslation('appearance');
  const example = WORKDAYS.find(day => hours[day] !== undefined);
  const set = (day: WeekDay, value: [string, string] | undefined) => {
    const { [day]: _former, ...others } = hours;
    onChange(value === undefined ? others : { ...others, [day]: value });
  };
  return (
    <Box role="group" aria-label={t('days')} sx={{ display: 'grid', gap: 1 }}>
      {WEEK.map(day => (
        <DayHours
          key={day}
          day={day}
          value={hours[day]}
          usual={hours[example ?? 'monday'] ?? [...USUAL]}
          wrong={wrong.includes(day)}
          onChange={value => set(day, value)}
        />
      ))}
      {example !== undefined && (
        <Box>
          <Button
            size="small"
            startIcon={<Icon name="copy" size={15} />}
            onClick={() => onChange({ ...hours, ...hoursOn(WORKDAYS, hours[example] ?? USUAL) })}
          >
            {t('copyMonday')}
          </Button>
        </Box>
      )}
    </Box>
  );
}
