import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Person } from '#shared/contract/people.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useSession } from '../../state/session.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { useNow } from '../../ui/use-now.ts';
import { isForEveryClient } from './person-draft.ts';
import { PersonState } from './person-state.tsx';

const ROLES_SHOWN = 2; // clients with their role; the rest is counted

/** One person: who, what they may do and where, and whether they come. */
export function PersonRow({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const own = useSession().user?.id === person.id;
  return (
    <LinkBox
      to="/settings/$section"
      params={{ section: 'people' }}
      search={before => ({ ...before, person: person.id })}
      sx={rowStyle}
    >
      <Box sx={{ gridArea: 'avatar', opacity: person.state === 'disabled' ? 0.5 : 1 }}>
        <Avatar text={person.initials} size={36} />
      </Box>
      <Box sx={{ gridArea: 'name', minWidth: 0 }}>
        <Box sx={oneLine}>
          <b style={{ fontWeight: 600 }}>{person.fullName}</b>
          {own && (
            <Box component="span" sx={{ color: 'var(--faint)' }}>
              {' '}
              ({t('yourself')})
            </Box>
          )}
        </Box>
        <Box sx={{ ...oneLine, color: 'var(--muted)', typography: 'small' }}>{person.email}</Box>
      </Box>
      <Box sx={{ gridArea: 'role', minWidth: 0, typography: 'small' }}>
        <Roles person={person} />
      </Box>
      <Box sx={{ gridArea: 'state', justifySelf: { sm: 'start' }, minWidth: 0 }}>
        <PersonState person={person} />
      </Box>
      <Box sx={{ gridArea: 'seen', color: 'var(--muted)', typography: 'small', minWidth: 0 }}>
        <Seen person={person} />
      </Box>
    </LinkBox>
  );
}

function Roles({ person: { role, memberships } }: { person: Person }) {
  const { t } = useTranslation('people');
  const { clients } = useCurrentClient();
  if (isForEveryClient(role) || clients.length <= 1) return <div>{t(`role_${role}`)}</div>;
  if (memberships.length === 0) return <Box sx={{ color: 'var(--warn)' }}>{t('noClient')}</Box>;
  const more = memberships.length - ROLES_SHOWN;
  return (
    <>
      {memberships.slice(0, ROLES_SHOWN).map(held => (
        <Box key={held.clientId} sx={oneLine}>
          {t('roleFor', { role: t(`role_${held.role}`), client: held.clientName })}
        </Box>
      ))}
      {more > 0 && <Box sx={{ color: 'var(--muted)' }}>{t('moreClients', { count: more })}</Box>}
    </>
  );
}

function Seen({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const now = useNow();
  return (
    <>
      <div>
        {person.lastSignInAt === null
          ? t('neverSeen')
          : t('seen', { when: format.ago(person.lastSignInAt, now) })}
      </div>
      {person.state !== 'invited' && (
        <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}>
          {person.secondFactor && (
            <Box component="span" sx={{ color: 'var(--ok)', display: 'grid' }}>
              <Icon name="lock" size={14} />
            </Box>
          )}
          {t(person.secondFactor ? 'secondFactorOn' : 'secondFactorOff')}
        </Box>
      )}
    </>
  );
}

const oneLine = { ...ONE_LINE } as const;

const rowStyle = {
  display: 'grid',
  alignItems: 'center',
  columnGap: 1.75,
  rowGap: 0.5,
  p: '11px 16px',
  color: 'inherit',
  textDecoration: 'none',
  gridTemplateColumns: {
    xs: '36px minmax(0, 1fr) auto',
    sm: '36px minmax(0, 1.3fr) minmax(0, 1fr) 96px minmax(0, .95fr)',
  },
  gridTemplateAreas: {
    xs: '"avatar name state" ". role role" ". seen seen"',
    sm: '"avatar name role state seen"',
  },
  '&:hover': { background: 'var(--surface-2)' },
  '&:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: -2 },
};
