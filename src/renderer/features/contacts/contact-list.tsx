import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactSort } from '#shared/contract/contacts.ts';
import { client, orpc } from '../../rpc/client.ts';
import { usePages } from '../../state/pages.ts';
import { coveringLink, DataTable, type Column } from '../../ui/data-table.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { nameOf } from './contact-name.ts';

const AT_ONCE = 50;

type Props = { clientId: string; onAdd?: () => void; onImport?: () => void };

/** Who was found, in the order chosen; both stand in the address. */
export function ContactList({ clientId, onAdd, onImport }: Props) {
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
    ask: page => client.contacts.list({ ...input, ...page }),
    keep: true,
  });
  const narrowed = q !== undefined || kind !== undefined;
  return (
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
          columns={columns}
          sorted={{ by: sort, order }}
          onSort={({ by, order: way }) =>
            void navigate({ search: before => ({ ...before, sort: by, order: way }), replace: true })
          }
        />
      )}
    </PagedList>
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
      width: 'minmax(180px, 1.4fr)',
      value: contact => <Named contact={contact} />,
    },
    {
      label: t('column_company'),
      sort: 'company',
      width: 'minmax(120px, 1fr)',
      value: ({ company }) => company?.name,
    },
    {
      label: t('column_email'),
      sort: 'email',
      width: 'minmax(160px, 1.3fr)',
      value: ({ name, email }) => (name === null ? null : email),
    },
    {
      label: t('column_phone'),
      width: 'minmax(130px, .8fr)',
      value: ({ name, email, phone }) => (name === null && email === null ? null : phone),
    },
    {
      label: t('column_seen'),
      sort: 'seen',
      first: 'desc',
      width: '128px',
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
