import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import OutlinedInput from '@mui/material/OutlinedInput';
import ToggleButton from '@mui/material/ToggleButton';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { useOnward } from '../../state/onward.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ClientTable } from './client-table.tsx';
import { CreateClient } from './create-client.tsx';

/** For whom one works: every client within reach. */
export default function ClientsPage() {
  const { t } = useTranslation('clients');
  const navigate = useNavigate({ from: '/clients' });
  const onward = useOnward();
  const { create = false, archived = false } = useSearch({ from: '/inside/clients' });
  const mayAdminister = useSession().may(...administrators);
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const list = useQuery(
    orpc.clients.list.queryOptions({
      input: { archived: archived ? 'only' : 'without', ...(q === '' ? {} : { q }) },
      placeholderData: keepPreviousData,
    }),
  );
  const open = () => void navigate({ search: before => ({ ...before, create: true }) });
  const body = () => {
    if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
    if (!list.data) return <LoadingState />;
    if (list.data.length > 0) return <ClientTable clients={list.data} />;
    if (q !== '') {
      return (
        <EmptyState
          icon="search"
          title={t('noMatch')}
          action={<Button onClick={() => setTyped('')}>{t('clearSearch')}</Button>}
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
      subtitle={list.data && q === '' && !archived ? t('count', { count: list.data.length }) : '\u00a0'}
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
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 1.75 }}>
        <OutlinedInput
          size="small"
          type="search"
          value={typed}
          placeholder={t('search')}
          onChange={event => setTyped(event.target.value)}
          startAdornment={
            <Box component="span" sx={{ color: 'var(--faint)', display: 'grid', mr: -0.5 }}>
              <Icon name="search" size={16} />
            </Box>
          }
          inputProps={{ 'aria-label': t('search'), maxLength: SEARCH_MAX_LENGTH }}
          sx={{ flex: '1 1 220px', maxWidth: 420 }}
        />
        {mayAdminister && (
          <ToggleButton
            size="small"
            value="archived"
            selected={archived}
            onChange={() => void navigate({ search: archived ? {} : { archived: true }, replace: true })}
            sx={{ gap: 0.75 }}
          >
            <Icon name="archive" size={16} /> {t('archivedToggle')}
          </ToggleButton>
        )}
      </Box>
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
