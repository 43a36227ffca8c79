import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import { orpc } from '../../rpc/client.ts';
import { useSession } from '../../state/session.tsx';
import { useFormat } from '../../ui/format.ts';
import { Facts, SettingCard } from '../../ui/setting-card.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { quotaKinds } from './quota-draft.ts';
import { QuotaForm, type Quota } from './quota-form.tsx';
import { ReportCard } from './report-card.tsx';

/** The month of a client: what it may use, what it has, and its report. */
export function QuotaTab({ clientId }: { clientId: string }) {
  const { t } = useTranslation('quota');
  const mayChange = useSession().may(...administrators);
  const format = useFormat();
  const quota = useQuery(orpc.usage.quota.queryOptions({ input: { id: clientId } }));
  if (quota.isError) return <ErrorState error={quota.error} onRetry={() => void quota.refetch()} />;
  if (!quota.data) return <LoadingState rows={4} />;
  const { until, month } = quota.data;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 860 }}>
      <SettingCard title={t('title')} hint={t('hint', { date: format.days(until, until) })}>
        {mayChange ? <QuotaForm quota={quota.data} /> : <QuotaFacts quota={quota.data} />}
      </SettingCard>
      <ReportCard clientId={clientId} month={month} mayChange={mayChange} />
    </Box>
  );
}

function QuotaFacts({ quota }: { quota: Quota }) {
  const { t } = useTranslation('quota');
  const format = useFormat();
  return (
    <Facts
      facts={quotaKinds.map(kind => {
        const { limit, used } = quota[kind];
        const said = { used: format.number(used), limit: format.number(limit ?? 0) };
        return { name: t(kind), value: limit === null ? t('noLimit', said) : t('ofLimit', said) };
      })}
    />
  );
}
