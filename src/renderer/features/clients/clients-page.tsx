import Button from '@mui/material/Button';
import ToggleButton from '@mui/material/ToggleButton';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { useOnward } from '../../state/onward.ts';
import { AddressSearch } from '../../ui/address-search.tsx';
import type { Sorted } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { sortedInPlace } from '../../ui/sorted-in-place.ts';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { TableToolbar } from '../../ui/table-toolbar.tsx';
import { useClientColumns } from './client-columns.tsx';
import type { ClientSort } from './client-sorts.ts';
import { CreateClient } from './create-client.tsx';

/** For whom one works: every client within reach. */
export default function ClientsPage() {
  const { t } = useTranslation('clients');
  const navigate = useNavigate({ from: '/clients' });
  const onward = useOnward();
  const search = useSearch({ from: '/inside/clients' });
  const { create = false, archived = false, q, sort = 'name', order = 'asc' } = search;
  const narrow = (change: Partial<typeof search>) =>
    void navigate({ search: before => ({ ...before, ...change }), replace: true });
  const mayAdminister = useSession().may(...administrators);
  const list = useQuery(
    orpc.clients.list.queryOptions({
      input: { archived: archived ? 'only' : 'without', ...(q === undefined ? {} : { q }) },
      placeholderData: keepPreviousData,
    }),
  );
  const { shown, inFile } = useClientColumns();
  const sorted: Sorted<ClientSort> = { by: sort, order };
  const clients = sortedInPlace(list.data ?? [], shown, sorted, shownLanguage());
  const open = () => void navigate({ search: before => ({ ...before, create: true }) });
  const body = () => {
    if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
    if (!list.data) return <LoadingState />;
    if (clients.length > 0) {
      return (
        <DataTable
          label={t('list')}
          rows={clients}
          keyOf={({ id }) => id}
          columns={shown}
          sorted={sorted}
          onSort={next => narrow({ sort: next.by, order: next.order })}
          outdated={list.isPlaceholderData}
        />
      );
    }
    if (q !== undefined) {
      return (
        <EmptyState
          icon="search"
          title={t('noMatch')}
          action={<Button onClick={() => narrow({ q: undefined })}>{t('clearSearch')}</Button>}
        />
      );
    }
    return archived ? (
      <EmptyState icon="archive" title={t('noArchived')}>
        {t('noArchivedAdvice')}
      </EmptyState>
    ) : (
      <EmptyState icon="building" title={t('emptyTitle')}>
        {t('emptyAdvice')}
      </EmptyState>
    );
  };
  return (
    <Page
      title={t('title')}
      subtitle={
        list.data && q === undefined && !archived ? t('count', { count: list.data.length }) : '\u00a0'
      }
      actions={
        mayAdminister && (
          <>
            <LinkButton to="/clients/erasures" variant="text">
              {t('certificates')}
            </LinkButton>
            <Button variant="contained" startIcon={<Icon name="plus" size={16} />} onClick={open}>
              {t('create')}
            </Button>
          </>
        )
      }
    >
      <TableToolbar
        end={
          clients.length > 0 && <ExportButton label={t('list')} columns={inFile} pages={() => [clients]} />
        }
      >
        <AddressSearch
          label={t('search')}
          q={q}
          onSearch={words => narrow({ q: words })}
          sx={{ flex: '1 1 220px', maxWidth: 420 }}
        />
        {mayAdminister && (
          <ToggleButton
            size="small"
            value="archived"
            selected={archived}
            onChange={() => narrow({ archived: archived ? undefined : true })}
            sx={{ gap: 0.75 }}
          >
            <Icon name="archive" size={16} /> {t('archivedToggle')}
          </ToggleButton>
        )}
      </TableToolbar>
      {body()}
      {create && mayAdminister && (
        <CreateClient
          onClose={() =>
            void navigate({ search: before => ({ ...before, create: undefined }), replace: true })
          }
          onCreated={id => void onward({ to: '/clients/$id', params: { id }, search: {}, replace: true })}
        />
      )}
    </Page>
  );
}
