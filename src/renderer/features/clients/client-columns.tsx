import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { initialsOf } from '../../ui/initials-of.ts';
import { Avatar } from '../../ui/avatar.tsx';
import type { Column } from '../../ui/column.ts';
import { coveringLink } from '../../ui/data-table.tsx';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import type { FileColumn } from '../../ui/table-file.ts';
import { ClientMenu } from './client-menu.tsx';
import type { ClientSort } from './client-sorts.ts';
import { ClientState, useClientStateWords } from './client-state.tsx';

type ClientColumn = Column<Client, ClientSort>;

/** Who a client is, what it has and may ask; a file has the domain apart. */
export function useClientColumns(): { shown: ClientColumn[]; inFile: FileColumn<Client>[] } {
  const { t } = useTranslation('clients');
  const format = useFormat();
  const stateWords = useClientStateWords();
  const name: ClientColumn = {
    label: t('columnName'),
    sort: 'name',
    width: [180, 2.4],
    indent: 48,
    value: client => <Named client={client} />,
    cell: client => client.name,
  };
  const others: ClientColumn[] = [
    {
      label: t('columnChatbots'),
      sort: 'chatbots',
      first: 'desc',
      width: [84],
      number: true,
      value: ({ chatbotCount }) => format.number(chatbotCount),
      cell: ({ chatbotCount }) => chatbotCount,
    },
    {
      label: t('columnDocuments'),
      sort: 'documents',
      first: 'desc',
      width: [92],
      number: true,
      value: ({ documentCount }) => format.number(documentCount),
      cell: ({ documentCount }) => documentCount,
    },
    {
      label: t('columnQuota'),
      sort: 'quota',
      first: 'desc',
      width: [120, 0.8],
      named: true,
      value: ({ monthlyQuota }) =>
        monthlyQuota === null ? (
          <Box component="span" sx={{ color: 'var(--muted)' }}>
            {t('noQuota')}
          </Box>
        ) : (
          t('quota', { count: monthlyQuota, formatted: format.number(monthlyQuota) })
        ),
      cell: ({ monthlyQuota }) => monthlyQuota,
    },
    {
      label: t('columnState'),
      sort: 'state',
      width: [112, 0.6],
      value: client => <ClientState client={client} />,
      cell: client => stateWords(client).words,
    },
  ];
  const deeds: ClientColumn = {
    label: t('columnActions'),
    width: [36],
    deeds: true,
    value: client => <ClientMenu client={client} />,
  };
  const domain = { label: t('domain'), cell: (client: Client) => client.domain };
  return { shown: [name, ...others, deeds], inFile: [name, domain, ...others] };
}

function Named({ client: { id, name, domain } }: { client: Client }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minWidth: 0 }}>
      <Avatar text={initialsOf(name)} size={36} square />
      <Box sx={{ minWidth: 0 }}>
        <LinkBox to="/clients/$id" params={{ id }} sx={{ ...coveringLink, display: 'block', ...ONE_LINE }}>
          {name}
        </LinkBox>
        {domain !== null && (
          <Box sx={{ color: 'var(--muted)', typography: 'small', ...ONE_LINE }}>{domain}</Box>
        )}
      </Box>
    </Box>
  );
}
