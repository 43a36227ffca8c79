import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Client, ClientPerson } from '#shared/contract/clients.ts';
import { orpc } from '../../rpc/client.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ErasePerson } from './erase-person.tsx';

/** Who has a role for this client. */
export function PeopleTab({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
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
  return (
    <Box sx={{ maxWidth: 860 }}>
      <Box sx={{ color: 'var(--muted)', mb: 1.75 }}>{t('peopleHint')}</Box>
      <Card component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {people.data.map(person => (
          <PersonLine key={person.id} person={person} />
        ))}
      </Card>
    </Box>
  );
}

function PersonLine({ person }: { person: ClientPerson }) {
  const { t } = useTranslation('clients');
  const format = useFormat();
  const { id, fullName, email, initials, role, since } = person;
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        p: '10px 12px 10px 16px',
        borderBottom: '1px solid var(--line)',
        '&:last-child': { borderBottom: 0 },
      }}
    >
      <Avatar text={initials} size={34} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{fullName}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
          {email} · {t('since', { date: format.date(since) })}
        </Box>
      </Box>
      <StateChip tone="quiet">{t(`role_${role}`)}</StateChip>
      <ErasePerson person={{ id, fullName, email }} variant="menu" />
    </Box>
  );
}
