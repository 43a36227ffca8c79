import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../renderer/ui/card.tsx';
import { useFormat } from '../../../renderer/ui/format.ts';
import { ProgressBar } from '../../../renderer/ui/progress-bar.tsx';
import type { UsageReport } from '../contract.ts';
import { amountOf, useAmounts } from './use-amounts.ts';

type Props = {
  report: UsageReport;
  /** Of the client shown, when it has one. */
  quota: { limit: number; used: number } | null;
};

/** The sums of the period, each beside the period before. */
export function UsageTotals({ report: { total }, quota }: Props) {
  const { t } = useTranslation('usage');
  const format = useFormat();
  const amounts = useAmounts();
  const { before } = total;
  const tokens = amountOf(total, 'tokens');
  const isPriced = total.unpriced === 0 || total.cost > 0;
  return (
    <Box
      component="dl"
      sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))' }}
    >
      <Total label={t('answers')} value={format.number(total.answers)}>
        {t('withoutModel', { count: total.withoutModel, formatted: format.number(total.withoutModel) })}
        <br />
        {amounts.change(total.answers, before.answers)}
      </Total>
      <Total label={t('tokens')} value={format.number(tokens)}>
        {t('tokensSplit', {
          input: format.number(total.inputTokens),
          output: format.number(total.outputTokens),
        })}
        <br />
        {amounts.change(tokens, amountOf(before, 'tokens'))}
      </Total>
      <Total label={t('cost')} value={isPriced ? amounts.cost(total) : '–'}>
        {t(isPriced ? 'costHint' : 'noPrice')}
        {isPriced && (
          <>
            <br />
            {amounts.change(total.cost, before.cost)}
          </>
        )}
      </Total>
      {quota !== null && (
        <Total
          label={t('quota')}
          value={t('quotaUsed', { used: format.number(quota.used), quota: format.number(quota.limit) })}
        >
          {t('quotaHint')}
          <Box sx={{ mt: 1 }}>
            <ProgressBar
              label={t('quota')}
              value={quota.limit === 0 ? 1 : Math.min(1, quota.used / quota.limit)}
            />
          </Box>
        </Total>
      )}
    </Box>
  );
}

function Total({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <Card sx={{ p: '14px 16px' }}>
      <Box component="dt" sx={{ typography: 'small', color: 'var(--muted)', fontWeight: 560 }}>
        {label}
      </Box>
      <Box component="dd" sx={{ m: 0 }}>
        <Box sx={{ typography: 'title', fontWeight: 640, fontVariantNumeric: 'tabular-nums' }}>{value}</Box>
        <Box sx={{ typography: 'small', color: 'var(--muted)' }}>{children}</Box>
      </Box>
    </Card>
  );
}
