import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { initialsOf } from '../../ui/initials-of.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { ClientMenu } from './client-menu.tsx';
import { ClientState } from './client-state.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';

const columns = {
  display: 'grid',
  alignItems: 'center',
  columnGap: { xs: 2, lg: 3 },
  px: 2,
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr) 40px',
    md: 'minmax(160px, 2.4fr) 76px 84px minmax(112px, 1fr) minmax(104px, 1fr) 36px',
  },
  '& .wide': { display: { xs: 'none', md: 'block' } },
  '& .number': { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
} as const;

/** Clients by name, one a line. */
export function ClientTable({ clients }: { clients: readonly Client[] }) {
  const { t, i18n } = useTranslation('clients');
  const sorted = clients.toSorted((a, b) => a.name.localeCompare(b.name, i18n.language));
  return (
    <Card role="table" aria-label={t('list')} sx={{ overflow: 'hidden' }}>
      <Box
        role="row"
        sx={{
          ...columns,
          minHeight: 38,
          typography: 'small',
          fontWeight: 560,
          color: 'var(--muted)',
          borderBottom: '1px solid var(--line)',
        }}
      >
        <span role="columnheader">{t('columnName')}</span>
        <span role="columnheader" className="wide number">
          {t('columnChatbots')}
        </span>
        <span role="columnheader" className="wide number">
          {t('columnDocuments')}
        </span>
        <span role="columnheader" className="wide">
          {t('columnQuota')}
        </span>
        <span role="columnheader" className="wide">
          {t('columnState')}
        </span>
        <span role="columnheader">
          <span className="visually-hidden">{t('columnActions')}</span>
        </span>
      </Box>
      {sorted.map(client => (
        <ClientRow key={client.id} client={client} />
      ))}
    </Card>
  );
}

function ClientRow({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const format = useFormat();
  const { id, name, domain, chatbotCount, documentCount, monthlyQuota } = client;
  return (
    <Box
      role="row"
      sx={{
        ...columns,
        position: 'relative',
        minHeight: 60,
        py: 1,
        borderBottom: '1px solid var(--line)',
        '&:last-child': { borderBottom: 0 },
        '&:hover': { background: 'var(--surface-2)' },
      }}
    >
      <Box role="cell" sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minWidth: 0 }}>
        <Avatar text={initialsOf(name)} size={36} square />
        <Box sx={{ minWidth: 0 }}>
          <LinkBox
            to="/clients/$id"
            params={{ id }}
            sx={{
              display: 'block',
              color: 'var(--text)',
              fontWeight: 600,
              textDecoration: 'none',
              ...ONE_LINE,
              '&::after': { content: '""', position: 'absolute', inset: 0 },
            }}
          >
            {name}
          </LinkBox>
          {domain !== null && (
            <Box
              sx={{
                color: 'var(--muted)',
                typography: 'small',
                ...ONE_LINE,
              }}
            >
              {domain}
            </Box>
          )}
          {/* On a phone only what is out of the ordinary is told. */}
          {(!client.active || client.archivedAt !== null) && (
            <Box sx={{ display: { md: 'none' } }}>
              <ClientState client={client} />
            </Box>
          )}
        </Box>
      </Box>
      <span role="cell" className="wide number">
        {format.number(chatbotCount)}
      </span>
      <span role="cell" className="wide number">
        {format.number(documentCount)}
      </span>
      <Box role="cell" className="wide" sx={{ color: monthlyQuota === null ? 'var(--muted)' : 'inherit' }}>
        {monthlyQuota === null
          ? t('noQuota')
          : t('quota', { count: monthlyQuota, formatted: format.number(monthlyQuota) })}
      </Box>
      <span role="cell" className="wide">
        <ClientState client={client} />
      </span>
      {/* Above the link that covers the row. */}
      <Box role="cell" sx={{ position: 'relative' }}>
        <ClientMenu client={client} />
      </Box>
    </Box>
  );
}
