import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AuditVerification } from '#shared/contract/audit.ts';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ErrorState } from '../../ui/states.tsx';

/** Whether nobody has touched the log outside Foyer. */
export function ChainState() {
  const { t } = useTranslation('audit');
  const check = useQuery(orpc.audit.verify.queryOptions({ input: {}, staleTime: 60_000 }));
  if (check.isError) return <ErrorState error={check.error} onRetry={() => void check.refetch()} />;
  const found = check.data;
  const tone = found === undefined ? 'info' : found.ok ? 'ok' : 'bad';
  return (
    <Box
      role="status"
      sx={{
        display: 'flex',
        gap: 1.5,
        alignItems: found?.ok === false ? 'flex-start' : 'center',
        flexWrap: 'wrap',
        p: '10px 10px 10px 16px',
        borderRadius: 'var(--r-m)',
        background: `var(--${tone}-soft)`,
      }}
    >
      <Box sx={{ color: `var(--${tone})`, display: 'grid' }}>
        <Icon name={found?.ok === false ? 'warning' : 'shield'} size={20} />
      </Box>
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        {found === undefined ? t('verifying') : <Verdict found={found} />}
      </Box>
      {found !== undefined && (
        <Button variant="text" size="small" disabled={check.isFetching} onClick={() => void check.refetch()}>
          {t(check.isFetching ? 'verifying' : 'verifyAgain')}
        </Button>
      )}
    </Box>
  );
}

function Verdict({ found }: { found: AuditVerification }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const { entries, erasedDetails, firstBreak } = found;
  const erased =
    erasedDetails > 0 ? t('erased', { count: erasedDetails, entries: format.number(erasedDetails) }) : null;
  if (firstBreak === null) {
    return (
      <>
        <Box component="span" sx={{ fontWeight: 600, color: 'var(--ok)' }}>
          {t('intact', { count: entries, entries: format.number(entries) })}
        </Box>
        {erased !== null && <Box sx={{ typography: 'small' }}>{erased}</Box>}
      </>
    );
  }
  return (
    <>
      <Box sx={{ fontWeight: 640, color: 'var(--bad)' }}>{t('broken')}</Box>
      <Box>{t(`broken_${firstBreak.kind}`, { number: format.number(firstBreak.sequence) })}</Box>
      <Box sx={{ typography: 'small', mt: 0.5 }}>{t('brokenAdvice')}</Box>
    </>
  );
}
