import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { WindowFit } from '#shared/contract/model-findings.ts';
import { useFormat } from '../../ui/format.ts';

/** Whether a model stays where it is fast, with its window; a button for one that does, where that is known. */
export function WindowTold({
  fit,
  onUse,
}: {
  fit: WindowFit;
  onUse?: ((tokens: number) => void) | undefined;
}) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { place, contextTokens, isWithin, largestTokens } = fit;
  const tokens = format.number(contextTokens);
  if (isWithin) {
    const isMore = largestTokens !== null && largestTokens > contextTokens;
    const most = format.number(largestTokens ?? contextTokens);
    return (
      <Box sx={{ color: 'var(--muted)' }}>
        {t(`windowFits_${place}`, { tokens })} {isMore && t('windowMore', { tokens: most })}
      </Box>
    );
  }
  return (
    <Box sx={{ color: 'var(--warn)' }}>
      {t(`windowSpills_${place}`, { tokens })}{' '}
      {largestTokens === null ? t('windowNone') : t('windowAtMost', { tokens: format.number(largestTokens) })}
      {largestTokens !== null && onUse !== undefined && (
        <Button size="small" sx={{ ml: 1 }} onClick={() => onUse(largestTokens)}>
          {t('windowUse', { tokens: format.number(largestTokens) })}
        </Button>
      )}
    </Box>
  );
}
