import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import { useRights } from '../../../renderer/state/rights.ts';
import { Card } from '../../../renderer/ui/card.tsx';
import { useFormat } from '../../../renderer/ui/format.ts';
import { LinkButton } from '../../../renderer/ui/link-button.tsx';
import { Notice } from '../../../renderer/ui/notice.tsx';
import { FilterSelect } from '../../../renderer/ui/table-toolbar.tsx';
import type { UsageReport } from '../contract.ts';
import type { UsageFigures } from '../contract-figures.ts';
import { UsageChart } from './usage-chart.tsx';
import { monthsOf } from './usage-rows.ts';
import { UsageTable } from './usage-table.tsx';
import { UsageTotals } from './usage-totals.tsx';
import { measures, type Measure } from './use-amounts.ts';
import { useDayNames } from './use-day-names.ts';

type Props = {
  report: UsageReport;
  /** A year is shown by months. */
  byMonth: boolean;
  severalClients: boolean;
  /** What is shown is of the choice before. */
  outdated: boolean;
  quota: { limit: number; used: number } | null;
};

/** Sums, what they lack, a chart and the table. */
export function UsageFound({ report, byMonth, severalClients, outdated, quota }: Props) {
  const { t } = useTranslation('usage');
  const format = useFormat();
  const nameOf = useDayNames();
  const [chosen, choose] = useState<Measure | undefined>();
  const { total, from, until, before } = report;
  const measure = chosen ?? (total.cost > 0 ? 'cost' : 'answers');
  const days = byMonth ? monthsOf(report.days) : report.days;
  return (
    <Box
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, opacity: outdated ? 0.6 : 1 }}
      aria-busy={outdated}
    >
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: -1.5 }}>
        {t('span', { days: format.days(from, until), before: format.days(before.from, before.until) })}
      </Box>
      <UsageTotals report={report} quota={quota} />
      <WithoutPrice total={total} />
      <Card component="section" aria-label={t(byMonth ? 'chartOfMonths' : 'chart')}>
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1.5,
            p: '8px 16px',
            borderBottom: '1px solid var(--line)',
          }}
        >
          <Box component="h2" sx={{ m: 0, flex: 1, typography: 'lead', fontWeight: 620 }}>
            {t(byMonth ? 'chartOfMonths' : 'chart')}
          </Box>
          <FilterSelect
            label={t('chartOf')}
            value={measure}
            options={measures.map(value => ({ value, label: t(value) }))}
            onChange={choose}
          />
        </Box>
        <UsageChart days={days} measure={measure} nameOf={nameOf} />
      </Card>
      <UsageTable report={report} days={days} byMonth={byMonth} severalClients={severalClients} />
      {total.estimated > 0 && (
        <Box sx={{ color: 'var(--muted)', typography: 'small', mt: -1.5 }}>
          {t('estimated', { count: total.estimated, formatted: format.number(total.estimated) })}
        </Box>
      )}
    </Box>
  );
}

/** What the cost lacks, and what to do. */
function WithoutPrice({ total: { unpriced } }: { total: UsageFigures }) {
  const { t } = useTranslation('usage');
  const format = useFormat();
  const { may } = useRights();
  if (unpriced === 0) return null;
  return (
    <Notice tone="warn" icon="info" title={t('noPriceTitle')}>
      <Box>{t('noPriceAdvice', { count: unpriced, formatted: format.number(unpriced) })}</Box>
      {may(...administrators) ? (
        <LinkButton size="small" to="/models" sx={{ mt: 1 }}>
          {t('toModels')}
        </LinkButton>
      ) : (
        t('noPriceAsk')
      )}
    </Notice>
  );
}
