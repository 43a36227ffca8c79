import Box from '@mui/material/Box';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../renderer/rpc/client.ts';
import { useCurrentClient } from '../../../renderer/state/current-client.tsx';
import { shownLanguage } from '../../../renderer/state/i18n.ts';
import { LinkButton } from '../../../renderer/ui/link-button.tsx';
import { Page } from '../../../renderer/ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../renderer/ui/states.tsx';
import { FilterSelect, TableToolbar } from '../../../renderer/ui/table-toolbar.tsx';
import { periods, type Period } from '../contract.ts';
import { usage } from '../module.ts';
import { UsageFound } from './usage-found.tsx';
import { isUsed } from './usage-rows.ts';

const EVERY_CLIENT = 'all';

/** What answers used and cost: of the client shown, or of all within reach. */
export default function UsagePage({ clientId }: { clientId: string }) {
  const { t } = useTranslation('usage');
  const { clients, current } = useCurrentClient();
  const [period, setPeriod] = useState<Period>('month');
  const [whose, setWhose] = useState(clientId);
  const ofOne = whose !== EVERY_CLIENT;
  const report = useQuery(
    orpc.usage.report.queryOptions({
      input: { period, ...(ofOne ? { clientId } : {}) },
      placeholderData: keepPreviousData,
    }),
  );
  const stats = useQuery(
    orpc.usage.ofClient.queryOptions({ input: { id: clientId, period: 'month' }, enabled: ofOne }),
  );
  const quota = ofOne && stats.data?.monthlyQuota != null ? stats.data : null;
  const found = report.data;
  return (
    <Page title={usage.title[shownLanguage()]} subtitle={t('intro')}>
      <div className="print-sheet">
        <Box
          aria-hidden
          sx={{ display: 'none', typography: 'title', mb: 1.5, '@media print': { display: 'block' } }}
        >
          {[usage.title[shownLanguage()], ofOne ? current?.name : t('everyClient')].join(', ')}
        </Box>
        <TableToolbar>
          <FilterSelect
            label={t('period')}
            value={period}
            options={periods.map(value => ({ value, label: t(`period_${value}`) }))}
            onChange={chosen => setPeriod(chosen ?? period)}
          />
          {clients.length > 1 && (
            <FilterSelect
              label={t('whose')}
              value={whose}
              options={[
                { value: clientId, label: current?.name ?? '' },
                { value: EVERY_CLIENT, label: t('everyClient') },
              ]}
              onChange={chosen => setWhose(chosen ?? whose)}
            />
          )}
        </TableToolbar>
        {report.isError ? (
          <ErrorState error={report.error} onRetry={() => void report.refetch()} />
        ) : found === undefined ? (
          <LoadingState rows={5} />
        ) : isUsed(found.total) || isUsed(found.total.before) ? (
          <UsageFound
            report={found}
            byMonth={period === 'year'}
            severalClients={!ofOne}
            outdated={report.isPlaceholderData}
            quota={quota === null ? null : { limit: quota.monthlyQuota ?? 0, used: quota.questionsThisMonth }}
          />
        ) : (
          <EmptyState
            icon="chart"
            title={t('empty')}
            action={<LinkButton to="/chat">{t('toChat')}</LinkButton>}
          >
            {t('emptyAdvice')}
          </EmptyState>
        )}
      </div>
    </Page>
  );
}
