import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { personSort, personState, type PersonSort } from '#shared/contract/people.ts';
import type { Sorted } from '../../ui/column.ts';
import { Icon } from '../../ui/icon.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import type { PeopleFilter } from './people-filters.tsx';
import { PeopleTable } from './people-table.tsx';
import { PersonPanel } from './person-panel.tsx';

/** Everyone who can open Foyer: finding, inviting, changing. */
export function PeopleSection() {
  const { t } = useTranslation('people');
  const search = useSearch({ from: '/inside/settings/$section' });
  const { person, invite = false, q, client, order = 'asc' } = search;
  const navigate = useNavigate({ from: '/settings/$section' });
  const filter: PeopleFilter = { q, client, state: personState.safeParse(search.state).data };
  const sorted: Sorted<PersonSort> = { by: personSort.safeParse(search.sort).data ?? 'name', order };
  const narrow = (change: PeopleFilter & { sort?: PersonSort; order?: 'asc' | 'desc' }) =>
    void navigate({ search: before => ({ ...before, ...change }), replace: true });
  const show = (what: { invite?: boolean }, replace = false) =>
    void navigate({
      search: ({ person: _person, invite: _invite, ...before }) => ({ ...before, ...what }),
      replace,
    });
  const inviteButton = (
    <Button
      variant="contained"
      startIcon={<Icon name="plus" size={16} />}
      onClick={() => show({ invite: true })}
    >
      {t('invite')}
    </Button>
  );
  return (
    <>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 260px' }}>
          <Box component="h2" sx={{ typography: 'heading', fontWeight: 640, letterSpacing: '-.01em' }}>
            {t('title')}
          </Box>
          <Box sx={{ color: 'var(--muted)' }}>{t('hint')}</Box>
        </Box>
        {inviteButton}
      </Box>
      <PeopleTable
        filter={filter}
        onFilter={narrow}
        sorted={sorted}
        onSort={({ by, order: way }) => narrow({ sort: by, order: way })}
        inviteButton={inviteButton}
        onClear={() => void navigate({ search: {}, replace: true })}
      />
      {person !== undefined && <PersonPanel key={person} id={person} onClose={() => show({})} />}
      {invite && <InviteDialog onClose={() => show({}, true)} />}
    </>
  );
}
