import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactSort } from '#shared/contract/contacts.ts';
import { client, orpc } from '../../rpc/client.ts';
import { usePages } from '../../state/pages.ts';
import type { Column } from '../../ui/column.ts';
import { coveringLink, DataTable } from '../../ui/data-table.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { TableToolbar } from '../../ui/table-toolbar.tsx';
import { useNow } from '../../ui/use-now.ts';
import { nameOf } from './contact-name.ts';

const AT_ONCE = 50;

type Props = { clientId: string; filters: ReactNode; onAdd?: () => void; onImport?: () => void };

/** Who was found, in the order chosen; both stand in the address. */
export function ContactList({ clientId, filters, onAdd, onImport }: Props) {
  const { t } = useTranslation('contacts');
  const { q, kind, sort = 'seen', order = 'desc' } = useSearch({ from: '/inside/contacts' });
  const navigate = useNavigate({ from: '/contacts' });
  const columns = useColumns();
  const input = {
    clientId,
    sort,
    order,
    ...(q === undefined ? {} : { q }),
    ...(kind === undefined ? {} : { kind }),
  };
  const query = usePages({
    key: orpc.contacts.list.key({ type: 'infinite', input }),
    atOnce: AT_ONCE,
    ask: (page, options) => client.contacts.list({ ...input, ...page }, options),
    keep: true,
  });
  const narrowed = q !== undefined || kind !== undefined;
  return (
    <div>
      <TableToolbar
        end={
          query.items.length > 0 && <ExportButton label={t('title')} columns={columns} pages={query.every} />
        }
      >
        {filters}
      </TableToolbar>
      <PagedList
        query={query}
        rows={8}
        empty={
          narrowed ? (
            <EmptyState
              icon="search"
              title={t('noneFound')}
              action={<Button onClick={() => void navigate({ search: {} })}>{t('back')}</Button>}
            >
              {t('noneFoundAdvice')}
            </EmptyState>
          ) : (
            <EmptyState
              icon="people"
              title={t('empty')}
              action={
                onAdd && (
                  <>
                    <Button variant="contained" onClick={onAdd} startIcon={<Icon name="plus" size={16} />}>
                      {t('add')}
                    </Button>
                    <Button onClick={onImport}>{t('import')}</Button>
                  </>
                )
              }
            >
              {t('emptyAdvice')}
            </EmptyState>
          )
        }
      >
        {contacts => (
          <DataTable
            label={t('title')}
            rows={contacts}
            keyOf={({ id }) => id}
            outdated={query.isPlaceholderData}
            onNearEnd={query.onNearEnd}
            columns={columns}
            sorted={{ by: sort, order }}
            onSort={({ by, order: way }) =>
              void navigate({ search: before => ({ ...before, sort: by, order: way }), replace: true })
            }
          />
        )}
      </PagedList>
    </div>
  );
}

function useColumns(): Column<Contact, ContactSort>[] {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const now = useNow();
  return [
    {
      label: t('column_name'),
      sort: 'name',
      width: [180, 1.4],
      indent: 28,
      cell: nameOf,
      value: contact => <Named contact={contact} />,
    },
    {
      label: t('column_company'),
      sort: 'company',
      width: [120, 1],
      cell: ({ company }) => company?.name ?? null,
      value: ({ company }) => company?.name,
    },
    {
      label: t('column_email'),
      sort: 'email',
      width: [160, 1.3],
      cell: ({ email }) => email,
      value: ({ name, email }) => (name === null ? null : email),
    },
    {
      label: t('column_phone'),
      width: [130, 0.8],
      cell: ({ phone }) => phone,
      value: ({ name, email, phone }) => (name === null && email === null ? null : phone),
    },
    {
      label: t('column_seen'),
      sort: 'seen',
      first: 'desc',
      width: [120],
      named: true,
      cell: ({ lastSeenAt }) => new Date(lastSeenAt),
      value: ({ lastSeenAt }) => (
        <Box component="span" sx={{ color: 'var(--muted)' }}>
          {format.ago(lastSeenAt, now)}
        </Box>
      ),
    },
  ];
}

function Named({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, minWidth: 0 }}>
      <Box title={t(`kind_${contact.kind}`)} sx={{ color: 'var(--faint)', display: 'grid' }}>
        <Icon name={contact.kind === 'company' ? 'building' : 'user'} size={18} />
        <span className="visually-hidden">{t(`kind_${contact.kind}`)}</span>
      </Box>
      <LinkBox
        to="/contacts/$id"
        params={{ id: contact.id }}
        sx={{ ...coveringLink, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}
      >
        {nameOf(contact) ?? t('nameless')}
      </LinkBox>
    </Box>
  );
}
