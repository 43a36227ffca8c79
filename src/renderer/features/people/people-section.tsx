import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonState } from '#shared/contract/people.ts';
import { Icon } from '../../ui/icon.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PeopleFilters } from './people-filters.tsx';
import { PeopleList } from './people-list.tsx';
import { PersonPanel } from './person-panel.tsx';

export type PeopleFilter = { q: string; state: PersonState | undefined; clientId: string | undefined };

const everyone: PeopleFilter = { q: '', state: undefined, clientId: undefined };

/** Everyone who can open Foyer: finding, inviting, changing. */
export function PeopleSection() {
  const { t } = useTranslation('people');
  const { person, invite = false } = useSearch({ from: '/inside/settings/$section' });
  const navigate = useNavigate({ from: '/settings/$section' });
  const [filter, setFilter] = useState(everyone);
  const q = useDeferredValue(filter.q.trim());
  const show = (search: { person?: string; invite?: boolean }, replace = false) =>
    void navigate({ search, replace });
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
      <PeopleFilters filter={filter} onChange={setFilter} />
      <PeopleList filter={{ ...filter, q }} inviteButton={inviteButton} onClear={() => setFilter(everyone)} />
      {person !== undefined && <PersonPanel key={person} id={person} onClose={() => show({})} />}
      {invite && <InviteDialog onClose={() => show({}, true)} />}
    </>
  );
}
