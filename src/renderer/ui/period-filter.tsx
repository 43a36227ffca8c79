import { useTranslation } from 'react-i18next';
import { FilterSelect } from './table-toolbar.tsx';

const DAY_MS = 86_400_000;
const DAYS = { day: 1, week: 7, month: 30, year: 365, all: null } as const;
export type Period = keyof typeof DAYS;
const periods = ['day', 'week', 'month', 'year', 'all'] as const satisfies Period[];

/** The period that an address names; undefined for what is none. */
export const periodNamed = (name: string | undefined): Period | undefined =>
  periods.find(period => period === name);

/** When a period begins that ends at `now`; null: it has no beginning. */
export function beginningOf(period: Period, now: Date): string | null {
  const days = DAYS[period];
  return days === null ? null : new Date(now.getTime() - days * DAY_MS).toISOString();
}

/** How far back a table is shown. */
export function PeriodFilter({ value, onChange }: { value: Period; onChange: (period: Period) => void }) {
  const { t } = useTranslation('common');
  return (
    <FilterSelect
      label={t('period')}
      value={value}
      options={periods.map(name => ({ value: name, label: t(`period_${name}`) }))}
      onChange={period => onChange(period ?? value)}
    />
  );
}
