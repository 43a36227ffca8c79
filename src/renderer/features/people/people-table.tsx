import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonSort } from '#shared/contract/people.ts';
import { usePages } from '../../state/pages.ts';
import { client as core, orpc } from '../../rpc/client.ts';
import type { Sorted } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { TableToolbar } from '../../ui/table-toolbar.tsx';
import { PeopleFilters, type PeopleFilter } from './people-filters.tsx';
import { usePersonColumns } from './person-columns.tsx';

const PEOPLE_AT_ONCE = 50;

type Props = {
  filter: PeopleFilter;
  onFilter: (change: PeopleFilter) => void;
  sorted: Sorted<PersonSort>;
  onSort: (sorted: Sorted<PersonSort>) => void;
  inviteButton: ReactNode;
  onClear: () => void;
};

/** Everyone, found, sorted and counted. */
export function PeopleTable({ filter, onFilter, sorted, onSort, inviteButton, onClear }: Props) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const { shown, inFile } = usePersonColumns();
  const { q, state, client } = filter;
  const input = {
    ...(q === undefined ? {} : { q }),
    ...(state === undefined ? {} : { state }),
    ...(client === undefined ? {} : { clientId: client }),
    sort: sorted.by,
    order: sorted.order,
  };
  const query = usePages({
    key: orpc.people.list.key({ type: 'infinite', input }),
    atOnce: PEOPLE_AT_ONCE,
    ask: (page, options) => core.people.list({ ...input, ...page }, options),
    keep: true,
  });
  const total = query.data?.pages[0]?.total ?? 0;
  const filtered = q !== undefined || state !== undefined || client !== undefined;
  return (
    <div>
      <TableToolbar
        end={total > 0 && <ExportButton label={t('list')} columns={inFile} pages={query.every} />}
      >
        <PeopleFilters filter={filter} onChange={onFilter} />
      </TableToolbar>
      <PagedList
        query={query}
        rows={5}
        empty={
          <EmptyState
            icon="search"
            title={t('noMatch')}
            action={<Button onClick={onClear}>{t('clear')}</Button>}
          >
            {t('noMatchAdvice')}
          </EmptyState>
        }
      >
        {people => (
          <>
            <Box role="status" sx={{ color: 'var(--muted)', typography: 'small', mb: 1 }}>
              {t('count', { count: total, formatted: format.number(total) })}
            </Box>
            <DataTable
              label={t('list')}
              rows={people}
              keyOf={({ id }) => id}
              columns={shown}
              sorted={sorted}
              onSort={onSort}
              outdated={query.isPlaceholderData}
              onNearEnd={query.onNearEnd}
            />
          </>
        )}
      </PagedList>
      {total === 1 && !filtered && (
        <EmptyState icon="people" title={t('alone')} action={inviteButton}>
          {t('aloneAdvice')}
        </EmptyState>
      )}
    </div>
  );
}
