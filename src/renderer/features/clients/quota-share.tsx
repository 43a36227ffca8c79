import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import type { QuotaKind } from './quota-draft.ts';
import type { Quota } from './quota-form.tsx';

/** How much of a quota is used. */
export function QuotaShare({ quota, kind }: { quota: Quota; kind: QuotaKind }) {
  const { t } = useTranslation('quota');
  const format = useFormat();
  const { limit, used } = quota[kind];
  const said = t(`used_${kind}`, { used: format.number(used) });
  return (
    <Box sx={{ mt: 1, color: 'var(--muted)', typography: 'small', fontVariantNumeric: 'tabular-nums' }}>
      {limit !== null && (
        <Box sx={{ mb: 0.5 }}>
          <ProgressBar label={said} value={limit === 0 ? 1 : Math.min(1, used / limit)} />
        </Box>
      )}
      {said}
      {quota.reached.includes(kind) && (
        <Box component="span" sx={{ display: 'block', color: 'var(--bad)', fontWeight: 570 }}>
          {t('reached')}
        </Box>
      )}
    </Box>
  );
}
