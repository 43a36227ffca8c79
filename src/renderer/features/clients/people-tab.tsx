import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client, ClientPerson } from '#shared/contract/clients.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { orpc } from '../../rpc/client.ts';
import { Avatar } from '../../ui/avatar.tsx';
import type { Column, Sorted } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { ONE_LINE } from '../../ui/one-line.ts';
import { sortedInPlace } from '../../ui/sorted-in-place.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { TableToolbar } from '../../ui/table-toolbar.tsx';
import { ErasePerson } from './erase-person.tsx';

type Sort = 'name' | 'role' | 'since';
type PersonColumn = Column<ClientPerson, Sort>;

/** Who has a role for this client. */
export function PeopleTab({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const [sorted, sort] = useState<Sorted<Sort>>({ by: 'name', order: 'asc' });
  const [name, ...others] = useColumns();
  const people = useQuery(orpc.clients.people.queryOptions({ input: { id: client.id } }));
  if (people.isError) return <ErrorState error={people.error} onRetry={() => void people.refetch()} />;
  if (!people.data) return <LoadingState />;
  if (people.data.length === 0) {
    return (
      <EmptyState icon="user" title={t('peopleEmpty')}>
        {t('peopleEmptyAdvice')}
      </EmptyState>
    );
  }
  const rows = sortedInPlace(people.data, [name, ...others], sorted, shownLanguage());
  const email = { label: t('contactEmail'), cell: (person: ClientPerson) => person.email };
  return (
    <Box sx={{ maxWidth: 860 }}>
      <TableToolbar
        end={
          <ExportButton label={t('peopleTable')} columns={[name, email, ...others]} pages={() => [rows]} />
        }
      >
        <Box sx={{ color: 'var(--muted)', flex: '1 1 240px' }}>{t('peopleHint')}</Box>
      </TableToolbar>
      <DataTable
        label={t('peopleTable')}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[name, ...others]}
        sorted={sorted}
        onSort={sort}
      />
    </Box>
  );
}

function useColumns(): [PersonColumn, ...PersonColumn[]] {
  const { t } = useTranslation('clients');
  const format = useFormat();
  return [
    {
      label: t('peopleName'),
      sort: 'name',
      width: [200, 1],
      indent: 46,
      value: ({ fullName, email, initials }) => (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
          <Avatar text={initials} size={34} />
          <Box sx={{ minWidth: 0 }}>
            <Box sx={{ fontWeight: 600, ...ONE_LINE }}>{fullName}</Box>
            <Box sx={{ color: 'var(--muted)', typography: 'small', ...ONE_LINE }}>{email}</Box>
          </Box>
        </Box>
      ),
      cell: ({ fullName }) => fullName,
    },
    {
      label: t('peopleRole'),
      sort: 'role',
      width: [110],
      value: ({ role }) => <StateChip tone="quiet">{t(`role_${role}`)}</StateChip>,
      cell: ({ role }) => t(`role_${role}`),
    },
    {
      label: t('peopleSince'),
      sort: 'since',
      first: 'desc',
      width: [150],
      named: true,
      value: ({ since }) => format.shortDate(since),
      cell: ({ since }) => new Date(since),
    },
    {
      label: t('columnActions'),
      width: [36],
      deeds: true,
      value: person => <ErasePerson person={person} variant="menu" />,
    },
  ];
}
