import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { Artifact } from '#shared/contract/artifacts.ts';
import { editors } from '#shared/contract/route.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useRights } from '../../state/rights.ts';
import { useFormat } from '../../ui/format.ts';
import { useArtifacts } from './use-artifacts.ts';

/** What came of what was decided, and putting it to review again. */
export function Outcome({ artifact }: { artifact: Artifact }) {
  const { t } = useTranslation('approvals');
  const { may } = useRights(artifact.clientId);
  const { reopen } = useArtifacts();
  const { id, title, state, kindName } = artifact;
  if (state === 'approved' || state === 'executing') return null;
  const mayReopen = state !== 'executed' && kindName !== null && may(...editors);
  return (
    <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'center' }}>
      <Box sx={{ flex: '1 1 240px', minWidth: 0, typography: 'small', overflowWrap: 'anywhere' }}>
        {state === 'failed' ? <Failure artifact={artifact} /> : <Told artifact={artifact} />}
      </Box>
      {mayReopen && (
        <Button
          size="small"
          aria-label={t('approveNamed', { action: t('reopen'), title })}
          disabled={reopen.isPending}
          onClick={() => reopen.mutate({ id })}
        >
          {t('reopen')}
        </Button>
      )}
    </Box>
  );
}

function Told({ artifact }: { artifact: Artifact }) {
  const { t } = useTranslation('approvals');
  const format = useFormat();
  const { state, decidedByName: name, decisionNote: note, executedAt, updatedAt } = artifact;
  if (state === 'rejected')
    return name === null ? t('refusedAsAlone', { note }) : t('refusedAs', { name, note });
  const at = format.dateTime(executedAt ?? updatedAt);
  return name === null ? t('doneAtAlone', { at }) : t('doneAt', { at, name });
}

function Failure({ artifact }: { artifact: Artifact }) {
  const { t } = useTranslation('approvals');
  const format = useFormat();
  const { title, advice } = useProblemWords()(artifact.failure ?? 'internal.unexpected');
  const { decidedByName: name, updatedAt } = artifact;
  const at = format.dateTime(updatedAt);
  return (
    <>
      <Box sx={{ color: 'var(--bad)', fontWeight: 560 }}>{title}</Box>
      <div>{advice}</div>
      <Box sx={{ color: 'var(--muted)' }}>
        {name === null ? t('failedAtAlone', { at }) : t('failedAt', { at, name })}
      </Box>
    </>
  );
}
