import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import type { PeopleFilter } from './people-section.tsx';
import { PersonRow } from './person-row.tsx';

const PEOPLE_AT_ONCE = 50;

type Props = { filter: PeopleFilter; inviteButton: ReactNode; onClear: () => void };

export function PeopleList({ filter, inviteButton, onClear }: Props) {
  const { t } = useTranslation(['people', 'common']);
  const format = useFormat();
  const { q, state, clientId } = filter;
  const input = {
    ...(q === '' ? {} : { q }),
    ...(state === undefined ? {} : { state }),
    ...(clientId === undefined ? {} : { clientId }),
  };
  const query = usePages({
    key: orpc.people.list.key({ type: 'infinite', input }),
    atOnce: PEOPLE_AT_ONCE,
    ask: page => client.people.list({ ...input, ...page }),
    keep: true,
  });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={5} />;
  const people = query.items;
  const total = query.data.pages[0]?.total ?? 0;
  const filtered = q !== '' || state !== undefined || clientId !== undefined;
  if (people.length === 0 && filtered) {
    return (
      <EmptyState icon="search" title={t('noMatch')} action={<Button onClick={onClear}>{t('clear')}</Button>}>
        {t('noMatchAdvice')}
      </EmptyState>
    );
  }
  return (
    <>
      <Box role="status" sx={{ color: 'var(--muted)', typography: 'small', mb: -1.5 }}>
        {t('count', { count: total, formatted: format.number(total) })}
      </Box>
      <Card sx={{ overflow: 'hidden' }}>
        <Box
          component="ul"
          aria-label={t('list')}
          sx={{
            listStyle: 'none',
            m: 0,
            p: 0,
            '& > li + li': { borderTop: '1px solid var(--line)' },
          }}
        >
          {people.map(person => (
            <li key={person.id}>
              <PersonRow person={person} />
            </li>
          ))}
        </Box>
      </Card>
      {query.hasNextPage && (
        <Button
          variant="text"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          sx={{ justifySelf: 'center' }}
        >
          {t('common:loadMore')}
        </Button>
      )}
      {total <= 1 && !filtered && (
        <EmptyState icon="people" title={t('alone')} action={inviteButton}>
          {t('aloneAdvice')}
        </EmptyState>
      )}
    </>
  );
}
