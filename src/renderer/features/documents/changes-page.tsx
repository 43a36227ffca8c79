import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Comparison } from '#shared/contract/document.ts';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ComparedText } from './compared-text.tsx';

/** What changed in a document since an earlier version. */
export default function ChangesPage() {
  const { id } = useParams({ from: '/inside/documents/$id/changes' });
  const { earlier } = useSearch({ from: '/inside/documents/$id/changes' });
  const comparison = useQuery(
    orpc.documents.compare.queryOptions({
      input: { id, ...(earlier === undefined ? {} : { earlierId: earlier }) },
    }),
  );
  if (comparison.isError)
    return <ErrorState error={comparison.error} onRetry={() => void comparison.refetch()} />;
  if (!comparison.data) {
    return (
      <Box sx={{ p: 4 }}>
        <LoadingState />
      </Box>
    );
  }
  return <Changes comparison={comparison.data} />;
}

function Changes({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('documents');
  const format = useFormat();
  const { earlier, later, counts, parts, notListed } = comparison;
  const told = (['changed', 'added', 'removed'] as const)
    .filter(kind => counts[kind] > 0)
    .map(kind => t(`changes_${kind}`, { count: counts[kind] }));
  return (
    <Page
      title={<Box sx={{ overflowWrap: 'anywhere' }}>{t('changesOf', { title: later.title })}</Box>}
      subtitle={t('changesBetween', {
        earlier: format.dateTime(earlier.createdAt),
        later: format.dateTime(later.createdAt),
      })}
      actions={
        <>
          <LinkButton to="/documents/$id" params={{ id: earlier.id }}>
            {t('earlierVersion')}
          </LinkButton>
          <LinkButton to="/documents/$id" params={{ id: later.id }}>
            {t('backToDocument')}
          </LinkButton>
        </>
      }
    >
      {told.length === 0 ? (
        <EmptyState icon="check" title={t('changesNone')}>
          {t('changesNoneText')}
        </EmptyState>
      ) : (
        <Box sx={{ maxWidth: 820, mx: 'auto' }}>
          <Box sx={{ mb: 1.5 }}>
            <Box sx={{ fontWeight: 570 }}>{told.join(' · ')}</Box>
            <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('changesLegend')}</Box>
          </Box>
          <ComparedText parts={parts} />
          {notListed > 0 && (
            <Box sx={{ color: 'var(--muted)', mt: 1.5 }}>{t('changesNotListed', { count: notListed })}</Box>
          )}
        </Box>
      )}
    </Page>
  );
}
