import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import type { Erasure } from '#shared/contract/privacy.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { shownLanguage } from '../../state/i18n.ts';
import type { Column, Sorted } from '../../ui/column.ts';
import { coveringLink, DataTable } from '../../ui/data-table.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { NotYours } from '../../ui/not-yours.tsx';
import { Page } from '../../ui/page.tsx';
import { sortedInPlace } from '../../ui/sorted-in-place.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { TableToolbar } from '../../ui/table-toolbar.tsx';

const stateWords = { done: 'certificateDone', under_way: 'erasing', failed: 'erasureFailed' } as const;
const tones: Record<Erasure['state'], Tone> = { done: 'ok', under_way: 'info', failed: 'bad' };

type Sort = 'subject' | 'asked' | 'state';

/** Every erasure and its proof, newest first. */
export default function ErasuresPage() {
  const { t } = useTranslation('clients');
  const mayAdminister = useSession().may(...administrators);
  const erasures = useQuery(orpc.privacy.erasures.queryOptions({ input: {}, enabled: mayAdminister }));
  const [sorted, sort] = useState<Sorted<Sort>>({ by: 'asked', order: 'desc' });
  const columns = useColumns();
  if (!mayAdminister) return <NotYours landing={{ to: '/' }} />;
  const body = () => {
    if (erasures.isError)
      return <ErrorState error={erasures.error} onRetry={() => void erasures.refetch()} />;
    if (!erasures.data) return <LoadingState />;
    if (erasures.data.length === 0) {
      return (
        <EmptyState icon="file" title={t('certificatesEmpty')}>
          {t('certificatesEmptyAdvice')}
        </EmptyState>
      );
    }
    const rows = sortedInPlace(erasures.data, columns, sorted, shownLanguage());
    return (
      <Box sx={{ maxWidth: 980 }}>
        <TableToolbar
          end={<ExportButton label={t('certificates')} columns={columns} pages={() => [rows]} />}
        />
        <DataTable
          label={t('certificates')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={columns}
          sorted={sorted}
          onSort={sort}
        />
      </Box>
    );
  };
  return (
    <Page
      title={t('certificates')}
      subtitle={t('certificatesHint')}
      actions={
        <LinkButton to="/clients" variant="text">
          {t('back')}
        </LinkButton>
      }
    >
      {body()}
    </Page>
  );
}

function useColumns(): Column<Erasure, Sort>[] {
  const { t } = useTranslation('clients');
  const format = useFormat();
  return [
    {
      label: t('certificateOf'),
      sort: 'subject',
      width: [230, 1],
      indent: 30,
      value: ({ id, certificate }) => (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
          <Icon name={certificate.subject === 'client' ? 'building' : 'user'} />
          <LinkBox to="/clients/erasures/$id" params={{ id }} sx={coveringLink}>
            {t(`certificateOf_${certificate.subject}`)}
          </LinkBox>
        </Box>
      ),
      cell: ({ certificate }) => t(`certificateOf_${certificate.subject}`),
    },
    {
      label: t('certificateSubject'),
      width: [300],
      value: ({ certificate }) => certificate.subjectId,
      cell: ({ certificate }) => certificate.subjectId,
    },
    {
      label: t('certificateAsked'),
      sort: 'asked',
      first: 'desc',
      width: [120],
      named: true,
      value: ({ certificate }) => (
        <span title={format.dateTime(certificate.requestedAt)}>
          {format.shortDate(certificate.requestedAt)}
        </span>
      ),
      cell: ({ certificate }) => new Date(certificate.requestedAt),
    },
    {
      label: t('columnState'),
      sort: 'state',
      width: [180],
      value: ({ state, certificate }) => (
        <StateChip tone={tones[state]}>
          {state === 'done' && certificate.finishedAt !== null
            ? format.dateTime(certificate.finishedAt)
            : t(stateWords[state])}
        </StateChip>
      ),
      cell: ({ state }) => t(stateWords[state]),
    },
  ];
}
