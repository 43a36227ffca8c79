import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Person, PersonSort } from '#shared/contract/people.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useSession } from '../../state/session.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import type { Column } from '../../ui/column.ts';
import { coveringLink } from '../../ui/data-table.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { useNow } from '../../ui/use-now.ts';
import type { FileColumn } from '../../ui/table-file.ts';
import { isForEveryClient } from './person-draft.ts';
import { PersonState, usePersonStateWords } from './person-state.tsx';

const ROLES_SHOWN = 2; // clients with their role; the rest is counted

type PersonColumn = Column<Person, PersonSort>;

/** Who, what they may do and where, and whether they come; a file has the address apart. */
export function usePersonColumns(): { shown: PersonColumn[]; inFile: FileColumn<Person>[] } {
  const { t } = useTranslation('people');
  const stateWords = usePersonStateWords();
  const rolesOf = useRoles();
  const name: PersonColumn = {
    label: t('columnName'),
    sort: 'name',
    width: [170, 1.4],
    indent: 48,
    value: person => <Named person={person} />,
    cell: ({ fullName }) => fullName,
  };
  const others: PersonColumn[] = [
    {
      label: t('role'),
      sort: 'role',
      width: [120, 1],
      value: person => <Roles person={person} />,
      cell: person => rolesOf(person).join(', '),
    },
    {
      label: t('stateFilter'),
      sort: 'state',
      width: [98],
      value: person => <PersonState person={person} />,
      cell: person => stateWords(person).words,
    },
    {
      label: t('columnSeen'),
      sort: 'seen',
      first: 'desc',
      width: [154],
      named: true,
      value: person => <Seen person={person} />,
      cell: ({ lastSignInAt }) => (lastSignInAt === null ? null : new Date(lastSignInAt)),
    },
  ];
  const factor: FileColumn<Person> = {
    label: t('columnFactor'),
    cell: ({ state, secondFactor }) =>
      state === 'invited' ? null : t(secondFactor ? 'secondFactorOn' : 'secondFactorOff'),
  };
  const email = { label: t('email'), cell: (person: Person) => person.email };
  return { shown: [name, ...others], inFile: [name, email, ...others, factor] };
}

function Named({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const own = useSession().user?.id === person.id;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minWidth: 0 }}>
      <Box sx={{ opacity: person.state === 'disabled' ? 0.5 : 1 }}>
        <Avatar text={person.initials} size={36} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Box title={person.fullName} sx={ONE_LINE}>
          <LinkBox
            to="/settings/$section"
            params={{ section: 'people' }}
            search={before => ({ ...before, person: person.id })}
            sx={coveringLink}
          >
            {person.fullName}
          </LinkBox>
          {own && (
            <Box component="span" sx={{ color: 'var(--faint)' }}>
              {' '}
              ({t('yourself')})
            </Box>
          )}
        </Box>
        <Box title={person.email} sx={{ ...ONE_LINE, color: 'var(--muted)', typography: 'small' }}>
          {person.email}
        </Box>
      </Box>
    </Box>
  );
}

/** Each role in words, with its client where there are several. */
function useRoles(): (person: Person) => string[] {
  const { t } = useTranslation('people');
  const { clients } = useCurrentClient();
  return ({ role, memberships }) =>
    isForEveryClient(role) || clients.length <= 1
      ? [t(`role_${role}`)]
      : memberships.map(held => t('roleFor', { role: t(`role_${held.role}`), client: held.clientName }));
}

function Roles({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const roles = useRoles()(person);
  if (roles.length === 0) {
    return (
      <Box component="span" sx={{ color: 'var(--warn)' }}>
        {t('noClient')}
      </Box>
    );
  }
  const more = roles.length - ROLES_SHOWN;
  return (
    <>
      {roles.slice(0, ROLES_SHOWN).map(role => (
        <Box key={role} title={role} sx={ONE_LINE}>
          {role}
        </Box>
      ))}
      {more > 0 && <Box sx={{ color: 'var(--muted)' }}>{t('moreClients', { count: more })}</Box>}
    </>
  );
}

function Seen({ person: { state, lastSignInAt, secondFactor } }: { person: Person }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const now = useNow();
  return (
    <Box component="span" sx={{ color: 'var(--muted)' }}>
      {lastSignInAt === null ? t('neverSeen') : format.ago(lastSignInAt, now)}
      {state !== 'invited' && (
        <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'center', typography: 'small' }}>
          {secondFactor && (
            <Box component="span" sx={{ color: 'var(--ok)', display: 'grid' }}>
              <Icon name="lock" size={14} />
            </Box>
          )}
          {t(secondFactor ? 'secondFactorOn' : 'secondFactorOff')}
        </Box>
      )}
    </Box>
  );
}
